import { type Attempt, assertCurrent, eventsOf, type Page, remember } from './hand-off.ts'
import type { Delivery, Entry } from './polling.ts'

/**
 * At least once: events first, one after the other, then keys and cursor. Where the host refuses one, those before it
 * are remembered, and it comes again with the next poll. Answers how many events.
 */
export async function handToHost(
  attempt: Attempt,
  host: Extract<Delivery, { kind: 'host' }>,
  page: Page,
): Promise<number> {
  const { tables } = attempt.store
  const { id } = await assertCurrent(attempt, tables)
  const unknown = await tables.seen.unknown(
    id,
    page.entries.map((entry) => entry.key),
  )
  const commit = (committed: Page) =>
    attempt.store.transaction('hand-off', (inside) => remember(attempt, committed, inside))
  const done: Entry[] = []
  let delivered = 0
  try {
    for (const entry of page.entries) {
      const events = unknown.has(entry.key) ? eventsOf(attempt, [entry]) : []
      for (const event of events) await host.deliver(event)
      done.push(entry)
      delivered += events.length
    }
  } catch (refusal) {
    await commit({ entries: done, last: false })
    throw refusal
  }
  await commit(page)
  return delivered
}
