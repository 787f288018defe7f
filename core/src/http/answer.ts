import type { Dict } from '../model/index.ts'
import { redact } from './redact.ts'
import type { Signing } from './secrets-in.ts'
import type { TransportResponse } from './transport.ts'

/** An answer that can take out of text what its request was signed with. Printing it shows nothing of that. */
export class Answer implements TransportResponse {
  readonly status: number
  readonly headers: Dict<string>
  readonly body: Uint8Array
  readonly #signings: readonly Signing[]

  constructor(plain: Pick<TransportResponse, 'status' | 'headers' | 'body'>, signings: readonly Signing[]) {
    this.status = plain.status
    this.headers = plain.headers
    this.body = plain.body
    this.#signings = signings
  }

  redact(text: string, shortest?: number): string {
    return redact(text, this.#signings, shortest)
  }
}
