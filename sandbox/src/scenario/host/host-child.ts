import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { within } from '../deadline.ts'
import type { FromHost, HostCalls, HostSettings, KernelEvent, ToHost } from './protocol.ts'

export interface HostChildOptions {
  readonly settings: HostSettings
  /** Told the port on which the process listens, and that it listens on none any more. */
  readonly listening: (port: number | undefined) => void
  readonly heard: (event: KernelEvent) => void
  readonly logged: (message: string) => void
  /** Told when the process ends without having been asked to. */
  readonly lost: (error: Error) => void
}

const entry = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './main.js', import.meta.url))

/** One process of the host. */
export class HostChild {
  readonly #child: ChildProcess
  readonly #options: HostChildOptions
  readonly #calls = new Map<number, PromiseWithResolvers<unknown>>()
  readonly #gates = new Map<number, PromiseWithResolvers<void>>()
  readonly #up = Promise.withResolvers<void>()
  readonly #gone = Promise.withResolvers<void>()
  #count = 0
  #isUp = false
  #isEnding = false

  constructor(options: HostChildOptions) {
    this.#options = options
    this.#up.promise.catch(() => {})
    this.#child = fork(entry, [JSON.stringify(options.settings)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    this.#child.on('message', (message: FromHost) => this.#receive(message))
    this.#child.once('error', (error) => this.#end(`The host's process cannot be started: ${error.message}.`))
    this.#child.once('exit', (code, signal) =>
      this.#end(`The host's process has ended (${signal ?? `exit code ${code}`}).`),
    )
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Resolves when the kernel has read the folder once. */
  up(): Promise<void> {
    return this.#up.promise
  }

  call<Name extends keyof HostCalls>(call: Name, input: Parameters<HostCalls[Name]>[0]): ReturnType<HostCalls[Name]> {
    const answer = Promise.withResolvers<unknown>()
    if (this.#child.connected) {
      this.#count += 1
      this.#calls.set(this.#count, answer)
      // One that is lost on the way is answered by the end of the process.
      this.#child.send({ number: this.#count, call, input } satisfies ToHost, () => {})
    } else answer.reject(new Error('The host is not running.'))
    return answer.promise as ReturnType<HostCalls[Name]>
  }

  /** Resolves when a transaction has stopped at the gate. */
  reached(gate: number): Promise<void> {
    return this.#gate(gate).promise
  }

  /** Sends SIGKILL; resolves when the process is gone. */
  async kill(): Promise<void> {
    this.#isEnding = true
    this.#child.kill('SIGKILL')
    await this.#gone.promise
  }

  /** Closes the kernel and lets the process end; kills it where that takes too long. */
  async close(): Promise<void> {
    this.#isEnding = true
    try {
      if (!this.#isUp) return
      const closing = { expected: 'the host to close' }
      await within(this.call('close', {}), closing)
      this.#child.disconnect()
      await within(this.#gone.promise, closing)
    } finally {
      await this.kill()
    }
  }

  #receive(message: FromHost): void {
    if (message.kind === 'up') this.#comeUp()
    else if (message.kind === 'door') this.#options.listening(message.port)
    else if (message.kind === 'event') this.#options.heard(message.event)
    else if (message.kind === 'log') this.#options.logged(message.message)
    else if (message.kind === 'reached') this.#gate(message.gate).resolve()
    else if (message.kind === 'result') this.#take(message.number)?.resolve(message.result)
    else this.#take(message.number)?.reject(new Error(message.message))
  }

  #comeUp(): void {
    this.#isUp = true
    this.#up.resolve()
  }

  #gate(number: number): PromiseWithResolvers<void> {
    const gate = this.#gates.get(number) ?? Promise.withResolvers<void>()
    this.#gates.set(number, gate)
    return gate
  }

  #take(number: number): PromiseWithResolvers<unknown> | undefined {
    const waiting = this.#calls.get(number)
    this.#calls.delete(number)
    return waiting
  }

  #end(message: string): void {
    const error = new Error(message)
    this.#gone.resolve()
    this.#options.listening(undefined)
    this.#up.reject(error)
    for (const { reject } of this.#calls.values()) reject(error)
    this.#calls.clear()
    if (!this.#isEnding) this.#options.lost(error)
    this.#isEnding = true
  }
}
