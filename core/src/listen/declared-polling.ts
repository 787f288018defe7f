import { type Clock, itemCursor, type Json, type JsonObject, type Poll } from '../model/index.ts'
import { instant, later, type Position, readPosition } from './cursor-position.ts'
import { pollStart } from './poll-start.ts'
import type { Polling } from './polling.ts'
import { readItems } from './read-items.ts'

interface DeclaredPolling {
  readonly poll: Poll
  /** Items page by page; `cursor` is where the last poll stood, the overlap not yet taken off. */
  pages(input: JsonObject, cursor: Json, signal: AbortSignal): AsyncIterable<readonly Json[]>
}

/** A trigger that a manifest describes: keys and positions are read from its items. */
export function declaredPolling({ poll, pages }: DeclaredPolling): Polling {
  const { every, dedupe } = poll
  const cursor = itemCursor(poll)
  return {
    every,
    window: Math.max(dedupe.window, cursor?.overlap ?? 0),
    begin(listener, clock) {
      const { from, isNews } = pollStart(listener, poll, clock.now())
      let reached = from
      return {
        async *pages(signal) {
          for await (const items of pages(listener.input, from?.value ?? null, signal)) {
            const found = readItems(items, poll, listener.operation)
            for (const { position } of found) reached = later(reached, notAhead(position, clock))
            yield found.map(({ key, data, position }) => ({ key, data, isNews: isNews(position) }))
          }
        },
        stands: (stood) =>
          later(cursor === undefined ? null : readPosition(cursor.type, stood), reached)?.value ?? null,
      }
    },
  }
}

/** One item dated in the future would otherwise move the cursor past all that comes until then. */
function notAhead(position: Position | null, clock: Clock): Position | null {
  const now = clock.now()
  return typeof position?.rank === 'number' && position.rank > now ? instant(now) : position
}
