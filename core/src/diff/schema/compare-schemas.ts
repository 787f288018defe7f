import { type Pointer, pointer } from '../../model/index.ts'
import type { Rule, RuleFinding } from '../rule.ts'
import { subjectAt } from '../subject.ts'
import type { Comparing } from './comparing.ts'
import { opaqueIn } from './opaque.ts'
import type { SchemaNode, Shape, Variant } from './shape.ts'
import { type ShapePair, type ShapePlace, shapePair } from './shape-pair.ts'
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
}

/** What lies beyond is not looked at but reported as not understood. */
const maxPlaces = 20_000
const maxDepth = 256

/**
 * Walks two schemas side by side by property path and asks every rule at each place that differs. A pair of schemas
 * inside itself (recursion) is looked at once.
 */
export function compareSchemas(comparison: SchemaComparison): readonly RuleFinding[] {
  const rules = comparison.rules.filter((rule) => rule.side === comparison.side)
  const walk: Walk = { ...comparison, rules, open: new Set(), findings: [], places: 0 }
  visit(walk, [comparison.base, comparison.revision], { side: comparison.side, at: comparison.at })
  return walk.findings
}

interface Walk extends SchemaComparison {
  readonly open: Set<string>
  readonly findings: RuleFinding[]
  places: number
}

function visit(walk: Walk, [base, revision]: readonly [SchemaNode, SchemaNode], place: ShapePlace): void {
  const key = `${base.key}~${revision.key}`
  if (walk.open.has(key) || walk.by.same(base, revision)) return
  if (walk.places > maxPlaces || walk.open.size > maxDepth) {
    tooLarge(walk)
    return
  }
  walk.open.add(key)
  visitShapes(walk, [walk.by.base.shape(base), walk.by.revision.shape(revision)], place)
  walk.open.delete(key)
}

function visitShapes(walk: Walk, shapes: readonly [Shape, Shape], place: ShapePlace): void {
  const missing = opaqueIn(shapes[0]) ?? opaqueIn(shapes[1])
  if (missing !== undefined) {
    notHere(walk, place, missing)
    return
  }
  const pair = shapePair(shapes, walk.by, place)
  walk.places += 1 + Math.floor((pair.fields?.both.length ?? 0) / 10)
  const found = walk.rules.flatMap((rule) => (rule.schema?.(pair) ?? []).map((one) => ({ rule, found: one })))
  const explained = new Set<string>(found.flatMap((one) => one.found.explains ?? []))
  const left = unexplained(pair, explained).map((one) => ({ rule: walk.unexplained, found: one }))
  walk.findings.push(...found, ...left)
  for (const { base, revision } of pair.variants?.both ?? [])
    visitShapes(walk, [base.shape, revision.shape], inside(base, place))
  if (pair.plain !== null) visitParts(walk, pair)
}

function inside(variant: Variant, place: ShapePlace): ShapePlace {
  const beside = { at: place.at, names: variant.common }
  return { side: place.side, at: place.at + pointer(...variant.at), beside }
}

function visitParts(walk: Walk, pair: ShapePair): void {
  const { side, at, fields, plain } = pair
  for (const field of fields?.both ?? [])
    visit(walk, [field.base, field.revision], { side, at: pair.fieldPointer(field.name) })
  for (const { removed, added } of fields?.renamed ?? [])
    visit(walk, [removed.thing, added.thing], { side, at: pair.fieldPointer(removed.name) })
  if (plain?.base.types.has('array') && plain.revision.types.has('array'))
    visit(walk, [plain.base.items, plain.revision.items], { side, at: `${at}/items` })
  if (fields !== null && plain !== null && plain.base.additional !== null && plain.revision.additional !== null)
    visit(walk, [plain.base.additional, plain.revision.additional], { side, at: `${at}/additionalProperties` })
}

/** Nothing else is said of the place: what is not here may be anything, also what it was. */
function notHere(walk: Walk, { at }: ShapePlace, missing: string): void {
  const message = `${subjectAt(at)} differs in a way that is not understood: ${missing}, which leads to nothing that is here.`
  walk.findings.push({ rule: walk.unexplained, found: { pointer: at, message, unclear: [missing] } })
}

/** At the root, so that it concerns everybody who uses any of it. */
function tooLarge(walk: Walk): void {
  const message = 'The schemas differ in too many places, or too deep, to be compared whole.'
  walk.findings.push({ rule: walk.unexplained, found: { pointer: walk.at, message, unclear: ['size'] } })
}
