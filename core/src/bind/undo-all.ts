/** Undoes one thing. */
export type Undo = () => void | Promise<void>

/**
 * Takes the steps, last in first out, and runs each; one that throws keeps none of the others from running. Throws an
 * `AggregateError` of all that failed, with what is said of so many failures.
 */
export async function undoAll(steps: Undo[], said: (failures: number) => string): Promise<void> {
  const failures: unknown[] = []
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    try {
      await step()
    } catch (failure) {
      failures.push(failure)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, said(failures.length))
}
