import type { JsonObject, Poll } from '../../model/index.ts'
import { type ReadBack, writeCall } from './write-call.ts'
import { writeDuration } from './write-duration.ts'
import { writePages } from './write-pages.ts'
import { written } from './written.ts'

const usualEvery = 60_000
const usualWindow = 2_592_000_000

export function writePoll({ http, items, pages, every, dedupe, cursor }: Poll, readBack: ReadBack): JsonObject {
  return written({
    ...writeCall(http, readBack),
    items,
    pages: writePages(pages),
    every: every === usualEvery ? undefined : writeDuration(every),
    dedupe: written({
      key: dedupe.key,
      window: dedupe.window === usualWindow ? undefined : writeDuration(dedupe.window),
    }),
    cursor: cursor && writeCursor(cursor),
  })
}

function writeCursor(cursor: NonNullable<Poll['cursor']>): JsonObject {
  if (cursor.type === 'location')
    return written({ type: 'location', start: cursor.start === 'now' ? undefined : cursor.start })
  const { from, type, send, overlap, start } = cursor
  return written({
    from,
    type,
    send: { [send.in]: send.name },
    overlap: overlap === 0 ? undefined : writeDuration(overlap),
    start: start === 'now' ? undefined : start,
  })
}
