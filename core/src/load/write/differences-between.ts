import { isJsonObject, type Pointer, pointer } from '../../model/index.ts'

const most = 50

/**
 * Where two models differ, at most 50 places. The order of names does not matter, nor whether what has nothing to fill
 * in is one literal or a template of literals.
 */
export function differencesBetween(one: unknown, other: unknown): readonly Pointer[] {
  const found: Pointer[] = []
  compare(one, other, { at: '', found })
  return found
}

interface Comparing {
  readonly at: Pointer
  readonly found: Pointer[]
}

function compare(one: unknown, other: unknown, { at, found }: Comparing): void {
  if (one === other || found.length >= most) return
  const into = (name: string | number): Comparing => ({ at: at + pointer(name), found })
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    for (const [index, each] of one.entries()) compare(each, other[index], into(index))
  } else if (isJsonObject(one) && isJsonObject(other) && one.kind !== other.kind && isSettled(one, other)) {
    compare(literalOf(one), literalOf(other), { at, found })
  } else if (isJsonObject(one) && isJsonObject(other)) {
    for (const name of new Set([...Object.keys(one), ...Object.keys(other)]))
      compare(own(one, name), own(other, name), into(name))
  } else found.push(at)
}

function isSettled(one: unknown, other: unknown): boolean {
  return literalOf(one) !== undefined && literalOf(other) !== undefined
}

/** The value of a template without anything to fill in. */
function literalOf(template: unknown): unknown {
  if (!isJsonObject(template)) return undefined
  const { kind, value, properties, items } = template
  if (kind === 'literal') return value
  if (kind === 'array' && Array.isArray(items)) {
    const values = items.map(literalOf)
    return values.includes(undefined) ? undefined : values
  }
  if (kind !== 'object' || !isJsonObject(properties)) return undefined
  const entries = Object.entries(properties).map(([name, inner]) => [name, literalOf(inner)] as const)
  return entries.some(([, inner]) => inner === undefined) ? undefined : Object.fromEntries(entries)
}

function own(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}
