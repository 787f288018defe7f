import { canonicalJson, isJsonObject, type Json } from '../../model/index.ts'
import { isSchema } from './is-schema.ts'
import type { Plain, SchemaNode, Shape, Shapes } from './shape.ts'

/** Whether a schema of the base and one of the revision admit the same, as far as it shows from how they are built. */
export type Sameness = (base: SchemaNode, revision: SchemaNode) => boolean

/** A comparison deeper than this is not the same, so that a hostile schema can't exhaust the stack. */
const maxDepth = 256

/**
 * Remembers what it finds. Two schemas that refer to themselves are the same unless a difference is found (coinduction);
 * what rests on that assumption is kept only once the whole comparison came out the same.
 */
export function createSameness(base: Shapes, revision: Shapes): Sameness {
  const known = new Map<string, boolean>()
  /** In the order of assumption, so that those made on the way to a difference can be taken back. */
  const assumed = new Set<string>()
  let depth = 0

  const same: Sameness = (one, other) => {
    const key = `${one.key}~${other.key}`
    const found = known.get(key)
    if (found !== undefined) return found
    if (assumed.has(key)) return true
    if (depth >= maxDepth) return false
    const before = assumed.size
    assumed.add(key)
    depth++
    const result = sameShapes(base.shape(one), revision.shape(other), { same, base, revision })
    depth--
    if (!result) {
      known.set(key, false)
      for (const unsettled of [...assumed].slice(before)) assumed.delete(unsettled)
    } else if (depth === 0) {
      for (const settled of assumed) known.set(settled, true)
      assumed.clear()
    }
    return result
  }
  return same
}

export interface Comparing {
  readonly same: Sameness
  readonly base: Shapes
  readonly revision: Shapes
}

export function sameShapes(base: Shape, revision: Shape, by: Comparing): boolean {
  if (base.nullable !== revision.nullable || !sameText(base.default, revision.default)) return false
  if (base.kind === 'plain') return revision.kind === 'plain' && samePlain(base, revision, by)
  if (revision.kind === 'plain' || base.variants.length !== revision.variants.length) return false
  const left = [...revision.variants]
  return base.variants.every((variant) => {
    const index = left.findIndex((other) => samePlain(variant.shape, other.shape, by))
    if (index >= 0) left.splice(index, 1)
    return index >= 0
  })
}

/** Everything but null. */
export function samePlain(base: Plain, revision: Plain, by: Comparing): boolean {
  return (
    sameSet(base.types, revision.types) &&
    sameSet(base.values && new Set(base.values.keys()), revision.values && new Set(revision.values.keys())) &&
    sameText(base.bounds, revision.bounds) &&
    base.uniqueItems === revision.uniqueItems &&
    sameText(base.pattern, revision.pattern) &&
    sameText(base.format, revision.format) &&
    sameSet(base.required, revision.required) &&
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

function sameSet(base: ReadonlySet<string> | null, revision: ReadonlySet<string> | null): boolean {
  if (base === null || revision === null) return base === revision
  return base.size === revision.size && [...base].every((one) => revision.has(one))
}

function sameText(base: unknown, revision: unknown): boolean {
  return canonicalJson(base) === canonicalJson(revision)
}

/** Keywords that are not understood: the same where they say the same, references followed. */
export function sameRest(base: Plain, revision: Plain, by: Comparing): boolean {
  return differingKeywords(base, revision, by).length === 0
}

/** The keywords that are not understood and do not say the same, sorted. */
export function differingKeywords(base: Plain, revision: Plain, by: Comparing): readonly string[] {
  const keywords = [...new Set([...base.rest.keys(), ...revision.rest.keys()])].sort()
  return keywords.filter(
    (keyword) => !sameKeyword(keyword, [base.rest.get(keyword) ?? [], revision.rest.get(keyword) ?? []], by),
  )
}

type KeywordKind = 'schema' | 'schemas' | 'named schemas'

const keywordKinds: ReadonlyMap<string, KeywordKind> = new Map([
  ['anyOf', 'schemas'],
  ['contains', 'schema'],
  ['dependentSchemas', 'named schemas'],
  ['else', 'schema'],
  ['if', 'schema'],
  ['not', 'schema'],
  ['oneOf', 'schemas'],
  ['patternProperties', 'named schemas'],
  ['prefixItems', 'schemas'],
  ['propertyNames', 'schema'],
  ['then', 'schema'],
  ['unevaluatedItems', 'schema'],
])

/** `base` and `revision`: what each of a node's sources says under the keyword. */
function sameKeyword(
  keyword: string,
  [base, revision]: readonly [readonly Json[], readonly Json[]],
  by: Comparing,
): boolean {
  const kind = keywordKinds.get(keyword)
  return (
    base.length === revision.length &&
    base.every((value, index) => sameValue([value, revision[index] as Json], kind, by))
  )
}

function sameValue([base, revision]: readonly [Json, Json], kind: KeywordKind | undefined, by: Comparing): boolean {
  if (kind === 'schema' && isSchema(base) && isSchema(revision))
    return by.same(by.base.node(base), by.revision.node(revision))
  if (kind === 'schemas' && Array.isArray(base) && Array.isArray(revision))
    return (
      base.length === revision.length &&
      base.every((one: Json, index) => sameValue([one, revision[index] as Json], 'schema', by))
    )
  if (kind === 'named schemas' && isJsonObject(base) && isJsonObject(revision))
    return (
      sameSet(new Set(Object.keys(base)), new Set(Object.keys(revision))) &&
      Object.entries(base).every(([name, one]) => sameValue([one, revision[name] as Json], 'schema', by))
    )
  return sameText(base, revision)
}
