import { answerUnreadable } from '../errors/index.ts'
import type { Dict, Json } from '../model/index.ts'
import type { HttpAnswer } from './http.ts'
import { readJson, readText } from './read-json.ts'
import type { TransportResponse } from './transport.ts'

/** What connector code gets of an answer. */
export class ReceivedAnswer implements HttpAnswer {
  readonly status: number
  readonly headers: Dict<string>
  readonly #body: Uint8Array
  readonly #what: string

  constructor(answer: TransportResponse, what: string) {
    this.status = answer.status
    this.headers = answer.headers
    this.#body = answer.body
    this.#what = what
  }

  json(): Json {
    try {
      return readJson(this.#body)
    } catch {
      throw answerUnreadable(`${this.#what} was not answered with JSON.`, { status: this.status, doubt: true })
    }
  }

  text(): string {
    return readText(this.#body)
  }

  /** A copy: the memory behind a Buffer is shared, and may hold what others wrote there. */
  bytes(): Uint8Array {
    return new Uint8Array(this.#body)
  }
}
