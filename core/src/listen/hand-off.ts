import { type Clock, canonicalJson, type Listener, type TriggerEvent } from '../model/index.ts'
import type { Store, Tables } from '../store/index.ts'
import { eventId } from './dedupe-key.ts'
import type { Entry, Polling, PollUnderway } from './polling.ts'
import { Superseded } from './superseded.ts'

/** One poll of one listener, as it was when the poll began. */
export interface Attempt extends Pick<Polling, 'window'> {
  /** A delivery to a webhook has no place to stand at. */
  readonly stands?: PollUnderway['stands']
  readonly store: Store
  readonly clock: Clock
  readonly listener: Listener
}

export interface Page {
  /** Each key once. */
  readonly entries: readonly Entry[]
  /** Only then is it known where the whole poll stands: the order of pages is not. */
  readonly last: boolean
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
  if (!page.last) return fresh
  const settled = settle(current, attempt)
  if (settled !== current && !isSettled(current, settled)) await tables.listeners.put(settled)
  // Every poll shows again, and so keeps, what the overlap brings back: what is forgotten here can't return.
  await tables.seen.forget(current.id, now - attempt.window)
  return fresh
}

/** Whether handing off the page would change nothing. */
export function isIdle(attempt: Attempt, { entries, last }: Page): boolean {
  const { listener } = attempt
  return entries.length === 0 && (!last || isSettled(listener, settle(listener, attempt)))
}

export function eventsOf({ listener, clock }: Attempt, entries: readonly Entry[]): TriggerEvent[] {
  const { id, organisation, dependent, operation } = listener
  const receivedAt = new Date(clock.now()).toISOString()
  return entries
    .filter((entry) => entry.isNews)
    .map(({ key, data }) => ({
      id: eventId(id, key),
      listener: id,
      organisation,
      dependent,
      operation,
      data,
      receivedAt,
    }))
}

function settle(current: Listener, { stands }: Attempt): Listener {
  if (stands === undefined) return current
  const { paused: _, ...listener } = current
  return { ...listener, cursor: stands(listener.cursor), begun: true }
}

function isSettled(before: Listener, after: Listener): boolean {
  return before.begun && before.paused === undefined && canonicalJson(before.cursor) === canonicalJson(after.cursor)
}
