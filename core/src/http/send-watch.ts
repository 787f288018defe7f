import { type JackfieldError, requestAborted, requestTimeout } from '../errors/index.ts'
import { describeHop, type Hop } from './redirect.ts'
import type { Signing } from './secrets-in.ts'
import type { TransportRequest } from './transport.ts'

const longestTimer = 2 ** 31 - 1

/**
 * Time-out, abort and doubt of one `send`, over all its hops: one timer and at most one listener. Whatever is going on
 * registers itself with `during`, and is stopped with the error that `send` then throws.
 */
export class SendWatch {
  /** Something that may have had an effect has left: errors from now on carry doubt (Law 5). */
  doubt = false
  /** The same, of requests before the one that is under way. */
  acted = false
  /** Of every request that was about to leave. */
  readonly signings: Signing[] = []
  readonly #hop: Hop
  readonly #timeout: number
  readonly #timer: NodeJS.Timeout
  readonly #signal: AbortSignal | undefined
  #flows = false
  #stopped: JackfieldError | undefined
  #during: ((error: JackfieldError) => void) | undefined

  constructor(first: Hop, request: TransportRequest) {
    this.#hop = first
    this.#timeout = request.timeout
    this.#signal = request.signal
    this.#timer = setTimeout(expire, Math.min(request.timeout, longestTimer), this)
    if (this.#signal?.aborted) this.#aborted()
    else this.#signal?.addEventListener('abort', this.#aborted)
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#signal?.removeEventListener('abort', this.#aborted)
    this.#during = undefined
  }

  /** From now on it is `stop` that is told; at once where it is too late already. */
  during(stop: (error: JackfieldError) => void): void {
    this.#during = stop
    if (this.#stopped !== undefined) stop(this.#stopped)
  }

  /** Something streamed moved: the time begins anew. */
  moved(): void {
    this.#flows = true
    this.#timer.refresh()
  }

  /** Settles as `work` does, or rejects when the watch stops first. */
  race<Value>(work: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.during(reject)
      work.then(resolve, reject)
    })
  }

  expired(): void {
    const what = this.#flows
      ? `stood still for ${this.#timeout} ms while its body was on the way`
      : `was not answered in full within ${this.#timeout} ms`
    this.#stop(requestTimeout(`${describeHop(this.#hop)} ${what}.`, { doubt: this.doubt }))
  }

  readonly #aborted = (): void => {
    this.#stop(
      requestAborted(`${describeHop(this.#hop)} was aborted.`, { doubt: this.doubt, cause: this.#signal?.reason }),
    )
  }

  #stop(error: JackfieldError): void {
    this.#stopped = error
    this.#during?.(error)
  }
}

function expire(watch: SendWatch): void {
  watch.expired()
}
