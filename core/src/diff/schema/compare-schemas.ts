import { type Pointer, pointer } from '../../model/index.ts'
import type { Rule, RuleFinding } from '../rule.ts'
import { subjectAt } from '../subject.ts'
import { commonPlaces, type Placed } from './common-places.ts'
import type { Comparing } from './comparing.ts'
import { differingParts, keyOf, placeOf } from './differing-parts.ts'
import { opaqueIn } from './opaque.ts'
import type { SchemaNode, Shape, Variant } from './shape.ts'
import { type PairedShapes, type ShapePair, type ShapePlace, shapePair } from './shape-pair.ts'
import { unexplained } from './unexplained.ts'

export interface SchemaComparison {
  readonly base: SchemaNode
  readonly revision: SchemaNode
  readonly side: 'input' | 'output'
  readonly at: Pointer
  readonly by: Comparing
  /** Those that look at schemas; the ones of the other side are left out. */
  readonly rules: readonly Rule[]
  /** Reports what no rule accounts for. */
  readonly unexplained: Rule
  /**
   * From how many places on those that lie deeper are not looked at but reported as not understood; at most 20 000.
   * @default 20 000
   */
  readonly places?: number
}

const maxPlaces = 20_000
const maxDepth = 256
/** What flows read lies mostly no deeper, such as a field of an element of a list: it is looked at in any case. */
const outermost = 3

/**
 * Walks two schemas side by side by property path and asks every rule at each place that differs, the outermost first.
 * A pair of schemas inside itself (recursion) is looked at once.
 */
export function compareSchemas(comparison: SchemaComparison): readonly RuleFinding[] {
  const { side, at, base, revision } = comparison
  const rules = comparison.rules.filter((rule) => rule.side === side)
  const waiting: Waiting[] = []
  const walk: Walk = { places: maxPlaces, ...comparison, rules, waiting, findings: [], uncharted: [], looked: 0 }
  if (!walk.by.same(base, revision))
    walk.waiting.push({ nodes: [base, revision], within: { key: keyOf(base, revision), at, depth: 1, outer: null } })
  for (const { nodes, within } of waiting) {
    const shapes = [walk.by.base.shape(nodes[0]), walk.by.revision.shape(nodes[1])] as const
    visitShapes(walk, shapes, { place: { side, at: within.at }, within })
  }
  return [...walk.findings, ...tooLarge(walk)]
}

interface Walk extends SchemaComparison {
  readonly places: number
  /** Grows while it is gone through. */
  readonly waiting: Waiting[]
  readonly findings: RuleFinding[]
  /** Places inside which nothing was looked at. */
  readonly uncharted: Placed[]
  looked: number
}

interface Waiting {
  readonly nodes: readonly [SchemaNode, SchemaNode]
  readonly within: Around
}

/** The place of a pair of schemas, and those that it lies within, the innermost first. */
interface Around extends Placed {
  readonly key: string
  readonly outer: Around | null
}

function isWithin(key: string, around: Around | null): boolean {
  for (let one = around; one !== null; one = one.outer) if (one.key === key) return true
  return false
}

interface Within {
  readonly place: ShapePlace
  readonly within: Around
}

function visitShapes(walk: Walk, shapes: readonly [Shape, Shape], { place, within }: Within): void {
  const missing = opaqueIn(shapes[0]) ?? opaqueIn(shapes[1])
  if (missing !== undefined) {
    notHere(walk, place, missing)
    return
  }
  const pair = shapePair(shapes, walk.by, place)
  walk.looked += Math.floor((pair.fields?.both.length ?? 0) / 10)
  if (!silent.has(pair.paired)) ask(walk, pair)
  for (const { base, revision } of pair.variants?.both ?? [])
    visitShapes(walk, [base.shape, revision.shape], { place: inside(base, place), within })
  visitParts(walk, pair, within)
}

/** Shapes that no rule says anything of, wherever they lie. */
const silent = new WeakSet<PairedShapes>()

function ask(walk: Walk, pair: ShapePair): void {
  const found = walk.rules.flatMap((rule) => (rule.schema?.(pair) ?? []).map((one) => ({ rule, found: one })))
  const explained = new Set<string>(found.flatMap((one) => one.found.explains ?? []))
  const left = unexplained(pair, explained).map((one) => ({ rule: walk.unexplained, found: one }))
  if (found.length + left.length === 0) silent.add(pair.paired)
  walk.findings.push(...found, ...left)
}

function visitParts(walk: Walk, pair: ShapePair, within: Around): void {
  const parts = differingParts(pair).filter(({ key }) => !isWithin(key, within))
  const most = within.depth > maxDepth ? 0 : within.depth > outermost ? Math.min(walk.places, maxPlaces) : maxPlaces
  const inner = { depth: within.depth + 1, outer: within }
  if (walk.waiting.length + walk.looked + parts.length > most) {
    if (parts.length > 0) walk.uncharted.push(pair.at === within.at ? within : { at: pair.at, ...inner })
    return
  }
  for (const part of parts)
    walk.waiting.push({ nodes: part.nodes, within: { key: part.key, at: placeOf(part, pair), ...inner } })
}

function inside(variant: Variant, place: ShapePlace): ShapePlace {
  const beside = { at: place.at, names: variant.common }
  return { side: place.side, at: place.at + pointer(...variant.at), beside }
}

/** Nothing else is said of the place: what is not here may be anything, also what it was. */
function notHere(walk: Walk, { at }: ShapePlace, missing: string): void {
  const message = `${subjectAt(at)} differs in a way that is not understood: ${missing}, which leads to nothing that is here.`
  walk.findings.push({ rule: walk.unexplained, found: { pointer: at, message, unclear: [missing] } })
}

/** What is told concerns whoever uses any of it; the first of them makes a problem of it. */
function tooLarge({ uncharted, unexplained: rule }: Walk): readonly RuleFinding[] {
  return commonPlaces(uncharted, outermost).map((at, index) => {
    const message = `${subjectAt(at)} differs inside, in too many places or too deep to be compared whole.`
    return { rule, found: { pointer: at, message, ...(index === 0 ? { unclear: ['size'] } : {}) } }
  })
}
