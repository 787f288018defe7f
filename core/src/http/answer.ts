import type { Dict } from '../model/index.ts'
import { secretsIn } from './secrets-in.ts'
import type { SignableRequest, TransportResponse } from './transport.ts'

/** An answer that can take out of text what its request was signed with. Printing it shows nothing of that. */
export class Answer implements TransportResponse {
  readonly status: number
  readonly headers: Dict<string>
  readonly body: Uint8Array
  readonly #unsigned: SignableRequest
  readonly #signed: SignableRequest

  constructor(
    plain: Pick<TransportResponse, 'status' | 'headers' | 'body'>,
    unsigned: SignableRequest,
    signed: SignableRequest,
  ) {
    this.status = plain.status
    this.headers = plain.headers
    this.body = plain.body
    this.#unsigned = unsigned
    this.#signed = signed
  }

  redact(text: string): string {
    let clean = text
    for (const secret of secretsIn(this.#unsigned, this.#signed)) clean = clean.replaceAll(secret, '***')
    return clean
  }
}
