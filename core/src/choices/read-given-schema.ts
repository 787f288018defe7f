import { schemaRefused } from '../errors/index.ts'
import { dict, isJsonObject, type Json, type JsonObject, type Schema, valueAt } from '../model/index.ts'
import { checkStructure, connectorSchema } from '../validate/index.ts'
import { assertPattern } from './assert-pattern.ts'

const mostText = 256 * 1024
const mostDeep = 64
const mostParts = 5_000
const mostSpelled = 1024 * 1024

/** Keywords whose values are schemas, lists of them, or schemas by name. */
const ofSchema = new Set(
  'additionalProperties unevaluatedProperties propertyNames items contains unevaluatedItems contentSchema not if then else'.split(
    ' ',
  ),
)
const ofList = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const ofMap = new Set(['properties', 'patternProperties', 'dependentSchemas'])
const known = keywordsOf(connectorSchema.$defs)

/**
 * A JSON Schema that a service gave, with its own references spelt out. It comes from outside and will be compiled and
 * run, so it is refused (`schema-refused`) where it is too large, refers to itself or beyond itself, has a pattern that
 * could take forever, or is no schema. `$id`, `$schema` and keywords that say nothing here are left out.
 */
export function readGivenSchema(value: Json, from: string): Schema {
  const refuse = (what: string, hint: string): never => {
    throw schemaRefused(`The schema that ${from} gave ${what}.`, { hint })
  }
  assertSize(value, refuse)
  const schema = spellOut(value, { root: value, open: [], parts: { count: 0, text: 0 }, refuse })
  const [mistake] = checkStructure(schema, { schema: { $ref: '#/$defs/schema' }, root: connectorSchema })
  if (mistake !== undefined) refuse(`is not valid: ${mistake.message.replace(/\.$/, '')}`, 'Tell the service.')
  return schema
}

type Refuse = (what: string, hint: string) => never

interface Spelling {
  readonly root: Json
  /** References that are being followed. */
  readonly open: readonly string[]
  readonly parts: { count: number; text: number }
  readonly refuse: Refuse
}

function assertSize(value: Json, refuse: Refuse): void {
  let level: readonly Json[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > mostDeep) refuse(`is nested more than ${mostDeep} deep`, 'Ask the service for a simpler form.')
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []))
  }
  if (JSON.stringify(value).length > mostText) refuse('has more than 256 KiB', 'Ask the service for a smaller form.')
}

function spellOut(value: Json, spelling: Spelling): Schema {
  const { parts, refuse } = spelling
  if (++parts.count > mostParts)
    refuse(`has more than ${mostParts} parts once its references are spelt out`, 'Ask the service for a smaller form.')
  if (typeof value === 'boolean') return value
  if (!isJsonObject(value)) return refuse('is no JSON Schema', 'Correct "at" in the operation\'s "schemaFrom".')
  const own = dict(
    Object.entries(value).flatMap(([name, inner]) => {
      const kept = keyword(name, inner, spelling)
      return kept === undefined ? [] : [[name, kept] as const]
    }),
  )
  if (value.$ref === undefined) return own
  const target = followed(value.$ref, spelling)
  return Object.keys(own).length === 0 ? target : dict<Json>([['allOf', [target as Json, own]]])
}

/** `undefined` for what is left out. */
function keyword(name: string, value: Json, spelling: Spelling): Json | undefined {
  if (/^\$(anchor|dynamic|recursive|vocabulary)/.test(name))
    return spelling.refuse(`has "${name}"`, 'Only references within the schema (#/$defs/Name) are followed.')
  if (name.startsWith('x-')) return typeof value === 'object' && value !== null ? undefined : value
  if (name.startsWith('$') || name === 'definitions' || !known.has(name)) return undefined
  if (name === 'pattern') assertPattern(value, spelling.refuse)
  if (ofSchema.has(name) && !Array.isArray(value)) return spellOut(value, spelling) as Json
  if (ofList.has(name) && Array.isArray(value)) return value.map((each) => spellOut(each, spelling) as Json)
  if (ofMap.has(name) && isJsonObject(value)) return spelledMap(name, value, spelling)
  return leaf(value, spelling)
}

/** What is referred to often counts each time. */
function leaf(value: Json, { parts, refuse }: Spelling): Json {
  parts.text += JSON.stringify(value).length
  if (parts.text > mostSpelled)
    refuse('has more than 1 MiB once its references are spelt out', 'Ask the service for a smaller form.')
  return value
}

function spelledMap(name: string, schemas: JsonObject, spelling: Spelling): Json {
  return dict<Json>(
    Object.entries(schemas).map(([key, each]) => {
      if (name === 'patternProperties') assertPattern(key, spelling.refuse)
      return [key, spellOut(each, spelling) as Json]
    }),
  )
}

function followed(reference: Json, { root, open, parts, refuse }: Spelling): Schema {
  const inside = typeof reference === 'string' && (reference === '#' || reference.startsWith('#/'))
  if (!inside)
    return refuse(
      `refers to ${shown(reference)}: nothing is fetched`,
      'Only references within the schema (#/$defs/Name) are followed.',
    )
  if (open.includes(reference))
    return refuse(`refers to itself, by ${shown(reference)}`, 'Ask the service for a form of fixed depth.')
  const target = valueAt(root, decoded(reference.slice(1)))
  if (target === undefined) return refuse(`refers to ${shown(reference)}, where it has nothing`, 'Tell the service.')
  return spellOut(target, { root, open: [...open, reference], parts, refuse })
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

function shown(reference: Json): string {
  return JSON.stringify(reference).slice(0, 100)
}

function keywordsOf(definitions: Json | undefined): ReadonlySet<string> {
  const schema = isJsonObject(definitions) ? definitions.schema : undefined
  return new Set(isJsonObject(schema) && isJsonObject(schema.properties) ? Object.keys(schema.properties) : [])
}
