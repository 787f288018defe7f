import { argumentInvalid, kernelClosed } from '../errors/index.ts'
import type { ListenerId } from '../model/index.ts'
import { createFailures } from './failures.ts'
import type { PollResult } from './poll-listener.ts'
import { restAfter } from './rest-after.ts'
import type { Slots } from './slots.ts'
import { type Outcome, type PollRoom, tryPoll } from './try-poll.ts'

/** Polls one listener, never twice at a time. */
export interface Poller {
  /** Begins to poll at its interval, at once first; `ended` is called when the listener is no more. */
  start(ended: () => void): void
  /** Drops the poll or the rest in flight and polls anew. */
  nudge(): void
  /** One poll after the one in flight. Throws what it failed with. */
  poll(): Promise<PollResult>
  /** What it last failed with, unless it is well again. */
  failure(): string | undefined
  /** Resolves when nothing of it runs. */
  stop(): Promise<void>
}

/** Until a poll has learnt the trigger's own interval. */
const everyUnknown = 60_000

export function createPoller(id: ListenerId, options: PollRoom, slots: Slots): Poller {
  const { clock, random = Math.random } = options
  const failures = createFailures(options)
  let every = options.pollEvery ?? everyUnknown
  let began = 0
  let stopped = false
  let attempt = new AbortController()
  let round = new AbortController()
  let tail: Promise<unknown> = Promise.resolve()
  let looping: Promise<void> | undefined

  function next(): Promise<Outcome> {
    const turn = tail.then(() => slots.run(once))
    tail = turn
    return turn
  }

  async function once(): Promise<Outcome> {
    attempt = new AbortController()
    if (stopped) return { kind: 'superseded' }
    began = clock.now()
    const outcome = await tryPoll(id, options, attempt.signal)
    if ('every' in outcome) every = options.pollEvery ?? outcome.every ?? every
    if (outcome.kind === 'done' || outcome.kind === 'tended') failures.clear()
    return outcome
  }

  async function loop(ended: () => void): Promise<void> {
    while (!stopped) {
      round = new AbortController()
      const { signal } = round
      const outcome = await next()
      if (signal.aborted) continue
      const rest = restAfter(outcome, { elapsed: clock.now() - began, every, failures, random })
      if (rest === 'end') return ended()
      if (rest === Number.POSITIVE_INFINITY) await aborted(signal)
      else if (rest > 0) await clock.sleep(rest, signal).catch((error) => signal.aborted || Promise.reject(error))
    }
  }

  function drop(): void {
    attempt.abort()
    round.abort()
  }

  return {
    start(ended) {
      looping ??= loop(ended).catch((error) => options.log.error('A listener stopped.', { listener: id, error }))
    },
    nudge() {
      failures.clear()
      drop()
    },
    async poll() {
      while (!stopped) {
        const outcome = await next()
        if (outcome.kind !== 'superseded') return resultOf(outcome, id)
      }
      throw kernelClosed(`Listener "${id}" is not polled any more: the kernel is closing.`)
    },
    failure: failures.last,
    async stop() {
      stopped = true
      drop()
      await looping
      await tail
    },
  }
}

function resultOf(outcome: Exclude<Outcome, { kind: 'superseded' }>, id: ListenerId): PollResult {
  if (outcome.kind === 'done') return outcome.result
  if (outcome.kind === 'tended') return { items: 0, events: 0 }
  if ('error' in outcome) throw outcome.error
  throw outcome.kind === 'gone'
    ? argumentInvalid(`There is no listener "${id}".`, {
        hint: 'A listener ends with its dependent, or when that listens to another operation.',
      })
    : argumentInvalid(`Nobody takes the events of listener "${id}".`, { hint: 'Register its dependent first.' })
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
