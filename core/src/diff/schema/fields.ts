import { type InferredRename, inferRenames, renamedFrom } from '../infer-renames.ts'
import type { Candidate } from '../rename-candidate.ts'
import type { Comparing } from './comparing.ts'
import { goesOtherWay } from './direction.ts'
import { isTelling, likeness } from './likeness.ts'
import { namedProperty } from './named-property.ts'
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
  /** Not counting renamed ones; also what was there and went the other way only. */
  readonly added: readonly Candidate<SchemaNode>[]
  /** Not counting renamed ones; also what is still there and goes the other way only. */
  readonly removed: readonly Candidate<SchemaNode>[]
  readonly renamed: readonly InferredRename<SchemaNode>[]
  /** Renames that are likely, but not enough to be reported as such, by the removed name. */
  readonly suggested: ReadonlyMap<string, InferredRename<SchemaNode>>
  /** Names in the base of what both have (or neither declares), and only the revision requires. */
  readonly madeRequired: readonly string[]
  readonly madeOptional: readonly string[]
}

export interface FieldsRequest {
  readonly by: Comparing
  readonly side: 'input' | 'output'
}

/**
 * A property that one of them lists counts as both where the other admits it, like any other name, by a schema; but one
 * that an output lists no more is gone, whatever else may come.
 */
export function pairFields(base: Plain, revision: Plain, { by, side }: FieldsRequest): Fields {
  const isGone = (name: string): boolean =>
    base.properties.has(name) &&
    (namedProperty(revision, name) === undefined || (side === 'output' && !isListed(revision, name)))
  const removed = candidates(base, isGone)
  const added = candidates(revision, (name) => namedProperty(base, name) === undefined)
  const inferred = inferRenames({
    removed,
    added,
    likeness: (one, other) => likeness(one, other, by),
    isTelling: (one, other) => isTelling(one, by.base) && isTelling(other, by.revision),
  })
  const renamed = inferred.filter((pair) => pair.rename.confidence >= renamedFrom)
  const taken = new Set(renamed.flatMap((pair) => [pair.removed, pair.added]))
  const turned = turnedNames(base, revision, side)
  return {
    both: [...new Set([...revision.properties.keys(), ...base.properties.keys()])].flatMap((name) => {
      const [one, other] = [namedProperty(base, name), namedProperty(revision, name)]
      return one === undefined || other === undefined || isGone(name) || turned.away.has(name) || turned.here.has(name)
        ? []
        : [{ name, base: one, revision: other }]
    }),
    removed: [...removed.filter((one) => !taken.has(one)), ...candidates(base, (name) => turned.away.has(name))],
    added: [...added.filter((one) => !taken.has(one)), ...candidates(revision, (name) => turned.here.has(name))],
    renamed,
    suggested: new Map(inferred.filter((pair) => !renamed.includes(pair)).map((pair) => [pair.removed.name, pair])),
    ...requiredness([base, revision], { renamed, turned, gone: new Set(removed.map(({ name }) => name)) }),
  }
}

/** Whether an output says that it comes by this name: declared, or required. */
function isListed({ properties, required }: Plain, name: string): boolean {
  return properties.has(name) || required.has(name)
}

/** Names of what both have, and one of them has for the other way only. */
interface Turned {
  readonly away: ReadonlySet<string>
  readonly here: ReadonlySet<string>
}

function turnedNames(base: Plain, revision: Plain, side: 'input' | 'output'): Turned {
  const names = (from: Plain, to: Plain): ReadonlySet<string> =>
    new Set(
      [...from.properties].flatMap(([name, node]) => {
        const other = to.properties.get(name)
        return other !== undefined && !goesOtherWay(node, side) && goesOtherWay(other, side) ? [name] : []
      }),
    )
  return { away: names(base, revision), here: names(revision, base) }
}

function requiredness(
  [base, revision]: readonly [Plain, Plain],
  {
    renamed,
    turned,
    gone,
  }: { readonly renamed: Fields['renamed']; readonly turned: Turned; readonly gone: ReadonlySet<string> },
): Pick<Fields, 'madeRequired' | 'madeOptional'> {
  const names = new Map(renamed.map(({ removed, added }) => [removed.name, added.name]))
  const others = new Set([...names.values(), ...turned.away, ...turned.here, ...gone])
  const listed = [base, revision].flatMap((shape) => [...shape.properties.keys(), ...shape.required])
  const isKnown = (name: string, here: Plain, there: Plain): boolean =>
    here.properties.has(name) || (there.properties.has(name) && namedProperty(here, name) !== undefined)
  const shared = [...new Set(listed)].filter(
    (name) => names.has(name) || (!others.has(name) && isKnown(name, base, revision) === isKnown(name, revision, base)),
  )
  const after = (name: string): boolean => revision.required.has(names.get(name) ?? name)
  return {
    madeRequired: shared.filter((name) => !base.required.has(name) && after(name)),
    madeOptional: shared.filter((name) => base.required.has(name) && !after(name)),
  }
}

/** The properties of a shape by name. */
function candidates(shape: Plain, concerns: (name: string) => boolean): readonly Candidate<SchemaNode>[] {
  return [...shape.properties].flatMap(([name, thing]) => {
    if (!concerns(name)) return []
    const described = thing.description === undefined ? {} : { description: thing.description }
    return [{ name, thing, required: shape.required.has(name), ...described }]
  })
}
