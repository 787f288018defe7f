import type { HttpAnswer } from '../../invoke/index.ts'
import type { Dict, Json } from '../../model/index.ts'
import { fromBase64 } from './base64.ts'
import { guestError } from './guest-error.ts'

export interface WrittenAnswer {
  readonly status: number
  readonly headers: Dict<string>
  readonly text?: string
  readonly base64?: string
  /** Of a download. */
  readonly file?: string
}

/** An answer as the host wrote it, as a function gets it. */
export function answerOf({ status, headers, text, base64, file }: WrittenAnswer, what: string): HttpAnswer {
  const bytes = (): Uint8Array => (text === undefined ? fromBase64(base64 ?? '') : new TextEncoder().encode(text))
  const read = (): string => (text ?? new TextDecoder().decode(bytes())).replace(/^\ufeff/, '')
  return {
    status,
    headers,
    bytes,
    text: read,
    file() {
      if (file !== undefined) return file
      throw guestError('argument-invalid', `The answer to ${what} is no file: ask with download: true.`)
    },
    json(): Json {
      const body = read()
      try {
        return body === '' ? null : (JSON.parse(body) as Json)
      } catch {
        throw guestError('answer-unreadable', `${what} was not answered with JSON.`, { status })
      }
    },
  }
}
