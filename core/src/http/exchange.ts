import type { Dispatcher } from 'undici'
import { answerUnreadable, type JackfieldError } from '../errors/index.ts'
import { type Dict, dict } from '../model/index.ts'
import { describeHop, type Hop } from './redirect.ts'
import { sendError } from './send-error.ts'
import type { SendWatch } from './send-watch.ts'

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
}

/** Sends one request and collects its answer. */
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
  #headers: Dict<string> = {}
  #bytes = 0

  constructor(options: ExchangeOptions, resolve: (answer: RawAnswer) => void, reject: (error: JackfieldError) => void) {
    this.#options = options
    this.#resolve = resolve
    this.#reject = reject
  }

  stop(error: JackfieldError): void {
    if (this.over) return
    this.over = true
    this.#controller?.abort(error)
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
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status < 200) return
    this.#status = status
    this.#headers = flatten(headers)
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length
    if (this.#bytes <= this.#options.maxBytes) this.#chunks.push(chunk)
    else this.stop(tooLong(this.#options.hop, this.#options.maxBytes))
  }

  onResponseEnd(): void {
    if (this.over) return
    this.over = true
    const [first] = this.#chunks
    const body = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks, this.#bytes)
    this.#resolve({ status: this.#status, headers: this.#headers, body })
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const { hop, watch } = this.#options
    this.stop(sendError(error, hop, watch.doubt))
  }
}

export function tooLong(hop: Hop, maxBytes: number): JackfieldError {
  return answerUnreadable(`${describeHop(hop)} was answered with more than ${maxBytes} bytes.`, {
    hint: 'Ask for less at a time, for instance with smaller pages.',
    doubt: true,
  })
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
