import type { Clock, Listener, Poll, TriggerEvent } from '../model/index.ts'
import type { Store, Tables } from '../store/index.ts'
import { later, type Position, readPosition } from './cursor-position.ts'
import { eventId } from './dedupe-key.ts'
import type { PollStart } from './poll-start.ts'
import type { Entry } from './read-items.ts'
import { Superseded } from './superseded.ts'

/** One poll of one listener, as it was when the poll began. */
export interface Attempt {
  readonly store: Store
  readonly clock: Clock
  readonly listener: Listener
  readonly poll: Poll
  readonly start: PollStart
}

export interface Page {
  readonly entries: readonly Entry[]
  /** On the last page: where the whole poll stands. `undefined` before: the order of pages is unknown. */
  readonly reached?: Position | null
}

/** Throws `Superseded` unless the listener is of the generation that the page was polled under. */
export async function assertCurrent({ listener }: Attempt, tables: Tables): Promise<Listener> {
  const current = await tables.listeners.get(listener.id)
  if (current?.generation !== listener.generation) throw new Superseded()
  return current
}

/** Remembers the page's keys and, on the last page, where the poll stands; answers the keys that were new. */
export async function remember(attempt: Attempt, page: Page, tables: Tables): Promise<ReadonlySet<string>> {
  const current = await assertCurrent(attempt, tables)
  const now = attempt.clock.now()
  const keys = page.entries.map((entry) => entry.key)
  const fresh = await tables.seen.add(current.id, keys, now)
  if (page.reached === undefined) return fresh
  const settled = settle(current, attempt.poll, page.reached)
  if (!isSettled(current, settled)) await tables.listeners.put(settled)
  // Every poll shows again, and so keeps, what the overlap brings back: what is forgotten here can't return.
  await tables.seen.forget(current.id, now - keptFor(attempt.poll))
  return fresh
}

/** Whether handing off the page would change nothing. */
export function isIdle({ listener, poll }: Attempt, { entries, reached }: Page): boolean {
  return entries.length === 0 && (reached === undefined || isSettled(listener, settle(listener, poll, reached)))
}

export function eventsOf({ listener, clock, start }: Attempt, entries: readonly Entry[]): TriggerEvent[] {
  const { id, organisation, dependent, operation } = listener
  const receivedAt = new Date(clock.now()).toISOString()
  return entries
    .filter((entry) => start.isNews(entry.position))
    .map(({ key, item }) => ({
      id: eventId(id, key),
      listener: id,
      organisation,
      dependent,
      operation,
      data: item,
      receivedAt,
    }))
}

function settle({ paused: _, ...listener }: Listener, { cursor }: Poll, reached: Position | null): Listener {
  const kept = cursor === undefined ? null : readPosition(cursor.type, listener.cursor)
  return { ...listener, cursor: later(kept, reached)?.value ?? null, begun: true }
}

function isSettled(before: Listener, after: Listener): boolean {
  return before.begun && before.paused === undefined && before.cursor === after.cursor
}

function keptFor({ dedupe, cursor }: Poll): number {
  return Math.max(dedupe.window, cursor?.overlap ?? 0)
}
