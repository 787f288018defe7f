import type { FieldPath } from '../model/index.ts'

export type FindAt<Owner, Found> = (path: FieldPath, owner: Owner) => Found

/** What is found at a path, and what is at the paths that go on from there. */
interface Known<Found> {
  found?: { readonly value: Found }
  readonly next: Map<string, Known<Found>>
}

/** Thousands of steps use the same fields of the same operations: what is found of each is found once in a report. */
export function oncePerPath<Owner extends object, Found>(find: FindAt<Owner, Found>): FindAt<Owner, Found> {
  const roots = new WeakMap<Owner, Known<Found>>()
  return (path, owner) => {
    const root: Known<Found> = roots.get(owner) ?? { next: new Map() }
    roots.set(owner, root)
    const at = path.reduce(nextOf, root)
    at.found ??= { value: find(path, owner) }
    return at.found.value
  }
}

function nextOf<Found>({ next }: Known<Found>, segment: string): Known<Found> {
  const known = next.get(segment)
  if (known !== undefined) return known
  const made: Known<Found> = { next: new Map() }
  next.set(segment, made)
  return made
}
