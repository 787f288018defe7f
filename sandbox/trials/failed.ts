import type { Run } from './run-corpus.ts'
import { shortened } from './shortened.ts'
import type { Trial } from './trial.ts'

/** What `jackfield check --coverage --trials` counts as not runnable: whatever was not accepted, sorted. */
export function failedOf(
  parts: readonly Run[],
): readonly Pick<Trial, 'connector' | 'operation' | 'outcome' | 'detail'>[] {
  const fine: readonly string[] = ['accepted', 'agreed', 'unavailable']
  return parts
    .flatMap(({ trials }) => trials)
    .filter(({ outcome }) => !fine.includes(outcome))
    .toSorted((a, b) => (`${a.connector} ${a.operation}` < `${b.connector} ${b.operation}` ? -1 : 1))
    .map(({ connector, operation, outcome, detail }) => ({
      connector,
      operation,
      outcome,
      ...(detail !== undefined && { detail: shortened(detail) }),
    }))
}
