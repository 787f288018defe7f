import { answerUnreadable, argumentInvalid } from '../errors/index.ts'
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
  readonly #file: string | undefined

  /** `file`: the reference of its body, where that was asked for. */
  constructor(
    answer: TransportResponse,
    { what, file }: { readonly what: string; readonly file?: string | undefined },
  ) {
    this.status = answer.status
    this.headers = answer.headers
    this.#body = answer.body
    this.#what = what
    this.#file = file
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

  file(): string {
    if (this.#file !== undefined) return this.#file
    throw argumentInvalid(`The answer to ${this.#what} is no file.`, { hint: 'Ask for one with download: true.' })
  }
}
