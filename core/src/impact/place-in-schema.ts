import { type Followed, fieldOf, followPath } from '../diff/index.ts'
import type { Change, FieldPath } from '../model/index.ts'
import type { ComparedOperation } from './compared.ts'

type Side = 'input' | 'output'

/** Thousands of steps use the same fields of the same operation: each place is looked for once in a report. */
const places = new WeakMap<ComparedOperation, Record<Side, Map<string, Followed>>>()

/** A path that a step reads or supplies, in the terms of changes. */
export function placeInSchema(path: FieldPath, operation: ComparedOperation, side: Side = 'output'): Followed {
  const known = placesIn(operation)[side]
  const key = path.length === 1 ? `.${path[0]}` : JSON.stringify(path)
  const before = known.get(key)
  if (before !== undefined) return before
  const found = follow(path, operation, side)
  known.set(key, found)
  return found
}

function placesIn(operation: ComparedOperation): Record<Side, Map<string, Followed>> {
  const known = places.get(operation) ?? { input: new Map(), output: new Map() }
  places.set(operation, known)
  return known
}

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

function follow(path: FieldPath, { pair, base, revision }: ComparedOperation, side: Side): Followed {
  if (pair === null || revision === null) return nowhere
  const root = { base: pair.by.base.node(base[side]), revision: pair.by.revision.node(revision[side]) }
  return followPath(root, path, pair.by)
}
