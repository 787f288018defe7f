/** What has to be undone, last in first out; one step that throws keeps none of the others from running. */
export interface Closing {
  add(undo: () => void | Promise<void>): void
  /** Runs once, however often it is called. */
  close(): Promise<void>
}

export function createClosing(): Closing {
  const steps: (() => void | Promise<void>)[] = []
  let closed: Promise<void> | undefined
  async function run(): Promise<void> {
    const failures: unknown[] = []
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      try {
        await step()
      } catch (failure) {
        failures.push(failure)
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'The kernel did not close cleanly.')
  }
  return {
    add: (undo) => void steps.push(undo),
    close() {
      closed ??= run()
      return closed
    },
  }
}
