import { canonicalJson, type JsonObject } from '../../model/index.ts'
import { bothListed } from './both-listed.ts'
import type { Comparing, Sameness } from './comparing.ts'
import { sameDiscriminators } from './same-discriminators.ts'
import { sameJson } from './same-json.ts'
import { sameRest } from './same-keywords.ts'
import { sameSet } from './same-set.ts'
import type { Plain, SchemaNode, Shape, Shapes } from './shape.ts'

/** What lies deeper is the same only where it is written the same, so that a hostile schema can't exhaust the stack. */
const maxDepth = 256
/** So is what is left after so many comparisons of properties. */
const maxComparisons = 400_000

/**
 * Remembers what it finds. Two schemas that refer to themselves are the same unless a difference is found
 * (coinduction); what rests on that assumption is kept only once the whole comparison came out the same.
 */
export function createSameness(base: Shapes, revision: Shapes, compare: CompareShapes = sameShapes): Sameness {
  const known = new Map<string, boolean>()
  /** In the order of assumption, so that those made on the way to a difference can be taken back. */
  const assumed = new Set<string>()
  const order: string[] = []
  let depth = 0
  let comparisons = 0
  const written = createWritten(base, revision)

  const same: Sameness = (one, other) => {
    const key = `${one.key}~${other.key}`
    const found = known.get(key)
    if (found !== undefined) return found
    if (assumed.has(key)) return true
    if (depth >= maxDepth) return written(one, other)
    if (comparisons > maxComparisons) {
      known.set(key, written(one, other))
      return known.get(key) === true
    }
    const shapes = [base.shape(one), revision.shape(other)] as const
    comparisons += 1 + propertiesOf(shapes[0])
    const before = order.length
    assumed.add(key)
    order.push(key)
    depth++
    const result = compare(...shapes, { same, base, revision })
    depth--
    if (!result) {
      known.set(key, false)
      for (const unsettled of order.splice(before)) assumed.delete(unsettled)
    } else if (depth === 0) {
      for (const settled of assumed) known.set(settled, true)
      assumed.clear()
      order.length = 0
    }
    return result
  }
  return same
}

/** Whether two shapes say the same, what they refer to by what is known of that. */
type CompareShapes = (base: Shape, revision: Shape, by: Comparing) => boolean

function propertiesOf(shape: Shape): number {
  return shape.kind === 'plain' ? shape.properties.size : shape.variants.length
}

/** Whether two schemas are the same text, and so is everything that they may refer to. */
function createWritten(base: Shapes, revision: Shapes): Sameness {
  let named: boolean | undefined
  const known = new WeakMap<JsonObject, WeakMap<JsonObject, boolean>>()
  const sameSource = (one: JsonObject, other: JsonObject | undefined): boolean => {
    if (other === undefined) return false
    const own = known.get(one) ?? new WeakMap<JsonObject, boolean>()
    known.set(one, own)
    const found = own.get(other) ?? sameJson(one, other)
    own.set(other, found)
    return found
  }
  return (one, other) => {
    named ??= sameJson(base.schemas as JsonObject, revision.schemas as JsonObject)
    if (!named || one.sources.length !== other.sources.length) return false
    return one.sources.every((source, index) => sameSource(source, other.sources[index]))
  }
}

function sameShapes(base: Shape, revision: Shape, by: Comparing): boolean {
  return sameAdmitted(base, revision, by, sameDiscriminators)
}

/** Whether they admit the same, whatever a `discriminator` says of the values of its property. */
export function sameAdmitted(
  base: Shape,
  revision: Shape,
  by: Comparing,
  alsoSame: (base: Plain, revision: Plain, by: Comparing) => boolean = () => true,
): boolean {
  const alike = (one: Plain, other: Plain): boolean => samePlain(one, other, by) && alsoSame(one, other, by)
  if (base.nullable !== revision.nullable || !sameText(base.default, revision.default)) return false
  if (!sameExclusive(base, revision, by)) return false
  if (base.kind === 'plain') return revision.kind === 'plain' && alike(base, revision)
  if (revision.kind === 'plain') return false
  return (
    base.variants.every((one) => revision.variants.some((other) => alike(one.shape, other.shape))) &&
    revision.variants.every((other) => base.variants.some((one) => alike(one.shape, other.shape)))
  )
}

/** Whether the same alternatives exclude each other. */
function sameExclusive({ exclusive: base }: Shape, { exclusive: revision }: Shape, by: Comparing): boolean {
  const alike = (one: readonly SchemaNode[], other: readonly SchemaNode[]): boolean =>
    one.length === other.length &&
    one.every((node) => other.some((next) => by.same(node, next))) &&
    other.every((next) => one.some((node) => by.same(node, next)))
  return (
    base.every((one) => revision.some((other) => alike(one, other))) &&
    revision.every((other) => base.some((one) => alike(one, other)))
  )
}

/** Everything but null. */
function samePlain(one: Plain, other: Plain, by: Comparing): boolean {
  const { base, revision } = bothListed(one, other)
  return (
    sameSet(base.types, revision.types) &&
    sameSet(base.values && new Set(base.values.keys()), revision.values && new Set(revision.values.keys())) &&
    sameText(base.bounds, revision.bounds) &&
    base.uniqueItems === revision.uniqueItems &&
    sameText(base.pattern, revision.pattern) &&
    sameText(base.format, revision.format) &&
    sameSet(base.required, revision.required) &&
    sameSet(base.direction, revision.direction) &&
    sameSet(new Set(base.properties.keys()), new Set(revision.properties.keys())) &&
    sameRest(base, revision, by) &&
    sameNodes(base.additional, revision.additional, by) &&
    sameNodes(base.items, revision.items, by) &&
    [...base.properties].every(([name, node]) => sameNodes(node, revision.properties.get(name) ?? null, by))
  )
}

function sameNodes(base: SchemaNode | null, revision: SchemaNode | null, by: Comparing): boolean {
  return base === null || revision === null ? base === revision : by.same(base, revision)
}

function sameText(base: unknown, revision: unknown): boolean {
  return canonicalJson(base) === canonicalJson(revision)
}
