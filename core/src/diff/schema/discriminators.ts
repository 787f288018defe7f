import { isJsonObject, type JsonObject, type Schema } from '../../model/index.ts'
import { isSchema } from './is-schema.ts'
import { createLeads, type Lead, type Leads } from './leads.ts'
import type { Discriminator, Plain, SchemaNode, Shapes, Told } from './shape.ts'

/** A `discriminator` as it is written, its mapping followed. */
interface Written {
  readonly property: string
  leads(): Leads
}

const nothing: readonly Written[] = []
const none: Plain['discriminators'] = new Map()

/**
 * What is said of an object that is no union, by a `discriminator` of it or of one of its parts: it stands for each
 * alternative that has all that it has, such as those that have it as a part of their `allOf`, and for itself.
 */
export function discriminatorsOf(node: SchemaNode, shapes: Shapes): Plain['discriminators'] {
  const written = writtenIn(node, shapes)
  if (written.length === 0) return none
  const found = new Map<string, Discriminator>()
  // The last that knows; what a chain of parts says, one after the other, is not asked for nothing.
  for (const { property, leads } of written.toReversed())
    if ((found.get(property)?.alternatives.length ?? 0) === 0) found.set(property, discriminatorOf(node, leads()))
  return found
}

function discriminatorOf(node: SchemaNode, leads: Leads): Discriminator {
  const alternatives = toldBy(leads.holding(node))
  const isOwn = alternatives.length === 1 && alternatives[0]?.node.key === node.key
  return { isOwn, alternatives, leads: leads.byValue, shared: node.sources }
}

/** What is said of the alternatives of a union that is left as it is written, as of one object that may be any of them. */
export function discriminatorsOfWritten(node: SchemaNode, shapes: Shapes): Plain['discriminators'] {
  if (writtenIn(node, shapes).length === 0) return none
  const alternatives = node.sources.flatMap((source) => [source.anyOf, source.oneOf].filter(Array.isArray).flat())
  const each = alternativesTold(node, alternatives.filter(isSchema), shapes)
  const found = Map.groupBy(
    each.flatMap((one) => [...one]).filter(([, { alternatives }]) => alternatives.length > 0),
    ([property]) => property,
  )
  return new Map(
    [...found].map(([property, same]) => {
      const told = same.flatMap(([, { alternatives }]) => alternatives)
      const leads = same[0]?.[1].leads ?? new Map()
      return [property, { isOwn: false, alternatives: told, leads, shared: [] }]
    }),
  )
}

/**
 * What is said of each alternative of a union: the values that the mapping has for it; where there is none, the name by
 * which the alternative is referred to.
 */
export function alternativesTold(
  node: SchemaNode,
  alternatives: readonly Schema[],
  shapes: Shapes,
): readonly Plain['discriminators'][] {
  const written = writtenIn(node, shapes)
  if (written.length === 0) return []
  return alternatives.map(
    (alternative) =>
      new Map(
        written.map(({ property, leads }) => {
          const own = shapes.node(alternative)
          const mapped =
            own.key === ''
              ? []
              : leads()
                  .to(own)
                  .map(({ value }) => value)
          const name = nameIn(alternative)
          const values = mapped.length > 0 ? mapped : name === undefined ? [] : [name]
          const told = values.length === 0 ? [] : [{ node: own, values: new Set(values) }]
          return [property, { isOwn: true, alternatives: told, leads: leads().byValue, shared: [] }] as const
        }),
      ),
  )
}

/** Of several that say something of a property, the last that knows. */
export function joinDiscriminators(said: readonly (Plain['discriminators'] | undefined)[]): Plain['discriminators'] {
  if (said.every((one) => one === undefined || one.size === 0)) return none
  const found = new Map<string, Discriminator>()
  for (const [property, one] of said.flatMap((each) => [...(each ?? [])]))
    if (one.alternatives.length > 0 || !found.has(property)) found.set(property, one)
  return found
}

function writtenIn({ sources, telling = [] }: SchemaNode, shapes: Shapes): readonly Written[] {
  const saying = telling.length > 0 || sources.some(({ discriminator }) => discriminator !== undefined)
  if (!saying) return nothing
  return [...sources, ...telling].flatMap(({ discriminator }) => {
    if (!isJsonObject(discriminator) || typeof discriminator.propertyName !== 'string') return []
    return [{ property: discriminator.propertyName, leads: () => leadsOf(discriminator, shapes) }]
  })
}

const known = new WeakMap<Shapes, WeakMap<JsonObject, Leads>>()

/** Followed once: each alternative that has it as a part asks. */
function leadsOf(discriminator: JsonObject, shapes: Shapes): Leads {
  const own = known.get(shapes) ?? new WeakMap<JsonObject, Leads>()
  known.set(shapes, own)
  const leads = own.get(discriminator) ?? createLeads(readLeads(discriminator, shapes))
  own.set(discriminator, leads)
  return leads
}

function readLeads({ mapping }: JsonObject, shapes: Shapes): readonly Lead[] {
  if (!isJsonObject(mapping)) return []
  return Object.entries(mapping).flatMap(([value, to]) => {
    if (typeof to !== 'string') return []
    const $ref = Object.hasOwn(shapes.schemas, to) ? `#/schemas/${to}` : to
    const node = nodeOf($ref, shapes)
    return node.key === '' ? [] : [{ value, node }]
  })
}

const nodes = new WeakMap<Shapes, Map<string, SchemaNode>>()

/** Looked for once, whoever leads to it. */
function nodeOf($ref: string, shapes: Shapes): SchemaNode {
  const own = nodes.get(shapes) ?? new Map<string, SchemaNode>()
  nodes.set(shapes, own)
  const node = own.get($ref) ?? shapes.node({ $ref })
  own.set($ref, node)
  return node
}

function toldBy(leads: readonly Lead[]): readonly Told[] {
  const alternatives = Map.groupBy(leads, ({ node }) => node.key)
  return [...alternatives.values()].flatMap((same) => {
    const [first] = same
    return first === undefined ? [] : [{ node: first.node, values: new Set(same.map(({ value }) => value)) }]
  })
}

function nameIn(schema: Schema): string | undefined {
  const { $ref } = isJsonObject(schema) ? schema : {}
  return typeof $ref === 'string' ? /^#\/schemas\/([^/]+)$/.exec($ref)?.[1] : undefined
}
