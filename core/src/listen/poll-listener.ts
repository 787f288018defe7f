import type { Clock, Listener } from '../model/index.ts'
import type { Store } from '../store/index.ts'
import { type Attempt, isIdle, type Page } from './hand-off.ts'
import { handToHost } from './hand-to-host.ts'
import { handToRunner } from './hand-to-runner.ts'
import { markLast } from './mark-last.ts'
import type { Delivery, Entry, Polling } from './polling.ts'

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

interface Polled {
  readonly result: PollResult
  /** Milliseconds, where the service says when to ask again. */
  readonly rest?: number
}

/** One poll: every page is handed off as it comes; the cursor moves with the last. Throws `Superseded`. */
export async function pollListener({ polling, delivery, signal, ...rest }: PollListener): Promise<Polled> {
  const { pages, stands, rest: said } = polling.begin(rest.listener, rest.clock)
  const attempt: Attempt = { ...rest, window: polling.window, stands }
  let [found, events] = [0, 0]
  signal.throwIfAborted()
  for await (const { items, last } of markLast(pages(signal))) {
    signal.throwIfAborted()
    found += items.length
    events += await handOff(attempt, delivery, { entries: distinct(items), last })
  }
  const asked = said?.()
  return { result: { items: found, events }, ...(asked !== undefined && { rest: asked }) }
}

/** Each key once: the first that came. */
function distinct(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.toReversed().map((entry) => [entry.key, entry])).values()].toReversed()
}

async function handOff(attempt: Attempt, delivery: Delivery, page: Page): Promise<number> {
  if (isIdle(attempt, page)) return 0
  return delivery.kind === 'runner' ? handToRunner(attempt, delivery, page) : handToHost(attempt, delivery, page)
}
