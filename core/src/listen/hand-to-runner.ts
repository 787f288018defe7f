import { type Attempt, eventsOf, type Page, remember } from './hand-off.ts'
import type { Delivery } from './polling.ts'

/**
 * Exactly once: keys, cursor and what the runner writes for each event are one transaction. Answers how many events.
 */
export async function handToRunner(
  attempt: Attempt,
  runner: Extract<Delivery, { kind: 'runner' }>,
  page: Page,
): Promise<number> {
  try {
    return await attempt.store.transaction('hand-off', async (tables) => {
      const fresh = await remember(attempt, page, tables)
      const entries = page.entries.filter((entry) => fresh.has(entry.key))
      const events = eventsOf(attempt, entries)
      for (const event of events) await runner.accept(event, tables)
      return events.length
    })
  } finally {
    // Also after an error: a commit whose acknowledgement was lost has written runs.
    if (page.entries.length > 0) runner.wake()
  }
}
