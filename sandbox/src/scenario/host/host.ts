import { within } from '../deadline.ts'
import type { Gate } from './gates.ts'
import { HostChild, type HostChildOptions } from './host-child.ts'
import type { HostCalls } from './protocol.ts'

/** A transaction that will stop. */
export interface StoppingPoint {
  /** Resolves when it has stopped. */
  reached(): Promise<void>
  open(): Promise<void>
}

/** The scenario's host application: the same store and folder, one process after another. */
export class Host implements AsyncDisposable {
  readonly #options: HostChildOptions
  #child: HostChild | undefined
  #isDisposed = false

  constructor(options: HostChildOptions) {
    this.#options = options
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  async start(): Promise<void> {
    if (this.#isDisposed) throw new Error('The scenario is over.')
    this.#child = new HostChild(this.#options)
    await within(this.#child.up(), { expected: 'the host to start' })
  }

  /** Kills it with SIGKILL, as a power cut would. */
  async kill(): Promise<void> {
    await this.#child?.kill()
  }

  async restart(): Promise<void> {
    await this.#child?.close()
    await this.start()
  }

  call<Name extends keyof HostCalls>(name: Name, input: Parameters<HostCalls[Name]>[0]): ReturnType<HostCalls[Name]> {
    const child = this.#child
    if (child === undefined) throw new Error('The host was not started.')
    return within(child.call(name, input) as Promise<unknown>, {
      expected: `the host to answer "${name}"`,
    }) as ReturnType<HostCalls[Name]>
  }

  /** @param moment completes the sentence "Expected the host to come to the point …" */
  async stopAt(gate: Gate, moment: string): Promise<StoppingPoint> {
    const child = this.#child
    const number = await this.call('setGate', gate)
    const reached = child?.reached(number) ?? Promise.resolve()
    return {
      reached: () => within(reached, { expected: `the host to come to the point ${moment}` }),
      open: () => this.call('openGate', { gate: number }),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true
    await this.#child?.close().catch(() => {})
  }
}
