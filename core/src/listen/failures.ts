import type { ListeningOptions } from './listening-options.ts'
import type { Failed, Paused } from './try-poll.ts'

/** How one listener has been failing, and whom that was told. */
export interface Failures {
  /** Answers how often it has failed in a row; tells the host when the message is another than before. */
  add(failed: Failed | Paused): number
  clear(): void
  last(): string | undefined
}

export function createFailures({ log, emitFailed }: Pick<ListeningOptions, 'log' | 'emitFailed'>): Failures {
  let count = 0
  let told: string | undefined
  return {
    add({ error, listener }) {
      count += 1
      const message = error instanceof Error ? error.message : String(error)
      if (message === told) return count
      told = message
      log.warn('A poll failed.', { listener: listener?.id, operation: listener?.operation, message })
      if (listener === undefined) return count
      const { organisation, dependent, operation } = listener
      emitFailed({ organisation, dependent, operation, message })
      return count
    },
    last: () => told,
    clear() {
      count = 0
      told = undefined
    },
  }
}
