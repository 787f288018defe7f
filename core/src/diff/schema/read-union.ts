import { canonicalJson, type Json, type JsonObject, type Schema } from '../../model/index.ts'
import { alternativesTold, discriminatorsOf, joinDiscriminators } from './discriminators.ts'
import { isSchema } from './is-schema.ts'
import type { Plain, SchemaNode, Shape, Shapes, Variant } from './shape.ts'
import { typeOfValue, type ValueType } from './value-types.ts'

/** More alternatives than this are not laid out but left as they are written. */
const maxVariants = 64
/** So many sets of alternatives inside each other are told to exclude each other. */
const maxExclusive = 16

interface Group {
  readonly source: JsonObject
  readonly keyword: 'anyOf' | 'oneOf'
  readonly schemas: readonly Schema[]
}

/**
 * The alternatives of a node, each joined with what stands beside them; `undefined` where there are none to lay out.
 * `oneOf` is read as `anyOf`, since what a value may look like is the same; that only one may fit is kept. Alternatives
 * of types or values alone become one shape, and null a property of the whole.
 */
export function readUnion(node: SchemaNode, shapes: Shapes): Shape | undefined {
  const group = firstGroup(node)
  if (group === undefined) return undefined
  const common = new Set(
    node.sources.flatMap((source) => Object.keys((source.properties as JsonObject | undefined) ?? {})),
  )
  const beside = node.sources.map((source) =>
    source === group.source ? shapes.without(source, group.keyword) : source,
  )
  const variants: Variant[] = []
  const nodes: SchemaNode[] = []
  const exclusive = new Set<readonly SchemaNode[]>()
  let nullable = false
  const ofWhole = discriminatorsOf(node, shapes)
  const told = alternativesTold(node, group.schemas, shapes)
  for (const [index, schema] of group.schemas.entries()) {
    const variant = shapes.node(...beside, schema)
    const shape = shapes.shape(variant)
    nullable ||= shape.nullable
    nodes.push(variant)
    for (const inside of shape.exclusive) exclusive.add(inside)
    const place = [group.keyword, index] as const
    const inner = shape.kind === 'union' ? shape.variants : [{ key: variant.key, shape, at: [], common }]
    for (const one of inner)
      variants.push({
        ...one,
        shape: {
          ...one.shape,
          nullable: false,
          discriminators: joinDiscriminators([one.shape.discriminators, ofWhole, told[index]]),
        },
        at: [...place, ...one.at],
        common,
      })
    if (variants.length > maxVariants) return undefined
  }
  const whole = joined(
    variants.filter((variant) => variant.shape.types.size > 0),
    nullable,
  )
  if (group.keyword === 'oneOf' && nodes.length > 1) exclusive.add(nodes)
  return whole && { ...whole, exclusive: [...exclusive].slice(0, maxExclusive) }
}

/** The first set of alternatives, unless all sets together multiply to too many. */
function firstGroup(node: SchemaNode): Group | undefined {
  const groups: Group[] = []
  for (const source of node.sources)
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      const schemas = source[keyword]
      if (Array.isArray(schemas) && schemas.length > 0 && schemas.every(isSchema))
        groups.push({ source, keyword, schemas })
    }
  const combinations = groups.reduce((product, group) => product * group.schemas.length, 1)
  return combinations > maxVariants ? undefined : groups[0]
}

function joined(variants: readonly Variant[], nullable: boolean): Shape | undefined {
  const different = folded([...new Map(variants.map((variant) => [variant.key, variant])).values()])
  const [only] = different
  if (only === undefined) return undefined
  if (different.length === 1) return { ...only.shape, nullable }
  const types = new Set(different.flatMap((variant) => [...variant.shape.types]))
  return { kind: 'union', nullable, types, variants: different, default: only.shape.default, exclusive: [] }
}

/**
 * Joins the alternatives that only name types, and those that only list values; what these admit anyway is left out.
 */
function folded(variants: readonly Variant[]): readonly Variant[] {
  const typed = variants.filter(({ shape }) => isBare(shape) && shape.values === null)
  const types = new Set<ValueType>(typed.flatMap(({ shape }) => [...shape.types]))
  const listed = variants.filter(({ shape }) => isBare(shape) && shape.values !== null)
  const structured = variants.filter(({ shape }) => !isBare(shape))
  const values = new Map<string, Exclude<Json, null>>(listed.flatMap(({ shape }) => [...(shape.values ?? [])]))
  if (values.has('true') && values.has('false')) types.add('boolean')
  const left = [...values].filter(([, value]) => !types.has(typeOfValue(value)))
  const parts: Variant[] = []
  const [some] = listed
  const bare = typed[0] ?? some
  if (bare !== undefined && types.size > 0) parts.push({ ...bare, shape: { ...bare.shape, types, values: null } })
  if (some !== undefined && left.length > 0)
    parts.push({
      ...some,
      shape: { ...some.shape, types: new Set(left.map(([, value]) => typeOfValue(value))), values: new Map(left) },
    })
  return [...parts, ...structured.filter(({ shape }) => !addsNothing(shape, types))]
}

/** Whether it is texts, numbers or booleans of types that are admitted anyway, whatever they are. */
function addsNothing({ types }: Plain, admitted: ReadonlySet<ValueType>): boolean {
  return [...types].every((type) => admitted.has(type) && type !== 'object' && type !== 'array')
}

const nothing = canonicalJson({})

/** Whether the shape says no more than which types or which values. */
export function isBare(shape: Plain): boolean {
  return (
    canonicalJson(shape.bounds) === nothing &&
    !shape.uniqueItems &&
    shape.pattern.length === 0 &&
    shape.format.length === 0 &&
    shape.properties.size === 0 &&
    shape.required.size === 0 &&
    shape.additional?.key === '' &&
    shape.items.key === '' &&
    shape.rest.size === 0
  )
}
