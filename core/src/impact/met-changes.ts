import type { Change } from '../model/index.ts'
import type { ComparedOperation } from './compared.ts'
import type { Meeting } from './meet.ts'
import { meetPlace } from './meet-place.ts'
import { type FindAt, oncePerPath } from './once-per-path.ts'
import { placeInOutput } from './place-in-schema.ts'

export interface MetChange {
  readonly change: Change
  readonly met: Meeting
}

/** What changed of what an operation gives out that concerns a path, and how it stands to that. */
export const metChanges: FindAt<ComparedOperation, readonly MetChange[]> = oncePerPath((path, operation) =>
  operation.changes
    .filter((change) => change.side === 'output')
    .flatMap((change) => {
      const met = meetPlace(change, placeInOutput(path, operation))
      return met === null ? [] : [{ change, met }]
    }),
)
