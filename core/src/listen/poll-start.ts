import { itemCursor, type Listener, type Poll } from '../model/index.ts'
import { instant, later, type Position, readPosition } from './cursor-position.ts'

/** Where a poll begins, and which of the items that it finds for the first time are news. */
export interface PollStart {
  /** The position to ask from; the cursor never falls behind it. */
  readonly from: Position | null
  /** An item that is no news is remembered and not handed off. */
  isNews(position: Position | null): boolean
}

/**
 * How far a service's clock, or its idea of a time zone, may be behind ours: a first poll asks from that much earlier.
 */
const skew = 24 * 60 * 60 * 1000

const everything = (): boolean => true
const nothing = (): boolean => false

/**
 * With `start: now`, the first poll that is read to its end is the baseline: what is dated later than the listener is
 * news, and without dates nothing is. A stored cursor that the revision can't read (its type changed, or it has none
 * now) makes the next poll a first one, in which only what the dedupe window covers can be told from what was handed
 * off.
 */
export function pollStart(listener: Listener, poll: Poll, now: number): PollStart {
  const cursor = itemCursor(poll)
  const kept = cursor === undefined ? null : readPosition(cursor.type, listener.cursor)
  const unreadable = listener.cursor !== null && kept === null
  const startedAt = Date.parse(listener.startedAt)
  const moment = unreadable ? Math.max(startedAt, now - poll.dedupe.window) : startedAt
  const dated = cursor?.type === 'date-time' && (cursor.start === 'now' || unreadable)
  const from = later(kept, dated && kept === null ? instant(moment - skew) : null)
  if (!unreadable && (listener.begun || cursor?.start === 'beginning')) return { from, isNews: everything }
  return { from, isNews: dated ? (position) => typeof position?.rank === 'number' && position.rank > moment : nothing }
}
