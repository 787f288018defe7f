import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../model/index.ts'
import type { Intake } from '../stage/index.ts'

/** Milliseconds after a start, which has better uses for the processor. */
const untilKeeping = 250

/** Keeps what dormant connectors are, once the kernel is there; answers what ends that. */
export function keepInBackground(intake: Pick<Intake, 'keep'>, log: Log): () => Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  async function keep(): Promise<void> {
    await sleep(untilKeeping, undefined, { signal, ref: false }).catch(() => undefined)
    await intake.keep(() => signal.aborted)
  }
  const kept = keep().catch((error) => log.error('What connectors are that nobody needed yet was not kept.', { error }))
  return async () => {
    stop.abort()
    await kept
  }
}
