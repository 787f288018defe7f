import { type Dict, isJsonObject, type Json, type Schema } from '../../model/index.ts'
import { referredName } from '../schema/parts.ts'
import { subschemasOf } from '../schema/subschemas.ts'

/**
 * Names of schemas that lead back to themselves for the same value, by references, parts and alternatives. In linear
 * time and without recursion (Tarjan's strongly connected components), since chains may be as long as they like.
 */
export function namesInLoops(schemas: Dict<Schema>): ReadonlySet<string> {
  const to: Search = { schemas, order: new Map(), low: new Map(), open: [], isOpen: new Set(), loops: new Set() }
  for (const name of Object.keys(schemas)) if (!to.order.has(name)) visit(name, to)
  return to.loops
}

interface Search {
  readonly schemas: Dict<Schema>
  /** When each was met. */
  readonly order: Map<string, number>
  /** The first met that each leads back to. */
  readonly low: Map<string, number>
  readonly open: string[]
  readonly isOpen: Set<string>
  readonly loops: Set<string>
}

interface Place {
  readonly name: string
  readonly next: string[]
}

function visit(start: string, to: Search): void {
  const path: Place[] = [enter(start, to)]
  for (let place = path.at(-1); place !== undefined; place = path.at(-1)) {
    const next = place.next.pop()
    if (next === undefined) {
      path.pop()
      leave(place.name, path.at(-1)?.name, to)
    } else if (!to.order.has(next)) path.push(enter(next, to))
    else if (to.isOpen.has(next)) lower(place.name, to.order.get(next) ?? 0, to)
  }
}

function enter(name: string, to: Search): Place {
  const next = [...namesIn(to.schemas[name] ?? true)].filter((one) => Object.hasOwn(to.schemas, one))
  to.order.set(name, to.order.size)
  to.low.set(name, to.order.get(name) ?? 0)
  to.open.push(name)
  to.isOpen.add(name)
  if (next.includes(name)) to.loops.add(name)
  return { name, next }
}

function lower(name: string, found: number, { low }: Search): void {
  low.set(name, Math.min(low.get(name) ?? 0, found))
}

function leave(name: string, around: string | undefined, to: Search): void {
  const { order, low, open, isOpen, loops } = to
  if (around !== undefined) lower(around, low.get(name) ?? 0, to)
  if (low.get(name) !== order.get(name)) return
  const together = open.splice(open.lastIndexOf(name))
  for (const one of together) isOpen.delete(one)
  if (together.length > 1) for (const one of together) loops.add(one)
}

/** What a schema refers to for the same value. */
function namesIn(schema: Json): ReadonlySet<string> {
  const own = isJsonObject(schema) && typeof schema.$ref === 'string' ? referredName(schema.$ref) : undefined
  const inside = subschemasOf(schema, '').flatMap(({ schema: inner, inPlace }) => (inPlace ? [...namesIn(inner)] : []))
  return new Set([...(own === undefined ? [] : [own]), ...inside])
}
