import { type Candidate, type InferredRename, inferRenames, renamedFrom } from '../infer-renames.ts'
import type { Comparing } from './comparing.ts'
import { likeness } from './likeness.ts'
import type { Plain, SchemaNode } from './shape.ts'

export interface FieldPair {
  /** In the base. */
  readonly name: string
  readonly base: SchemaNode
  readonly revision: SchemaNode
}

/** The properties of two objects, paired by name and, where that fails, by what they look like. */
export interface Fields {
  readonly both: readonly FieldPair[]
  /** Not counting renamed ones. */
  readonly added: readonly Candidate<SchemaNode>[]
  /** Not counting renamed ones. */
  readonly removed: readonly Candidate<SchemaNode>[]
  readonly renamed: readonly InferredRename<SchemaNode>[]
  /** Renames that are likely, but not enough to be reported as such, by the removed name. */
  readonly suggested: ReadonlyMap<string, InferredRename<SchemaNode>>
  /** Names in the base of what both have (or neither declares), and only the revision requires. */
  readonly madeRequired: readonly string[]
  readonly madeOptional: readonly string[]
}

export function pairFields(base: Plain, revision: Plain, by: Comparing): Fields {
  const removed = candidates(base, revision)
  const added = candidates(revision, base)
  const inferred = inferRenames({ removed, added, likeness: (one, other) => likeness(one, other, by) })
  const renamed = inferred.filter((pair) => pair.rename.confidence >= renamedFrom)
  const taken = new Set(renamed.flatMap((pair) => [pair.removed, pair.added]))
  return {
    both: [...base.properties].flatMap(([name, node]) => {
      const other = revision.properties.get(name)
      return other === undefined ? [] : [{ name, base: node, revision: other }]
    }),
    removed: removed.filter((one) => !taken.has(one)),
    added: added.filter((one) => !taken.has(one)),
    renamed,
    suggested: new Map(inferred.filter((pair) => !renamed.includes(pair)).map((pair) => [pair.removed.name, pair])),
    ...requiredness(base, revision, renamed),
  }
}

function requiredness(
  base: Plain,
  revision: Plain,
  renamed: Fields['renamed'],
): Pick<Fields, 'madeRequired' | 'madeOptional'> {
  const names = new Map(renamed.map(({ removed, added }) => [removed.name, added.name]))
  const taken = new Set(names.values())
  const shared = [...new Set([...base.properties.keys(), ...base.required, ...revision.required])].filter(
    (name) => names.has(name) || (!taken.has(name) && base.properties.has(name) === revision.properties.has(name)),
  )
  const requires = (shape: Plain, name: string): boolean => shape.required.has(name)
  const after = (name: string): boolean => requires(revision, names.get(name) ?? name)
  return {
    madeRequired: shared.filter((name) => !requires(base, name) && after(name)),
    madeOptional: shared.filter((name) => requires(base, name) && !after(name)),
  }
}

/** The properties of `shape` that `other` lacks. */
function candidates(shape: Plain, other: Plain): readonly Candidate<SchemaNode>[] {
  const last = Math.max(shape.properties.size - 1, 1)
  return [...shape.properties].flatMap(([name, thing], index) => {
    if (other.properties.has(name)) return []
    const described = thing.description === undefined ? {} : { description: thing.description }
    return [{ name, thing, required: shape.required.has(name), position: index / last, ...described }]
  })
}
