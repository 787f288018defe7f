import { requestAborted } from '../errors/index.ts'
import { isTransient } from '../http/index.ts'
import type { Clock } from '../model/index.ts'

const firstPause = 300
const longestBackOff = 10_000

export interface RetryOptions {
  /** In all; 1 is no retry. */
  readonly attempts: number
  readonly clock: Clock
  readonly signal?: AbortSignal | undefined
}

/**
 * Does the work again after what passes by itself, at most `attempts` times in all: after the pause that the service
 * asked for, else exponentially longer ones with jitter. Throws the last error; `request-aborted` when stopped in a
 * pause.
 */
export async function retry<Value>(work: () => Promise<Value>, options: RetryOptions): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= options.attempts || !isTransient(error)) throw error
      await pause(error.retryAfter ?? backOff(attempt), options)
    }
  }
}

async function pause(milliseconds: number, { clock, signal }: RetryOptions): Promise<void> {
  try {
    await clock.sleep(milliseconds, signal)
  } catch (cause) {
    throw requestAborted('The call was aborted while it waited for another attempt.', { cause, doubt: true })
  }
}

/** Between half of an exponentially growing pause and all of it. */
function backOff(attempt: number): number {
  return Math.min(firstPause * 2 ** (attempt - 1), longestBackOff) * (0.5 + Math.random() / 2)
}
