/** Calls that come in quick succession as one, and never two at once. */
export interface SettledCalls {
  request(): void
  /** Resolves when nothing runs or waits any more. */
  idle(): Promise<void>
}

/** `quiet`: milliseconds without a request before `work` begins. */
export function settledCalls(work: () => Promise<void>, quiet: number): SettledCalls {
  let timer: NodeJS.Timeout | undefined
  let last: Promise<void> = Promise.resolve()
  return {
    request() {
      clearTimeout(timer)
      timer = setTimeout(() => {
        last = last.then(work)
      }, quiet)
    },
    async idle() {
      clearTimeout(timer)
      await last
    },
  }
}
