import type { Clock, Listener } from '../model/index.ts'
import type { Store } from '../store/index.ts'
import { instant, later, type Position } from './cursor-position.ts'
import { type Attempt, isIdle, type Page } from './hand-off.ts'
import { handToHost } from './hand-to-host.ts'
import { handToRunner } from './hand-to-runner.ts'
import { markLast } from './mark-last.ts'
import { pollStart } from './poll-start.ts'
import type { Delivery, Polling } from './polling.ts'
import { readItems } from './read-items.ts'

/** What one poll came to: items on all of its pages, and how many of them became events. */
export interface PollResult {
  readonly items: number
  readonly events: number
}

interface PollListener {
  readonly store: Store
  readonly clock: Clock
  /** Read before `polling` was bound, so that a swap between the two is noticed. */
  readonly listener: Listener
  readonly polling: Polling
  readonly delivery: Delivery
  readonly signal: AbortSignal
}

/** One poll: every page is handed off as it comes; the cursor moves with the last. Throws `Superseded`. */
export async function pollListener({ polling, delivery, signal, ...rest }: PollListener): Promise<PollResult> {
  const { listener, clock } = rest
  const { poll } = polling
  const start = pollStart(listener, poll, clock.now())
  const attempt: Attempt = { ...rest, poll, start }
  let reached = start.from
  let [items, events] = [0, 0]
  signal.throwIfAborted()
  const pages = polling.pages(listener.input, start.from?.value ?? null, signal)
  for await (const page of markLast(pages)) {
    signal.throwIfAborted()
    const entries = readItems(page.items, poll, listener.operation)
    for (const entry of entries) reached = later(reached, notAhead(entry.position, clock.now()))
    items += page.items.length
    events += await handOff(attempt, delivery, page.last ? { entries, reached } : { entries })
  }
  return { items, events }
}

async function handOff(attempt: Attempt, delivery: Delivery, page: Page): Promise<number> {
  if (isIdle(attempt, page)) return 0
  return delivery.kind === 'runner' ? handToRunner(attempt, delivery, page) : handToHost(attempt, delivery, page)
}

/** One item dated in the future would otherwise move the cursor past all that comes until then. */
function notAhead(position: Position | null, now: number): Position | null {
  return typeof position?.rank === 'number' && position.rank > now ? instant(now) : position
}
