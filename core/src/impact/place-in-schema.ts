import { type Followed, fieldOf, followPath } from '../diff/index.ts'
import type { Change, FieldPath } from '../model/index.ts'
import type { ComparedOperation } from './compared.ts'
import { type FindAt, oncePerPath } from './once-per-path.ts'

/** A path that a step reads, in the terms of changes. */
export const placeInOutput: FindAt<ComparedOperation, Followed> = oncePerPath((path, operation) =>
  follow(path, operation, 'output'),
)

/** A path that a step supplies, in the terms of changes. */
export const placeInInput: FindAt<ComparedOperation, Followed> = oncePerPath((path, operation) =>
  follow(path, operation, 'input'),
)

type ChangedField = ReturnType<typeof fieldOf>

const fields = new WeakMap<Change, ChangedField>()

/** The field that changed, each read once. */
export function changedField(change: Change): ChangedField {
  const known = fields.get(change)
  if (known !== undefined) return known
  const field = fieldOf(change.pointer)
  fields.set(change, field)
  return field
}

const nowhere: Followed = { at: [], passed: [], returned: [], inside: () => null }

function follow(path: FieldPath, { pair, base, revision }: ComparedOperation, side: 'input' | 'output'): Followed {
  if (pair === null || revision === null) return nowhere
  const root = { base: pair.by.base.node(base[side]), revision: pair.by.revision.node(revision[side]) }
  return followPath(root, path, pair.by)
}
