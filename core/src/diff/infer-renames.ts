import type { Rename } from '../model/index.ts'
import { nameLikeness, textLikeness } from './name-likeness.ts'
import { pairsToTry } from './pairs-to-try.ts'
import type { Candidate } from './rename-candidate.ts'

export interface InferredRename<Thing> {
  readonly removed: Candidate<Thing>
  readonly added: Candidate<Thing>
  readonly rename: Rename
}

/** From here on a removed and an added thing are reported as one renamed thing. */
export const renamedFrom = 0.7
/** From here on a rename is suggested beside the removal. */
const suggestedFrom = 0.45

export interface Siblings<Thing> {
  readonly removed: readonly Candidate<Thing>[]
  readonly added: readonly Candidate<Thing>[]
  /** How alike the two things themselves are, 0 to 1. */
  likeness(removed: Thing, added: Thing): number
  /** Whether being alike says something of such things: two texts always are, two objects of many fields seldom. */
  isTelling(removed: Thing, added: Thing): boolean
}

/**
 * Pairs what has gone with what has come under one parent, one to one, the most convincing pair first. Structure counts
 * most, then the name, then that there is no other choice, the description, and whether both are required. Two that
 * have nothing but their type in common are paired only where neither has another counterpart.
 */
export function inferRenames<Thing>(siblings: Siblings<Thing>): readonly InferredRename<Thing>[] {
  const alike = pairsToTry(siblings.removed, siblings.added)
    .map(({ removed, added }) => ({ removed, added, alike: siblings.likeness(removed.thing, added.thing) }))
    .filter((pair) => pair.alike >= 0.5)
  const rivals = { removed: countsOf(alike, 'removed'), added: countsOf(alike, 'added') }
  const pairs = alike.flatMap((pair) => {
    const known = likenessOf(pair, siblings)
    const sole = rivals.removed(pair) === 1 && rivals.added(pair) === 1
    return isCredible(pair, known, sole) ? [{ ...pair, rename: renameOf(pair, known, sole) }] : []
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

/** How many counterparts would do as well as a pair's own: as alike in type, and as required. */
function countsOf<Thing>(
  alike: readonly Possible<Thing>[],
  side: 'removed' | 'added',
): (pair: Possible<Thing>) => number {
  const counts = new Map<Candidate<Thing>, number>()
  for (const pair of alike)
    if (pair.removed.required === pair.added.required) counts.set(pair[side], (counts.get(pair[side]) ?? 0) + 1)
  // One that is required and was not is no worse a counterpart of itself than no other.
  return (pair) => (counts.get(pair[side]) ?? 0) + (pair.removed.required === pair.added.required ? 0 : 1)
}

/** That they are siblings at all; in which order these are written says nothing. */
const siblings = 0.1

/** What two have in common besides their type, each 0 to 1. */
interface Likeness {
  readonly name: number
  /** `null` where not both are described. */
  readonly description: number | null
  /** Where being alike says something. */
  readonly structure: number
}

function likenessOf<Thing>({ removed, added, alike }: Possible<Thing>, { isTelling }: Siblings<Thing>): Likeness {
  const [before, after] = [removed.description, added.description]
  return {
    name: nameLikeness(removed.name, added.name),
    description: before === undefined || after === undefined ? null : textLikeness(before, after),
    structure: isTelling(removed.thing, added.thing) ? alike : 0,
  }
}

/** Whether there is a reason to take them for one. */
function isCredible<Thing>(
  { alike }: Possible<Thing>,
  { name, description, structure }: Likeness,
  sole: boolean,
): boolean {
  if (name >= 0.4 || structure >= 0.75 || (description ?? 0) >= 0.5) return true
  return sole && alike >= 0.9 && (description ?? 1) > 0.1
}

function renameOf<Thing>({ removed, added, alike }: Possible<Thing>, known: Likeness, sole: boolean): Rename {
  const score =
    0.3 * alike +
    0.3 * known.name +
    (removed.required === added.required ? (removed.required ? 0.12 : 0.05) : 0) +
    descriptionScore(removed, added, known) +
    siblings +
    (sole ? 0.15 : 0)
  return { from: removed.name, to: added.name, confidence: Math.min(Math.round(score * 100) / 100, 0.99) }
}

function descriptionScore<Thing>(
  removed: Candidate<Thing>,
  added: Candidate<Thing>,
  { description }: Likeness,
): number {
  if (removed.description === undefined && added.description === undefined) return 0.05
  return description === null || description < 0.5 ? 0 : 0.15 * description
}

function byNames(a: Rename, b: Rename): number {
  return `${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1
}
