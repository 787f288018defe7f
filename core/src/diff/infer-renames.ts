import type { Rename } from '../model/index.ts'
import { nameLikeness } from './names.ts'

/** Something that has gone, or that has come, among its siblings. */
export interface Candidate<Thing> {
  readonly name: string
  readonly thing: Thing
  readonly required: boolean
  readonly description?: string
  /** Among its siblings, 0 to 1. */
  readonly position: number
}

export interface InferredRename<Thing> {
  readonly removed: Candidate<Thing>
  readonly added: Candidate<Thing>
  readonly rename: Rename
}

/** From here on a removed and an added thing are reported as one renamed thing. */
export const renamedFrom = 0.7
/** From here on a rename is suggested beside the removal. */
const suggestedFrom = 0.45

/** Of more pairs than this nothing is inferred. */
const maxPairs = 10_000

export interface Siblings<Thing> {
  readonly removed: readonly Candidate<Thing>[]
  readonly added: readonly Candidate<Thing>[]
  /** How alike the two things themselves are, 0 to 1. */
  likeness(removed: Thing, added: Thing): number
}

/**
 * Pairs what has gone with what has come under one parent, one to one, the most convincing pair first. Structure counts
 * most, then the name, then that there is no other choice, the description, whether both are required, and the position.
 */
export function inferRenames<Thing>(siblings: Siblings<Thing>): readonly InferredRename<Thing>[] {
  if (siblings.removed.length * siblings.added.length > maxPairs) return []
  const possible = siblings.removed.flatMap((removed) =>
    siblings.added.map((added) => ({ removed, added, alike: siblings.likeness(removed.thing, added.thing) })),
  )
  const alike = possible.filter((pair) => pair.alike >= 0.5)
  const [byRemoved, byAdded] = [Map.groupBy(alike, (pair) => pair.removed), Map.groupBy(alike, (pair) => pair.added)]
  const pairs = alike.map((pair) => {
    const rivals = [...(byRemoved.get(pair.removed) ?? []), ...(byAdded.get(pair.added) ?? [])]
    return { ...pair, rename: renameOf(pair, isSole(pair, rivals)) }
  })
  const taken = new Set<Candidate<Thing>>()
  return pairs
    .filter((pair) => pair.rename.confidence >= suggestedFrom)
    .sort((a, b) => b.rename.confidence - a.rename.confidence || byNames(a.rename, b.rename))
    .filter(({ removed, added }) => {
      if (taken.has(removed) || taken.has(added)) return false
      taken.add(removed).add(added)
      return true
    })
    .map(({ removed, added, rename }) => ({ removed, added, rename }))
}

interface Possible<Thing> {
  readonly removed: Candidate<Thing>
  readonly added: Candidate<Thing>
  readonly alike: number
}

/** Whether neither has another counterpart that would do as well. */
function isSole<Thing>(pair: Possible<Thing>, alike: readonly Possible<Thing>[]): boolean {
  const rivals = alike.filter((other) => other.removed !== pair.removed || other.added !== pair.added)
  return !rivals.some(({ removed, added }) => removed.required === added.required)
}

function renameOf<Thing>({ removed, added, alike }: Possible<Thing>, sole: boolean): Rename {
  const score =
    0.3 * alike +
    0.3 * nameLikeness(removed.name, added.name) +
    (removed.required === added.required ? (removed.required ? 0.12 : 0.05) : 0) +
    descriptionScore(removed.description, added.description) +
    0.1 * (1 - Math.abs(removed.position - added.position)) +
    (sole ? 0.15 : 0)
  return { from: removed.name, to: added.name, confidence: Math.min(Math.round(score * 100) / 100, 0.99) }
}

function descriptionScore(removed: string | undefined, added: string | undefined): number {
  if (removed === undefined && added === undefined) return 0.05
  return removed !== undefined && removed === added ? 0.15 : 0
}

function byNames(a: Rename, b: Rename): number {
  return `${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1
}
