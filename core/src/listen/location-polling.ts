import { isJsonObject, type Json, type JsonObject, type LocationCursor, type Poll } from '../model/index.ts'
import type { Polling } from './polling.ts'
import { readItems } from './read-items.ts'

/** What one poll came to; its times are in milliseconds. */
interface Located {
  readonly items: readonly Json[]
  readonly location?: string
  readonly retryAfter?: number
}

interface LocatedPolling {
  readonly poll: Poll & { readonly cursor: LocationCursor }
  /** Asks what the answer before named; `null` begins. */
  next(input: JsonObject, location: string | null, signal: AbortSignal): Promise<Located>
}

const shortest = 1_000
const longest = 86_400_000

/** A trigger whose service says where a poll stands. A cursor of another kind makes the next poll a first one. */
export function locationPolling({ poll, next }: LocatedPolling): Polling {
  const { every, dedupe, cursor } = poll
  return {
    every,
    window: dedupe.window,
    begin({ input, cursor: stands, begun, operation }) {
      const own = locationIn(stands)
      const isForeign = stands !== null && own === null
      const isNews = !isForeign && (begun || cursor.start === 'beginning')
      let reached = own
      let rest: number | undefined
      return {
        async *pages(signal) {
          const { items, location, retryAfter } = await next(input, own, signal)
          reached = location ?? own
          rest = retryAfter === undefined ? undefined : Math.min(longest, Math.max(shortest, retryAfter))
          yield readItems(items, poll, operation).map(({ key, data }) => ({ key, data, isNews }))
        },
        stands: () => (reached === null ? null : { location: reached }),
        rest: () => rest,
      }
    },
  }
}

/** Kept in an object of its own, so that it is never taken for a value of an item. */
function locationIn(cursor: Json): string | null {
  const location = isJsonObject(cursor) ? cursor.location : undefined
  return typeof location === 'string' ? location : null
}
