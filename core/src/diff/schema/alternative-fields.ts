import { isHarmless } from './harmless.ts'
import type { SaidAlternative } from './said-values.ts'
import { alternativesOf, type SchemaNode, type Shapes } from './shape.ts'
import type { ShapePair } from './shape-pair.ts'

/** What differs of the alternatives that an object may be, by the `discriminator` of the object. */
export interface ToldDifference {
  /** A field of them; `null` where one has to be supplied now, or something that is no field differs. */
  readonly field: string | null
  /** Whether no alternative had it before. */
  readonly isNew: boolean
  /** What tells them. */
  readonly values: readonly string[]
}

/** The alternatives that an object may be, on both sides. */
export interface BothAlternatives {
  readonly base: readonly SaidAlternative[]
  readonly revision: readonly SaidAlternative[]
}

type Fields = ReadonlyMap<string, readonly SchemaNode[]>

/** What some alternative had by a name before. */
export function hadBefore(name: string, { by }: ShapePair, { base }: BothAlternatives): readonly SchemaNode[] {
  return fieldsOf(base, by.base).get(name) ?? []
}

/** Whether what comes by a name is another than what came by it in other alternatives, also where none had it. */
export function isOther(after: SchemaNode, before: readonly SchemaNode[], pair: ShapePair): boolean {
  return !before.some((one) => pair.by.same(one, after) || isHarmless([one, after], pair))
}

/** The fields of an alternative that came, which are new, or other than those of others: who reads them meets them. */
export function fieldsOfMore(
  alternative: SaidAlternative,
  pair: ShapePair,
  all: BothAlternatives,
): readonly ToldDifference[] {
  if (pair.side === 'input') return []
  return [...fieldsOf([alternative], pair.by.revision)].flatMap(([field, nodes]) => {
    const before = hadBefore(field, pair, all)
    if (isOfObject(field, pair) || !nodes.some((node) => isOther(node, before, pair))) return []
    return [{ field, isNew: before.length === 0, values: [...alternative.values] }]
  })
}

/** The fields of an alternative that went which none has any more: who reads them finds nothing. */
export function fieldsOfNoMore(
  alternative: SaidAlternative,
  pair: ShapePair,
  all: BothAlternatives,
): readonly ToldDifference[] {
  if (pair.side === 'input') return []
  const others = fieldsOf(all.revision, pair.by.revision)
  return [...fieldsOf([alternative], pair.by.base)].flatMap(([field, nodes]) => {
    if (pair.plain?.base.properties.has(field) || others.has(field)) return []
    const now = pair.plain?.revision.properties.get(field)
    const isKept = now !== undefined && nodes.every((node) => !isOther(now, [node], pair))
    return isKept ? [] : [{ field, isNew: false, values: [...alternative.values] }]
  })
}

/** What the object itself declares is compared there. */
function isOfObject(name: string, { plain }: ShapePair): boolean {
  return plain !== null && (plain.base.properties.has(name) || plain.revision.properties.has(name))
}

const known = new WeakMap<readonly SaidAlternative[], Fields>()

function fieldsOf(alternatives: readonly SaidAlternative[], shapes: Shapes): Fields {
  const found = known.get(alternatives) ?? readFields(alternatives, shapes)
  known.set(alternatives, found)
  return found
}

function readFields(alternatives: readonly SaidAlternative[], shapes: Shapes): Fields {
  const fields = new Map<string, SchemaNode[]>()
  for (const { node } of alternatives)
    for (const { properties } of node === null ? [] : alternativesOf(shapes.shape(node)))
      for (const [name, field] of properties) {
        const same = fields.get(name)
        if (same === undefined) fields.set(name, [field])
        else if (!same.some(({ key }) => key === field.key)) same.push(field)
      }
  return fields
}
