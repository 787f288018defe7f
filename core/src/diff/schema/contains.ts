import type { FieldSegment } from '../field.ts'
import { bothListed } from './both-listed.ts'
import type { Comparing } from './comparing.ts'
import { constraintDifferences } from './constraints.ts'
import { type Containment, inside, proven, refuted, unknown, worstOf } from './containment.ts'
import { newlyExclusive } from './exclusive.ts'
import { opaqueIn } from './opaque.ts'
import { unclearKeywords } from './restricting.ts'
import type { Plain, SchemaNode, Shape } from './shape.ts'

/** What lies deeper, or comes after so many pairs of schemas, is not looked at. */
const maxDepth = 256
const maxWork = 100_000

/**
 * Compares what is sent (`by.base`) with what is admitted (`by.revision`). Only declared properties, and those of any
 * name that are declared by a schema, are taken to be sent; a reader that is closed refuses what it does not list,
 * unless it is `opened`. Two schemas that refer to themselves hold unless something refutes it (coinduction); what
 * rests on that assumption is kept only as long as nothing did.
 */
export function contains(
  source: SchemaNode,
  target: SchemaNode,
  by: Comparing,
  { opened = false }: { readonly opened?: boolean } = {},
): Containment {
  return containsNode(source, target, {
    by,
    opened,
    known: new Map(),
    assumed: new Set(),
    order: [],
    depth: 0,
    work: 0,
  })
}

interface Walk {
  readonly by: Comparing
  readonly opened: boolean
  readonly known: Map<string, Containment>
  /** In the order of assumption, so that those made on the way to what does not hold can be taken back. */
  readonly assumed: Set<string>
  readonly order: string[]
  depth: number
  work: number
}

function containsNode(source: SchemaNode, target: SchemaNode, walk: Walk): Containment {
  const { by, known, assumed, order } = walk
  const key = `${source.key}~${target.key}`
  const found = known.get(key)
  if (found !== undefined) return found
  if (assumed.has(key) || target.key === '' || by.same(source, target)) return proven
  if (walk.depth >= maxDepth) return unknown('schemas inside each other, too deep')
  const before = order.length
  assumed.add(key)
  order.push(key)
  walk.depth++
  const result = containsWhole(by.base.shape(source), by.revision.shape(target), walk)
  walk.depth--
  if (result.kind === 'proven') return result
  known.set(key, result)
  for (const one of order.splice(before)) assumed.delete(one)
  return result
}

/** Opened alternatives may all fit, so that `oneOf` is read as `anyOf` then. */
function containsWhole(source: Shape, target: Shape, walk: Walk): Containment {
  const { by, opened } = walk
  const found = containsShape(source, target, walk)
  if (opened || found.kind !== 'proven' || target.exclusive.length === 0) return found
  const isWithin = (one: SchemaNode, other: SchemaNode): boolean => by.same(other, one)
  return newlyExclusive(source, target, { by, isWithin }).length > 0 ? unknown('oneOf') : proven
}

function containsShape(source: Shape, target: Shape, walk: Walk): Containment {
  const missing = opaqueIn(source) ?? opaqueIn(target)
  if (missing !== undefined) return unknown(missing)
  const listed = target.kind === 'plain' && target.values !== null ? 'enum' : 'type'
  if (source.nullable && !target.nullable) return refuted(listed)
  if ([...source.types].some((type) => !target.types.has(type))) return refuted(listed)
  if (source.kind === 'union')
    return worstOf(mapped(source.variants, ({ shape }) => containsShape(shape, target, walk)))
  if (target.kind === 'plain') return containsPlain(source, target, walk)
  return target.variants.some(
    ({ shape }) => containsShape(source, { ...shape, nullable: true }, walk).kind === 'proven',
  )
    ? proven
    : unknown('anyOf')
}

function* mapped<Part>(parts: Iterable<Part>, of: (part: Part) => Containment): Iterable<Containment> {
  for (const part of parts) yield of(part)
}

function containsPlain(source: Plain, target: Plain, walk: Walk): Containment {
  walk.work += 1 + (source.properties.size + target.properties.size) / 10
  if (walk.work > maxWork) return unknown('schemas, too many to compare')
  const { base, revision } = bothListed(source, target)
  return worstOf(partsOf(base, revision, walk))
}

function* partsOf(source: Plain, target: Plain, walk: Walk): Iterable<Containment> {
  yield containsValues(source, target)
  yield* constraintDifferences(source, target).map((one) => ofConstraint(one, source, target))
  yield* unclearKeywords(source, target, walk.by).map(unknown)
  if (source.types.has('object')) yield* fieldsOf(source, target, walk)
  if (source.types.has('array')) yield inside({ kind: 'element' }, containsNode(source.items, target.items, walk))
}

function containsValues(source: Plain, target: Plain): Containment {
  const { values } = target
  if (values === null || source.types.size === 0) return proven
  if (source.values !== null)
    return [...source.values.keys()].every((text) => values.has(text)) ? proven : refuted('enum')
  const isFree = Object.keys(source.bounds).length + source.pattern.length + source.format.length === 0
  return isFree ? refuted('enum') : unknown('enum')
}

function ofConstraint(
  { keyword, direction }: ReturnType<typeof constraintDifferences>[number],
  source: Plain,
  target: Plain,
): Containment {
  if (direction === 'loosened' || direction === 'perhaps-loosened') return proven
  const isClear = direction === 'tightened' || direction === 'replaced'
  const isSure = keyword !== 'format' || (source.values === null && target.values === null)
  return isClear && isSure ? refuted(keyword) : unknown(keyword)
}

function* fieldsOf(source: Plain, target: Plain, walk: Walk): Iterable<Containment> {
  for (const name of target.required) if (!source.required.has(name)) yield inside(named(name), refuted('required'))
  for (const [name, node] of source.properties) {
    const admitted = target.properties.get(name) ?? target.additional
    if (admitted !== null) yield inside(named(name), containsNode(node, admitted, walk))
    else if (!walk.opened) yield inside(named(name), refuted('additionalProperties'))
  }
  yield* othersOf(source, target, walk)
}

/** Properties of any name that the source declares may have any that the target lists. */
function* othersOf(source: Plain, target: Plain, walk: Walk): Iterable<Containment> {
  const { additional } = source
  if (additional === null || additional.key === '') return
  if (target.additional === null && !walk.opened) yield inside({ kind: 'any' }, refuted('additionalProperties'))
  for (const [name, node] of target.properties)
    if (!source.properties.has(name)) yield inside(named(name), containsNode(additional, node, walk))
  if (target.additional !== null) yield inside({ kind: 'any' }, containsNode(additional, target.additional, walk))
}

function named(name: string): FieldSegment {
  return { kind: 'name', name, declared: true }
}
