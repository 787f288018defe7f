import type { Services } from '../../invoke/index.ts'
import type { Json } from '../../model/index.ts'
import { type Answer, protocolLimits, type WrittenError } from '../protocol.ts'
import { guestError } from './guest-error.ts'
import { guestServices } from './guest-services.ts'

interface Assigned {
  readonly id: number
  readonly idempotencyKey: string
  readonly now: number
}

interface Waiting {
  resolve(value: Json | undefined): void
  reject(error: Error): void
}

/** One call or poll: its services, each use of which is a message to the host, as long as it lasts. */
export class GuestTask {
  readonly services: Services
  readonly #id: number
  readonly #say: (message: object) => void
  readonly #stop = new AbortController()
  readonly #waiting = new Map<number, Waiting>()
  readonly #queue: (() => void)[] = []
  readonly #requests = new WeakMap<object, number>()
  #over = false
  #last = 0
  #now: number
  #logs = 0

  constructor({ id, idempotencyKey, now }: Assigned, say: (message: object) => void) {
    this.#id = id
    this.#now = now
    this.#say = say
    const ask = (service: string, ...args: unknown[]): Promise<Json | undefined> => this.#ask(service, args)
    this.services = guestServices({
      ask,
      log: (...line) => this.#log(line),
      now: () => this.#now,
      signal: this.#stop.signal,
      idempotencyKey,
    })
  }

  /** Which request's error it is, if it is one of the host's. */
  requestOf(error: unknown): number | undefined {
    return typeof error === 'object' && error !== null ? this.#requests.get(error) : undefined
  }

  abort(error: WrittenError): void {
    this.#stop.abort(guestError(error.code, error.message, error))
  }

  answered({ request, now, value, error }: Answer): void {
    const waiting = this.#waiting.get(request)
    this.#waiting.delete(request)
    this.#now = now
    this.#queue.shift()?.()
    if (error === undefined) {
      waiting?.resolve(value)
      return
    }
    const told = guestError(error.code, error.message, error)
    this.#requests.set(told, request)
    waiting?.reject(told)
  }

  end(): void {
    this.#over = true
    this.#queue.length = 0
  }

  /** Waits for its turn where too many are under way. */
  async #ask(service: string, args: readonly unknown[]): Promise<Json | undefined> {
    while (this.#waiting.size >= protocolLimits.requests && !this.#over)
      await new Promise<void>((resolve) => this.#queue.push(resolve))
    if (this.#over) throw new Error('The call is over: its services can’t be used any more.')
    const request = ++this.#last
    return new Promise((resolve, reject) => {
      this.#waiting.set(request, { resolve, reject })
      try {
        this.#say({ kind: 'request', id: this.#id, request, service, args })
      } catch (error) {
        this.#waiting.delete(request)
        reject(error as Error)
      }
    })
  }

  /** Nobody waits for a line of the log, and nothing comes of one that can't be written. */
  #log(line: readonly unknown[]): void {
    this.#logs += 1
    if (this.#logs <= protocolLimits.logs) this.#ask('log', line).catch(() => {})
  }
}
