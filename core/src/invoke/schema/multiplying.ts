import type { Dict, Schema } from '../../model/index.ts'

/** More ways to one schema than a document that means what it says has, short of one that leads back to itself. */
const most = 1_000

/**
 * Names of the schemas that could be looked at again and again with the same value: those that several others, or
 * several parts of one, lead to, where there are loops or very many ways. `anyOf` of itself twice is looked at 2^n
 * times in a value that is n deep. None where nothing multiplies.
 */
export function multiplying(schemas: Dict<Schema>): ReadonlySet<string> {
  const references = new Map(Object.entries(schemas).map(([name, schema]) => [name, referredIn(schema, schemas)]))
  if (!hasManyWays(references)) return new Set()
  const counts = new Map<string, number>()
  for (const name of [...references.values()].flat()) counts.set(name, (counts.get(name) ?? 0) + 1)
  const leadsOn = (name: string): boolean => (references.get(name) ?? []).length > 0
  return new Set([...counts].filter(([name, count]) => count > 1 && leadsOn(name)).map(([name]) => name))
}

/** As often as it refers to them; what only looks like a reference, in a `const`, does no harm. */
function referredIn(schema: Schema, schemas: Dict<Schema>): readonly string[] {
  const found = JSON.stringify(schema).matchAll(/"\$ref":"#\/schemas\/([^"]*)"/g)
  return [...found].flatMap(([, name]) => (name !== undefined && Object.hasOwn(schemas, name) ? [name] : []))
}

function hasManyWays(references: ReadonlyMap<string, readonly string[]>): boolean {
  const ways = new Map<string, number>()
  /** Infinity for one that is being counted: it leads back to itself. */
  const waysFrom = (name: string): number => {
    const known = ways.get(name)
    if (known !== undefined) return known
    ways.set(name, Number.POSITIVE_INFINITY)
    const count = (references.get(name) ?? []).reduce((sum, each) => sum + waysFrom(each), 1)
    ways.set(name, count)
    return count
  }
  return [...references.keys()].some((name) => waysFrom(name) > most)
}
