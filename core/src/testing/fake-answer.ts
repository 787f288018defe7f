import type { ServerResponse } from 'node:http'
import type { Json } from '../model/index.ts'

/** What a fake service answers. */
export interface FakeAnswer {
  /** @default 200, or 204 without a body */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as `application/json`. */
  readonly json?: Json
  /** Sent as it is; text as UTF-8. */
  readonly body?: string | Uint8Array
  /** Breaks the connection instead of answering: what came of the request is then unknown. */
  readonly lost?: boolean
}

export function sendAnswer(response: ServerResponse, answer: FakeAnswer): void {
  if (answer.lost === true) {
    response.destroy()
    return
  }
  const { json, body = json === undefined ? undefined : JSON.stringify(json) } = answer
  const type = json === undefined ? {} : { 'content-type': 'application/json' }
  response.writeHead(answer.status ?? (body === undefined ? 204 : 200), { ...type, ...answer.headers })
  response.end(body)
}
