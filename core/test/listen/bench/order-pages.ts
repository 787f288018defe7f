import { operationFailed } from '../../../src/errors/index.ts'
import type { declaredPolling } from '../../../src/listen/index.ts'
import { itemCursor, type Json, type JsonObject, type Poll, parseJson } from '../../../src/model/index.ts'

/** Walks the service's pages, the cursor sent less the overlap. */
export function orderPages(origin: string, poll: Poll): Parameters<typeof declaredPolling>[0]['pages'] {
  return async function* (input, cursor, signal) {
    let next: string | null = `/orders${query(poll, input, cursor)}`
    while (next !== null) {
      const response: Response = await fetch(new URL(next, origin), { signal })
      const text = await response.text()
      if (!response.ok) {
        const seconds = response.headers.get('retry-after')
        const wait = seconds === null ? {} : { retryAfter: Number(seconds) * 1000 }
        throw operationFailed(`The service answered ${response.status}.`, { status: response.status, ...wait })
      }
      const page = parseJson(text) as { orders: readonly Json[]; next: string | null }
      yield page.orders
      next = page.next
    }
  }
}

function query(poll: Poll, input: JsonObject, cursor: Json): string {
  const of = itemCursor(poll)
  const parameters = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)]))
  if (of !== undefined && cursor !== null)
    parameters.set(
      of.send.name,
      of.type === 'date-time'
        ? new Date(Date.parse(String(cursor)) - of.overlap).toISOString()
        : String(Number(cursor) - of.overlap),
    )
  return parameters.size === 0 ? '' : `?${parameters}`
}
