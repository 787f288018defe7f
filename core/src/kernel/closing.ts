import { type Undo, undoAll } from '../bind/index.ts'

/** What has to be undone, last in first out; one step that throws keeps none of the others from running. */
export interface Closing {
  add(undo: Undo): void
  /** Runs once, however often it is called. */
  close(): Promise<void>
}

export function createClosing(): Closing {
  const steps: Undo[] = []
  let closed: Promise<void> | undefined
  return {
    add: (undo) => void steps.push(undo),
    close() {
      closed ??= undoAll(steps, () => 'The kernel did not close cleanly.')
      return closed
    },
  }
}
