import type { FieldPath } from '../model/index.ts'
import type { ComparedOperation } from './compared.ts'

type FindAt<Found> = (path: FieldPath, operation: ComparedOperation) => Found

/** What is found at a path, and what is at the paths that go on from there. */
interface Known<Found> {
  found?: { readonly value: Found }
  readonly next: Map<string, Known<Found>>
}

/** Thousands of steps use the same fields of the same operation: what is found of each is found once in a report. */
export function oncePerPath<Found>(find: FindAt<Found>): FindAt<Found> {
  const roots = new WeakMap<ComparedOperation, Known<Found>>()
  return (path, operation) => {
    const root: Known<Found> = roots.get(operation) ?? { next: new Map() }
    roots.set(operation, root)
    const at = path.reduce(nextOf, root)
    at.found ??= { value: find(path, operation) }
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
