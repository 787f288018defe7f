/** A request to a webhook's URL, read to its end. */
export interface Delivered {
  readonly method: string
  /** As the host got it; only its query counts. */
  readonly url: URL
  readonly headers: Headers
  /** The bytes as they came. */
  readonly body: Uint8Array
  /** The body without its content encoding. Throws `WebhookRefusal`. */
  decode(): Promise<Uint8Array>
}

/** What a request is answered: never a reason. */
export interface WebhookAnswer {
  readonly status: number
  readonly contentType?: string
  readonly body?: string
}

/** A request that is not taken, and why, for the log. */
export class WebhookRefusal extends Error {
  override readonly name = 'WebhookRefusal'
  readonly status: 400 | 401 | 405 | 413 | 415 | 503

  constructor(status: WebhookRefusal['status'], message: string) {
    super(message)
    this.status = status
  }
}
