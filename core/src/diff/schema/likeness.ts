import type { Comparing } from './comparing.ts'
import { sameAdmitted } from './sameness.ts'
import type { Plain, SchemaNode, Shape, Shapes } from './shape.ts'

/** How alike two schemas are: 1 the same, 0 nothing in common. For telling renames and pairing alternatives. */
export function likeness(base: SchemaNode, revision: SchemaNode, by: Comparing, depth = 0): number {
  if (by.same(base, revision)) return 1
  return shapeLikeness(by.base.shape(base), by.revision.shape(revision), by, depth)
}

/** Whether it says much of itself: several fields or values, also of its elements. Two plain texts are always alike. */
export function isTelling(node: SchemaNode, shapes: Shapes, depth = 0): boolean {
  const shape = shapes.shape(node)
  const plains = shape.kind === 'plain' ? [shape] : shape.variants.map((variant) => variant.shape)
  return plains.some(
    ({ values, properties, types, items }) =>
      (values?.size ?? 0) > 1 ||
      properties.size > 1 ||
      (types.has('array') && depth < maxDepth && isTelling(items, shapes, depth + 1)),
  )
}

/** Arrays are looked into, at most this deep. */
const maxDepth = 4

export function shapeLikeness(base: Shape, revision: Shape, by: Comparing, depth = 0): number {
  if (sameAdmitted(base, revision, by)) return 1
  const types = overlap(base.types, revision.types)
  if (types === 0) return 0
  if (base.kind === 'union' || revision.kind === 'union') return 0.5 * types
  if (isObject(base) && isObject(revision)) return types * fieldLikeness(base, revision)
  if (base.types.has('array') && revision.types.has('array') && depth < maxDepth)
    return types * (0.3 + 0.6 * likeness(base.items, revision.items, by, depth + 1))
  return types * plainLikeness(base, revision)
}

function isObject(shape: Plain): boolean {
  return shape.types.has('object') && shape.properties.size > 0
}

function fieldLikeness(base: Plain, revision: Plain): number {
  const tags = [...base.properties.keys()].some((name) => contradicts(base, revision, name))
  return tags ? 0 : 0.2 + 0.7 * overlap(new Set(base.properties.keys()), new Set(revision.properties.keys()))
}

/** A property with one value here and another there tells the two apart, such as a `type` tag. */
function contradicts(base: Plain, revision: Plain, name: string): boolean {
  const values = [base, revision].map((shape) => tagOf(shape, name))
  return values[0] !== undefined && values[1] !== undefined && values[0] !== values[1]
}

function tagOf(shape: Plain, name: string): string | undefined {
  const source = shape.properties.get(name)?.sources.find((one) => one.const !== undefined || Array.isArray(one.enum))
  if (source?.const !== undefined) return JSON.stringify(source.const)
  return Array.isArray(source?.enum) && source.enum.length === 1 ? JSON.stringify(source.enum[0]) : undefined
}

function plainLikeness(base: Plain, revision: Plain): number {
  if (base.values !== null && revision.values !== null)
    return 0.3 + 0.6 * overlap(new Set(base.values.keys()), new Set(revision.values.keys()))
  if ((base.values === null) !== (revision.values === null)) return 0.5
  return base.format.join() === revision.format.join() ? 0.8 : 0.5
}

function overlap<Value>(one: ReadonlySet<Value>, other: ReadonlySet<Value>): number {
  const all = new Set([...one, ...other]).size
  return all === 0 ? 1 : [...one].filter((value) => other.has(value)).length / all
}
