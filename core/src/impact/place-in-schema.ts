import { type FieldSegment, fieldOf, followPath } from '../diff/index.ts'
import type { Change, FieldPath, Read } from '../model/index.ts'
import type { ComparedOperation } from './compared.ts'

/** Thousands of steps read the same fields of the same operation: each place is looked for once in a report. */
const places = new WeakMap<ComparedOperation, Map<string, readonly FieldSegment[]>>()

/** The read's path in the terms of the change's. */
export function placeInSchema({ path }: Pick<Read, 'path'>, producer: ComparedOperation): readonly FieldSegment[] {
  const known = placesIn(producer)
  const key = path.length === 1 ? `.${path[0]}` : JSON.stringify(path)
  const before = known.get(key)
  if (before !== undefined) return before
  const found = follow(path, producer)
  known.set(key, found)
  return found
}

function placesIn(producer: ComparedOperation): Map<string, readonly FieldSegment[]> {
  const known = places.get(producer)
  if (known !== undefined) return known
  const own = new Map<string, readonly FieldSegment[]>()
  places.set(producer, own)
  return own
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

function follow(path: FieldPath, { pair, base, revision }: ComparedOperation): readonly FieldSegment[] {
  if (pair === null || revision === null) return []
  const root = { base: pair.by.base.node(base.output), revision: pair.by.revision.node(revision.output) }
  return followPath(root, path, pair.by)
}
