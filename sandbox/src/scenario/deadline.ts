import { setTimeout as sleep } from 'node:timers/promises'
import { ExpectationFailed } from './expectation.ts'

/** How long the scenario waits for anything, in milliseconds: many times what it takes. */
export const patience = 15_000

export interface Awaited {
  /** Completes the sentence "Expected …". */
  readonly expected: string
  /** What there was instead, asked when the time is up. @default 'nothing of it' */
  readonly seen?: () => string
  /** Milliseconds. @default patience */
  readonly patience?: number
}

/** Waits no longer than patience allows. Throws {@link ExpectationFailed} that says what was waited for. */
export async function within<Value>(promise: Promise<Value>, awaited: Awaited): Promise<Value> {
  const { expected, seen = () => 'nothing of it', patience: milliseconds = patience } = awaited
  const over = new AbortController()
  const deadline = sleep(milliseconds, undefined, { signal: over.signal }).then(() => {
    throw new ExpectationFailed({ expected, seen: `${seen()} within ${milliseconds / 1000} s` })
  })
  try {
    return await Promise.race([promise, deadline])
  } finally {
    deadline.catch(() => {})
    over.abort()
  }
}
