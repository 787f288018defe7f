import type { Dispatcher } from 'undici'
import type { JackfieldError } from '../errors/index.ts'
import { type Dict, dict } from '../model/index.ts'
import { tooLong } from './body-error.ts'
import { type Flow, openFlow } from './flow.ts'
import type { Hop } from './redirect.ts'
import { sendError, takingError } from './send-error.ts'
import type { SendWatch } from './send-watch.ts'
import type { Receive } from './transport.ts'

export interface RawAnswer {
  readonly status: number
  readonly headers: Dict<string>
  /** As it came, not decoded. */
  readonly body: Buffer
}

export interface ExchangeOptions {
  readonly agent: Dispatcher
  readonly dispatch: Dispatcher.DispatchOptions
  readonly watch: SendWatch
  readonly hop: Hop
  readonly maxBytes: number
  readonly receive?: Receive | undefined
}

const empty = Buffer.alloc(0)

/** Sends one request and collects its answer, or hands its body on as it comes. */
export function exchange(options: ExchangeOptions): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const handler = new ExchangeHandler(options, resolve, reject)
    options.watch.during((error) => handler.stop(error))
    if (!handler.over) options.agent.dispatch(options.dispatch, handler)
  })
}

/** undici's dispatch interface, on which its own `request` is built; nothing between it and the bytes. */
class ExchangeHandler implements Dispatcher.DispatchHandler {
  over = false
  readonly #options: ExchangeOptions
  readonly #resolve: (answer: RawAnswer) => void
  readonly #reject: (error: JackfieldError) => void
  readonly #chunks: Buffer[] = []
  #controller: Dispatcher.DispatchController | undefined
  #status = 0
  /** A request that something answers, if only for the time being, was read. */
  #answered = false
  #headers: Dict<string> = {}
  #bytes = 0
  /** Where the body goes that nobody collects. */
  #flow: Flow | undefined

  constructor(options: ExchangeOptions, resolve: (answer: RawAnswer) => void, reject: (error: JackfieldError) => void) {
    this.#options = options
    this.#resolve = resolve
    this.#reject = reject
  }

  stop(error: JackfieldError): void {
    if (this.over) return
    this.over = true
    this.#controller?.abort(error)
    this.#flow?.fail(error)
    this.#reject(error)
  }

  /** Called when a socket is there, right before the first byte is written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.over) controller.abort(new Error('stopped'))
    else {
      this.#controller = controller
      this.#options.watch.doubt = true
    }
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    this.#answered = true
    if (status < 200) return
    this.#status = status
    this.#headers = flatten(headers)
    if (this.#options.receive !== undefined && status < 300) this.#hand(controller)
  }

  /** The call is over when whoever takes the body has taken it. */
  #hand(controller: Dispatcher.DispatchController): void {
    const { hop, watch } = this.#options
    const flow = openFlow({ status: this.#status, headers: this.#headers }, controller, this.#options)
    if (flow === undefined) return
    this.#flow = flow
    flow.taken.then(
      (headers) => this.#finish({ status: this.#status, headers, body: empty }),
      (error) => this.stop(takingError(error, hop, watch.doubt)),
    )
  }

  #finish(answer: RawAnswer): void {
    if (this.over) return
    this.over = true
    this.#resolve(answer)
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#flow !== undefined) this.#flow.push(chunk)
    else this.#collect(chunk)
  }

  #collect(chunk: Buffer): void {
    this.#bytes += chunk.length
    if (this.#bytes <= this.#options.maxBytes) this.#chunks.push(chunk)
    else this.stop(tooLong(this.#options.hop, this.#options.maxBytes))
  }

  onResponseEnd(): void {
    if (this.#flow !== undefined) this.#flow.end()
    else this.#finish({ status: this.#status, headers: this.#headers, body: this.#collected() })
  }

  #collected(): Buffer {
    const [first] = this.#chunks
    return this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks, this.#bytes)
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const { hop, watch } = this.#options
    const { doubt, acted } = watch
    this.stop(sendError(error, hop, { doubt, acted: this.#answered ? doubt : acted }))
  }
}

/** Repeated fields joined by a comma (RFC 9110, 5.3). Cookies are nobody's business above the transport. */
function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Dict<string> {
  const flat = dict<string>()
  for (const name in headers) {
    const value = headers[name]
    if (name !== 'set-cookie' && value !== undefined) flat[name] = typeof value === 'string' ? value : value.join(', ')
  }
  return flat
}
