import type { Cursor, JsonObject, Poll } from '../../model/index.ts'
import type { CallPlace } from './call-place.ts'
import { choiceIn, type Drafting, listIn, objectIn, present, textIn } from './drafting.ts'
import { durationIn } from './duration.ts'
import { readCall } from './read-call.ts'
import { readPages } from './read-pages.ts'

export const defaultEvery = 60_000
export const defaultWindow: number = 30 * 86_400_000

/** The poll of a trigger, every 60 s and with a window of 30 d by default. */
export function readPoll(place: CallPlace, drafting: Drafting): Poll | undefined {
  drafting.origins.add(place.model, place.source)
  const http = readCall(place, drafting)
  if (http === undefined) return undefined
  const { written } = place
  const dedupe = objectIn(written, 'dedupe')
  return {
    http,
    items: textIn(written, 'items') ?? '',
    ...present('pages', readPages(written)),
    every: durationIn(written, 'every') ?? defaultEvery,
    dedupe: {
      key: listIn(dedupe, 'key').filter((at): at is string => typeof at === 'string'),
      window: durationIn(dedupe, 'window') ?? defaultWindow,
    },
    ...present('cursor', readCursor(objectIn(written, 'cursor'))),
  }
}

function readCursor(cursor: JsonObject): Poll['cursor'] {
  const start = choiceIn(cursor, 'start', ['now', 'beginning']) ?? 'now'
  if (textIn(cursor, 'type') === 'location') return { type: 'location', start }
  const from = textIn(cursor, 'from')
  const type = choiceIn(cursor, 'type', ['date-time', 'integer', 'string'])
  const send = readSend(objectIn(cursor, 'send'))
  if (from === undefined || type === undefined || send === undefined) return undefined
  return { from, type, send, overlap: durationIn(cursor, 'overlap') ?? 0, start }
}

function readSend(send: JsonObject): Cursor['send'] | undefined {
  const query = textIn(send, 'query')
  const header = textIn(send, 'header')
  if (query !== undefined) return { in: 'query', name: query }
  return header === undefined ? undefined : { in: 'header', name: header }
}
