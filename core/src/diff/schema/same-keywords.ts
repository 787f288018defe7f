import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../../model/index.ts'
import type { Comparing } from './comparing.ts'
import { isSchema } from './is-schema.ts'
import { sameSet } from './same-set.ts'
import type { Plain } from './shape.ts'
import { shutOut } from './shut-out.ts'

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
  ['contentSchema', 'schema'],
  ['dependentSchemas', 'named schemas'],
  ['else', 'schema'],
  ['if', 'schema'],
  ['not', 'schema'],
  ['oneOf', 'schemas'],
  ['patternProperties', 'named schemas'],
  ['prefixItems', 'schemas'],
  ['propertyNames', 'schema'],
  [shutOut, 'schema'],
  ['then', 'schema'],
  ['unevaluatedItems', 'schema'],
])

/** `base` and `revision`: what the sources of a node say under the keyword, all of which holds. */
function sameKeyword(
  keyword: string,
  [base, revision]: readonly [readonly Json[], readonly Json[]],
  by: Comparing,
): boolean {
  const kind = keywordKinds.get(keyword)
  const alike = (one: Json, other: Json): boolean => sameValue([one, other], kind, by)
  return (
    base.every((one) => revision.some((other) => alike(one, other))) &&
    revision.every((other) => base.some((one) => alike(one, other)))
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
  return canonicalJson(base) === canonicalJson(revision) && referencesIn(base).every((one) => sameReferred(one, by))
}

/** What a keyword that nobody knows here says by name may be another under that name. */
function sameReferred(schema: JsonObject, by: Comparing): boolean {
  const reference = { $ref: schema.$ref as Json }
  return by.same(by.base.node(reference), by.revision.node(reference))
}

function referencesIn(value: Json): readonly JsonObject[] {
  const found: JsonObject[] = []
  const left: Json[] = [value]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (typeof next !== 'object' || next === null) continue
    if (isJsonObject(next) && typeof next.$ref === 'string') found.push(next)
    left.push(...(Object.values(next) as Json[]))
  }
  return found
}
