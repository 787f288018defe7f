import { connectorFailed } from '../errors/index.ts'
import type { Services } from '../invoke/index.ts'
import type { Json } from '../model/index.ts'
import { type GuestRequest, type HostMessage, protocolLimits } from './protocol.ts'
import { serveRequest } from './serve-request.ts'
import { writtenError } from './written-error.ts'

export interface TaskOptions {
  readonly id: number
  /** Absent for a description. */
  readonly services?: Services
  /** Resolves when the guest has taken it, where its executor knows that. */
  send(message: HostMessage): void | Promise<void>
  /** The guest's requests of `http` take turns: what they are answered is in the host's memory until it is taken. */
  inTurn(work: () => Promise<void>): Promise<void>
  /** The guest breaks the protocol; `fatal`: once is enough. */
  offend(reason: string, fatal: boolean): void
}

interface Pending {
  resolve(value: Json): void
  reject(error: unknown): void
}

/** One thing that a guest was asked for, and what it may ask for meanwhile; all of that ends with it. */
export class Task {
  readonly #options: TaskOptions
  readonly #errors = new Map<number, unknown>()
  readonly #open = new Set<number>()
  #pending: Pending | undefined
  #over = false
  #logs = 0

  constructor(options: TaskOptions) {
    this.#options = options
  }

  /** Whether the guest is at it. */
  get waiting(): boolean {
    return this.#pending !== undefined
  }

  /** Asks for the task itself, or for the next piece of it; one at a time. */
  ask(message: HostMessage): Promise<Json> {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject }
      this.#options.send(message)
    })
  }

  done(value: Json): void {
    this.#take()?.resolve(value)
  }

  failed({ message, of }: { readonly message: string; readonly of?: number }): void {
    const own = of === undefined ? undefined : this.#errors.get(of)
    this.#take()?.reject(own ?? new Error(message))
  }

  /** The guest is gone. */
  lost(reason: string): void {
    this.#pending?.reject(connectorFailed(`The connector's code was stopped: ${reason}.`))
    this.#pending = undefined
  }

  /** Nothing is served any more that has not begun. */
  end(): void {
    this.#over = true
  }

  /** Never rejects. A request is open until its answer was taken: a guest that reads none can't ask for ever more. */
  async serve(request: GuestRequest): Promise<void> {
    const { services, offend, inTurn } = this.#options
    if (services === undefined) return offend('its definition asked for a service', false)
    if (this.#open.size >= 2 * protocolLimits.requests || this.#open.has(request.request))
      return offend('it asked for too much at once', true)
    if (request.service === 'log' && ++this.#logs > protocolLimits.logs) return offend('it logged too much', false)
    this.#open.add(request.request)
    if (request.service === 'http') await inTurn(() => this.#answer(services, request))
    else await this.#answer(services, request)
    this.#open.delete(request.request)
  }

  async #answer(services: Services, request: GuestRequest): Promise<void> {
    if (this.#over) return
    const { send, id } = this.#options
    const answer = await serveRequest(services, request).then(
      (value) => (value === undefined ? {} : { value }),
      (error: unknown) => this.#told(request.request, error),
    )
    await send({ kind: 'answer', id, request: request.request, now: services.clock.now(), ...answer })
  }

  #told(request: number, error: unknown): { readonly error: ReturnType<typeof writtenError> } {
    this.#errors.set(request, error)
    const [oldest] = this.#errors.keys()
    if (oldest !== undefined && this.#errors.size > 2 * protocolLimits.requests) this.#errors.delete(oldest)
    return { error: writtenError(error) }
  }

  #take(): Pending | undefined {
    const pending = this.#pending
    this.#pending = undefined
    if (pending === undefined) this.#options.offend('it answered what was not asked', false)
    return pending
  }
}
