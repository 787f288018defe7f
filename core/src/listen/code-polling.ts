import { type CodePolling, isJsonObject, type Json, type JsonObject } from '../model/index.ts'
import { dedupeKey } from './dedupe-key.ts'
import type { Polling } from './polling.ts'

interface FoundItem {
  readonly id: string
  readonly data: Json
  readonly cursor?: Json
}

interface CodedPolling {
  readonly poll: CodePolling
  /** What the function yields, page by page; `cursor` is what it gave last in the last whole poll, `null` before. */
  items(input: JsonObject, cursor: Json, signal: AbortSignal): AsyncIterable<readonly FoundItem[]>
}

/**
 * A trigger with a function of the host's own: it says itself what makes an item the same and where a poll stands. As
 * with a declared one, a cursor of another kind makes the next poll a first one, whose items are taken for known.
 */
export function codePolling({ poll, items }: CodedPolling): Polling {
  const { every, window, start } = poll
  return {
    every,
    window,
    begin({ input, cursor, begun }) {
      const own = given(cursor)
      const isForeign = cursor !== null && own === undefined
      const isNews = !isForeign && (begun || start === 'beginning')
      let reached: Json | undefined
      return {
        async *pages(signal) {
          for await (const page of items(input, own ?? null, signal)) {
            for (const item of page) if (item.cursor !== undefined) reached = item.cursor
            yield page.map(({ id, data }) => ({ key: dedupeKey([id]), data, isNews }))
          }
        },
        stands(stood) {
          if (reached !== undefined) return { given: reached }
          return given(stood) === undefined ? null : stood
        },
      }
    },
  }
}

/** Any JSON may be a function's cursor: kept in an object of its own, it is never taken for a declared one. */
function given(cursor: Json): Json | undefined {
  return isJsonObject(cursor) ? cursor.given : undefined
}
