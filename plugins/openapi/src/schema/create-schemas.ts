import { dict, isJsonObject, type Json, type JsonObject, type Schema, unresolved } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { type Located, own, type Place, type References, warnOfLost } from '../refs/index.ts'
import { breakLoops } from './break-loops.ts'
import { createComponents } from './components.ts'
import { convertSchema } from './convert.ts'
import { fillReferences, provisional } from './fill-references.ts'
import { type Direction, type Edge, newNode, reaching, type SchemaNode } from './graph.ts'
import { nameAll } from './name-all.ts'
import { openComposed } from './open-composed.ts'

export interface SchemasOptions {
  /** `2.0`, `3.0`, `3.1`. */
  readonly dialect: string
  /** Path of the main document, whose names stand by themselves. */
  readonly path: string
  readonly references: References
  /** Whether anything is `readOnly` or `writeOnly`: else both directions are one. */
  readonly directed: boolean
  warn(code: string, message: string, place: Place, hint?: string): void
  /** Changes what was read of one that has a name, or of a whole parameter or body. */
  change?(located: Located, schema: Schema): Schema
}

/** The schemas of one connector. What is referred to is read when everything else is, each once. */
export interface Schemas {
  /** A schema that stands in an operation; its references are filled in by {@link Schemas.finish}. */
  read(located: Located, direction: Direction): ReadSchema
  /**
   * Names what was referred to, and fills the names in, also into schemas that stand elsewhere by now. Nothing is read
   * after that.
   */
  finish(standing: readonly Json[]): FinishedSchemas
}

export interface ReadSchema {
  readonly schema: Schema
  readonly node: SchemaNode
}

export interface FinishedSchemas {
  readonly named: Readonly<Record<string, Schema>>
  /** Where each was read. */
  readonly places: ReadonlyMap<string, Place>
  /** What something that a schema refers to, however far away, lacks. */
  lost(node: SchemaNode): Feature | undefined
}

export function createSchemas(options: SchemasOptions): Schemas {
  const { dialect, references, warn } = options
  const roots: SchemaNode[] = []
  const targets = new Map<object, { request?: SchemaNode; response?: SchemaNode }>()
  const queue: SchemaNode[] = []
  const components = createComponents(follow)
  let count = 0

  function read(located: Located, direction: Direction): ReadSchema {
    const node = newNode(null, direction)
    roots.push(node)
    node.schema = changed(located, convertInto(node, located))
    return { schema: node.schema, node }
  }

  function changed(located: Located, schema: Schema): Schema {
    return options.change?.(located, schema) ?? schema
  }

  function convertInto(node: SchemaNode, located: Located): Schema {
    return convertSchema(located, {
      legacy: dialect !== '3.1',
      siblings: dialect === '3.1',
      refer: (reference, as) => refer(node, reference, as),
      follow,
      components,
      lead: (to) => lead(node, to),
      spared: (property) => spared(node, property),
      warn,
    })
  }

  function refer(
    from: SchemaNode,
    reference: Located,
    as: Pick<Edge, 'inPlace' | 'partOf'>,
  ): Record<string, Json> | boolean {
    const found = references.follow(reference)
    if (found.kind === 'lost') {
      from.lost ??= found.why === 'network' ? 'ref.network' : undefined
      warnOfLost({ warn }, 'A schema', { lost: found, place: reference.place })
      return dict<Json>([[unresolved, found.ref]])
    }
    if (!isJsonObject(found.value)) return found.value !== false
    const to = nodeFor({ value: found.value, place: found.place }, options.directed ? from.direction : 'response')
    const number = count++
    from.edges.push({ to, number, ...as })
    return dict<Json>([['$ref', provisional(number)]])
  }

  function follow(located: Located): Located<JsonObject> | undefined {
    const found = references.follow(located)
    return found.kind === 'found' && isJsonObject(found.value) ? { value: found.value, place: found.place } : undefined
  }

  function lead(from: SchemaNode, target: Located<JsonObject>): string {
    const to = nodeFor(target, options.directed ? from.direction : 'response')
    const number = count++
    from.edges.push({ to, number, inPlace: 'no', partOf: false, mapped: true })
    return provisional(number)
  }

  function nodeFor(target: Located<JsonObject>, direction: Direction): SchemaNode {
    let both = targets.get(target.value)
    if (both === undefined) {
      both = {}
      targets.set(target.value, both)
    }
    const known = both[direction]
    if (known !== undefined) return known
    const node = newNode(target, direction)
    both[direction] = node
    queue.push(node)
    return node
  }

  /** What only the service sets need not be sent, and what is only sent need not come back. */
  function spared(node: SchemaNode, property: Located): boolean {
    const flag = node.direction === 'request' ? 'readOnly' : 'writeOnly'
    const behind = references.follow(property)
    const is = own(property.value, flag) === true || (behind.kind === 'found' && own(behind.value, flag) === true)
    if (is) node.directional = true
    return is
  }

  function finish(standing: readonly Json[]): FinishedSchemas {
    // What is found on the way is added at the end.
    for (const node of queue) {
      const target = node.target as Located
      node.schema = changed(target, convertInto(node, target))
    }
    openComposed(queue, roots)
    const all = [...queue, ...breakLoops([...queue, ...roots]), ...roots]
    const { nameOf, named, places } = nameAll(all, options.path)
    const finals = new Array<Json>(count)
    for (const { edges } of all) for (const edge of edges) finals[edge.number] = finalOf(edge, nameOf(edge.to))
    for (const value of [...Object.values(named), ...standing]) fillReferences(value, finals)
    const lost = reaching(
      all,
      (node) => node.lost !== undefined,
      ({ mapped }) => mapped === undefined,
    )
    return { named, places, lost: (node) => (lost.has(node) ? 'ref.network' : undefined) }
  }

  return { read, finish }
}

/** What leads back adds nothing to what all hold of, and no case to a choice. */
function finalOf({ cut, inPlace }: Edge, name: string): Json {
  return cut === undefined ? `#/schemas/${name}` : inPlace !== 'choice'
}
