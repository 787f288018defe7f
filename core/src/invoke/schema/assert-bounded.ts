import { type Dict, isJsonObject, type Json, type Schema } from '../../model/index.ts'
import { referredName, subschemasOf } from '../../validate/index.ts'

/** More than any document that means what it says; the next power of ten takes seconds, and gigabytes for its errors. */
const most = 100_000

/**
 * Throws where a schema, or one that it leads to, would look at one value more than 100,000 times: parts and alternatives
 * that lead to the same schemas again and again multiply (`allOf: [A, A]`, of which `A` is twice `B`, and so on).
 */
export function assertBounded(schema: Schema, schemas: Dict<Schema>, known: Map<string, number>): void {
  const todo: Json[] = [schema]
  const reached = new Set<string>()
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (looksAt(next, { schemas, known }) > most)
      throw new Error(`its parts and alternatives are more than ${most}, since they lead to each other`)
    for (const inner of subschemasOf(next, '')) todo.push(inner.schema)
    const name = nameIn(next)
    if (name === undefined || reached.has(name) || !Object.hasOwn(schemas, name)) continue
    reached.add(name)
    todo.push(schemas[name] ?? true)
  }
}

interface Among {
  readonly schemas: Dict<Schema>
  /** By name. One that is being counted is 0: loops never end, and are refused elsewhere. */
  readonly known: Map<string, number>
}

/** How many schemas look at the value that this one looks at. */
function looksAt(schema: Json, among: Among): number {
  const inner = subschemasOf(schema, '').filter(({ inPlace }) => inPlace)
  const parts = inner.reduce((sum, part) => sum + looksAt(part.schema, among), 1)
  const name = nameIn(schema)
  return name === undefined ? parts : parts + namedLooksAt(name, among)
}

function namedLooksAt(name: string, among: Among): number {
  const { known, schemas } = among
  const found = known.get(name)
  if (found !== undefined) return found
  known.set(name, 0)
  const count = Object.hasOwn(schemas, name) ? looksAt(schemas[name] ?? true, among) : 0
  known.set(name, count)
  return count
}

function nameIn(schema: Json): string | undefined {
  return isJsonObject(schema) && typeof schema.$ref === 'string' ? referredName(schema.$ref) : undefined
}
