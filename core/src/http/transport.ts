import type { Dict } from '../model/index.ts'

/** The one way out: everything that the kernel sends goes through here, and signing happens below everything else. */
export interface Transport extends AsyncDisposable {
  /**
   * Sends one request and reads the whole answer, whatever its status; redirects are followed as fetch does, within the
   * origin, and gzip, deflate, br and zstd undone. Throws `origin-refused`, `redirect-refused`, `request-timeout`,
   * `request-aborted`, `connection-lost`, `answer-unreadable`, `argument-invalid`. `doubt` is true once a byte was
   * sent, unless a 401 or a redirect that asks for the same again (307, 308) says that nothing came of it.
   */
  send(request: TransportRequest): Promise<TransportResponse>
  /**
   * Closes the sockets that were opened with the certificate of this {@link HeldCertificate.holder}, if there are any.
   */
  release(holder: string): void
}

export interface TransportRequest {
  readonly method: string
  /** Absolute; its origin is the only one that the request and its redirects may reach. */
  readonly url: string
  /** Lower-case names. */
  readonly headers: Dict<string>
  readonly body?: RequestBody
  /** Puts the credentials on a copy, per hop. */
  readonly signer?: Signer
  /**
   * Milliseconds from send to the answer's last byte. Where a body is streamed, out or in, each piece of it starts the
   * time anew: it is then the longest silence.
   */
  readonly timeout: number
  readonly signal?: AbortSignal
  /** Bytes of body, decoded. @default 64 MiB; none for what is received elsewhere */
  readonly maxBytes?: number
  /**
   * Takes the body of a 2xx answer as it comes, so that it is never in memory whole; the answer's own is then empty.
   */
  readonly receive?: Receive
  /** `manual` answers a redirect as it came. @default 'follow', within the origin */
  readonly redirect?: 'follow' | 'manual'
}

export type RequestBody = string | Uint8Array | StreamedBody

/** A body that is read while it is sent, and opened anew for each send: retries, redirects, renewed tokens. */
export interface StreamedBody {
  /** Bytes, where that is known beforehand; sent in chunks (RFC 9112, 7.1) where not. */
  readonly length?: number
  open(): AsyncIterable<Uint8Array>
}

/**
 * Called when the status and headers of a 2xx answer are there: answers what takes its body, decoded, or undefined for
 * what is to be held in memory. What that throws, `send` throws.
 */
export type Receive = (head: AnswerHead) => ((body: AsyncIterable<Uint8Array>) => Promise<void>) | undefined

/** An answer before its body. Names of headers are in lower case; `set-cookie` is left out. */
export interface AnswerHead {
  readonly status: number
  readonly headers: Dict<string>
}

export interface TransportResponse {
  readonly status: number
  /** Lower-case names; `set-cookie` is left out. */
  readonly headers: Dict<string>
  /** Decoded; then without the headers that were about the coding. */
  readonly body: Uint8Array
  /**
   * The text with everything that signed the request replaced by `***`: for what a service says about a request,
   * before anyone sees it; `shortest` leaves what has fewer characters.
   */
  redact(text: string, shortest?: number): string
}

export interface SignableRequest {
  readonly url: string
  /** Lower-case names. */
  readonly headers: Dict<string>
  /** Absent only where credentials are tried out before there is a request. */
  readonly method?: string
  /** As it is sent, where it is in memory; absent where there is none, and where it is streamed. */
  readonly body?: string | Uint8Array
}

export interface Signer {
  /** Answers a signed copy; the request given stays unsigned. */
  sign(request: SignableRequest): SignableRequest | Promise<SignableRequest>
  /**
   * After a 401: gets fresh tokens; false where there is nothing to renew. The request is then sent once more.
   * `refused` is the very copy that `sign` answered: where its tokens were renewed meanwhile, nothing is renewed again.
   * `challenges`: what the service asks for instead (`WWW-Authenticate`).
   */
  renew?(signal?: AbortSignal, refused?: SignableRequest, challenges?: string): Promise<boolean>
  /** What the socket of a request presents (mutual TLS), by the very copy that `sign` answered; nothing by default. */
  certificate?(signed: SignableRequest): HeldCertificate | undefined
}

/** A client's certificate with its chain, and its private key, in PEM. */
export interface ClientCertificate {
  readonly certificate: string
  readonly key: string
  /** Where the key is encrypted. */
  readonly passphrase?: string
}

export interface HeldCertificate extends ClientCertificate {
  /** Whose it is: a socket that was opened for one holder is never used for another. */
  readonly holder: string
}
