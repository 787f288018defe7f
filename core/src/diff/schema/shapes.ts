import { type Connector, type JsonObject, type Schema, valueAt } from '../../model/index.ts'
import { isDocumentation } from './documentation.ts'
import { withHalfEvaluated, withOwnEvaluated } from './half-evaluated.ts'
import { isSchema, refusesAll } from './is-schema.ts'
import { readShape } from './read-shape.ts'
import type { Plain, SchemaNode, Shape, Shapes } from './shape.ts'

/** What `false` and `not: {}` stand for: a schema that nothing fits. */
const never: JsonObject = Object.freeze({ type: [] })

/** Alternatives inside alternatives: deeper, or more of them in all, are not laid out but left as they are written. */
const maxDepth = 64
const maxInside = 20_000

/** What an alternative that is nothing but its own union adds to it. */
const empty: Plain = {
  kind: 'plain',
  nullable: false,
  types: new Set(),
  values: null,
  bounds: {},
  uniqueItems: false,
  pattern: [],
  format: [],
  properties: new Map(),
  required: new Set(),
  additional: null,
  items: { key: '', sources: [] },
  direction: new Set(),
  default: undefined,
  rest: new Map(),
  exclusive: [],
  discriminators: new Map(),
}

/** Makes the reader for the schemas of one connector. */
export function createShapes(connector: Pick<Connector, 'schemas'>): Shapes {
  const numbers = new WeakMap<JsonObject, number>()
  const read = new Map<string, Shape>()
  const reduced = new WeakMap<JsonObject, Map<string, JsonObject>>()
  let count = 0
  let depth = 0
  let inside = 0

  const numberOf = (source: JsonObject): number => {
    const known = numbers.get(source)
    if (known !== undefined) return known
    numbers.set(source, ++count)
    return count
  }

  const nodes = new WeakMap<object, SchemaNode>()
  const nodeOf = (schemas: readonly Schema[]): SchemaNode => {
    const collected = new Set<JsonObject>()
    const beside = new Set<JsonObject>()
    const telling = new Set<JsonObject>()
    for (const schema of schemas)
      collect(schema, { connector, sources: collected, telling, beside, followed: new Set(), without: shapes.without })
    const sources = schemas.length === 1 ? withHalfEvaluated([...collected], beside) : withOwnEvaluated([...collected])
    const description = schemas.map((schema) => descriptionOf(schema, connector)).find((text) => text !== undefined)
    const told = sources.length > 0 && telling.size > 0 ? [...telling] : undefined
    return {
      key: keyOf(sources) + (told === undefined ? '' : `!${keyOf(told)}`),
      sources,
      ...(told === undefined ? {} : { telling: told }),
      ...(description === undefined ? {} : { description }),
    }
  }
  const keyOf = (sources: readonly JsonObject[]): string =>
    sources
      .map(numberOf)
      .sort((a, b) => a - b)
      .join('+')

  const shapes: Shapes = {
    schemas: connector.schemas,
    node(...schemas) {
      const [only] = schemas
      if (schemas.length > 1 || typeof only !== 'object') return nodeOf(schemas)
      const known = nodes.get(only) ?? nodeOf(schemas)
      nodes.set(only, known)
      return known
    },
    shape(node) {
      const known = read.get(node.key)
      if (known !== undefined) return known
      read.set(node.key, empty)
      depth++
      const shape = readShape(node, shapes, depth <= maxDepth && inside <= maxInside)
      if (depth > 1) inside++
      depth--
      read.set(node.key, shape)
      return shape
    },
    without(source, keyword) {
      const known = reduced.get(source) ?? new Map<string, JsonObject>()
      reduced.set(source, known)
      const made = known.get(keyword) ?? Object.fromEntries(Object.entries(source).filter(([name]) => name !== keyword))
      known.set(keyword, made)
      return made
    },
  }
  return shapes
}

interface Collection {
  readonly connector: Pick<Connector, 'schemas'>
  readonly sources: Set<JsonObject>
  readonly telling: Set<JsonObject>
  /** Those before which others were collected that are no parts of theirs. */
  readonly beside: Set<JsonObject>
  readonly followed: Set<unknown>
  readonly without: Shapes['without']
}

/**
 * Follows `$ref` and `allOf` to the objects that say something; one that only documents is left out. What is referred
 * to comes first, then the parts, then the schema itself; a chain may be as long as it likes.
 */
function collect(schema: Schema, to: Collection): void {
  const left: (() => void)[] = []
  const enter = (inner: Schema): void => {
    if (inner === true || to.followed.has(inner)) return
    if (inner === false || refusesAll(inner)) return void to.sources.add(never)
    to.followed.add(inner)
    const target = typeof inner.$ref === 'string' ? referenced(to.connector, inner.$ref) : undefined
    const parts = Array.isArray(inner.allOf) ? inner.allOf.filter(isSchema) : []
    const isFirst = to.sources.size === 0
    left.push(() => {
      const source = addSource(inner, target, to)
      if (!isFirst && source !== undefined) to.beside.add(source)
    })
    for (const part of parts.reverse()) left.push(() => enter(part))
    if (target !== undefined) left.push(() => enter(target))
  }
  enter(schema)
  for (let next = left.pop(); next !== undefined; next = left.pop()) next()
}

function addSource(schema: JsonObject, target: Schema | undefined, to: Collection): JsonObject | undefined {
  const says = (keyword: string): boolean =>
    !isDocumentation(keyword) && keyword !== 'allOf' && !(keyword === '$ref' && target !== undefined)
  if (!Object.keys(schema).some(says)) {
    if (schema.discriminator !== undefined) to.telling.add(schema)
    return undefined
  }
  const source = target === undefined ? schema : to.without(schema, '$ref')
  to.sources.add(source)
  return source
}

/**
 * The schema at `#/schemas/Name` (or deeper); `undefined` where there is none or the reference leaves the connector.
 */
function referenced(connector: Pick<Connector, 'schemas'>, ref: string): Schema | undefined {
  if (!ref.startsWith('#/schemas/')) return undefined
  const target = valueAt({ schemas: connector.schemas as JsonObject }, decoded(ref.slice(1)))
  return isSchema(target) ? target : undefined
}

function decoded(pointer: string): string {
  try {
    return decodeURIComponent(pointer)
  } catch {
    return pointer
  }
}

function descriptionOf(schema: Schema, connector: Pick<Connector, 'schemas'>, depth = 0): string | undefined {
  if (typeof schema === 'boolean' || depth > 8) return undefined
  if (typeof schema.description === 'string') return schema.description
  const target = typeof schema.$ref === 'string' ? referenced(connector, schema.$ref) : undefined
  return target === undefined ? undefined : descriptionOf(target, connector, depth + 1)
}

/** A schema that says what the node says, for validating values by it. */
export function schemaOf(node: SchemaNode): Schema {
  return node.sources.includes(never) ? false : { allOf: [...node.sources] }
}
