import { dict, isJsonObject, type Json, type JsonObject, type Schema } from '@jackfield/core'
import { below, type Located, type Place, textIn } from '../refs/index.ts'
import { copyJson } from './copy-json.ts'
import type { Edge } from './graph.ts'
import { keywords } from './keywords.ts'
import { readPattern } from './patterns.ts'
import { fitted, readType, typeFits } from './types.ts'

/** Deeper than any schema that somebody wrote. */
const deepest = 150

type InPlace = Edge['inPlace']

/** What converting one schema needs to know, and where it tells what it finds. */
export interface Converting {
  /** Before OpenAPI 3.1, where `default: null` says that there is none. */
  readonly legacy: boolean
  /** Whether what stands beside `$ref` counts. */
  readonly siblings: boolean
  /** Makes the reference, `{ $ref }`, or what is said in its place. */
  refer(located: Located, as: Pick<Edge, 'inPlace' | 'partOf'>): Record<string, Json> | boolean
  /** Whether a property is one that its direction does not have to give. */
  spared(property: Located): boolean
  warn(code: string, message: string, place: Place, hint?: string): void
}

interface Here {
  readonly converting: Converting
  readonly depth: number
  readonly inPlace: InPlace
  /** Whether it is one of an `allOf`, which nothing can close by itself. */
  readonly partOf: boolean
}

type Out = Record<string, Json>

/** A schema of OpenAPI or Swagger as one of JSON Schema 2020-12 in the model's dialect. */
export function convertSchema(located: Located, converting: Converting): Schema {
  return convert(located, { converting, depth: 0, inPlace: 'all', partOf: false })
}

function convert(located: Located, here: Here): Schema {
  const { value, place } = located
  const { converting } = here
  if (typeof value === 'boolean') return value
  if (!isJsonObject(value)) return true
  if (here.depth > deepest) {
    converting.warn(
      'schema-nested',
      'A schema is nested too deeply; what lies deeper is not read.',
      place,
      'name its parts.',
    )
    return true
  }
  if (typeof value.$ref === 'string') return reference({ value, place }, here)
  return schemaOf({ value, place }, here)
}

function reference({ value, place }: Located<JsonObject>, here: Here): Schema {
  const { converting } = here
  const nullable = isNullable(value)
  const referred = converting.refer(
    { value, place },
    { inPlace: nullable && here.inPlace !== 'no' ? 'choice' : here.inPlace, partOf: here.partOf },
  )
  if (typeof referred === 'boolean') return referred
  if (nullable) return withDescription(value, orNull(referred))
  if (!converting.siblings) return withDescription(value, referred)
  const rest = schemaOf({ value, place }, here)
  return typeof rest === 'boolean' ? referred : Object.assign(referred, rest)
}

/** What stands beside a reference is ignored in OpenAPI 3.0, but for words to people, which do no harm. */
function withDescription(value: JsonObject, out: Out): Out {
  const description = textIn(value, 'description')
  if (description !== undefined && out.description === undefined) out.description = description
  return out
}

function orNull(out: Out): Out {
  return dict<Json>([['anyOf', [out, dict<Json>([['type', 'null']])]]])
}

function isNullable(value: JsonObject): boolean {
  return value.nullable === true || value['x-nullable'] === true || value['x-nullable'] === 'true'
}

function schemaOf(located: Located<JsonObject>, here: Here): Schema {
  const { value } = located
  const out: Out = dict()
  for (const name of Object.keys(value)) readKeyword(name, out, { located, here })
  readTypes(out, { located, here })
  readBounds(out, value)
  readItems(out, { located, here })
  readRequired(out, { located, here })
  readAdditional(out, { located, here })
  readExamples(out, value)
  const composed = out.allOf ?? out.anyOf ?? out.oneOf
  if (!isNullable(value)) return out
  return composed === undefined ? nullableType(out) : orNull(out)
}

interface Given {
  readonly located: Located<JsonObject>
  readonly here: Here
}

function readKeyword(name: string, out: Out, { located: { value, place }, here }: Given): void {
  const kind = keywords.get(name)
  const written = value[name]
  if (kind === undefined || written === undefined || (written === null && kind !== 'value')) return
  const at = below(place, name)
  if (kind === 'text') {
    if (typeof written !== 'object') out[name] = String(written)
  } else if (kind === 'flag') {
    if (typeof written === 'boolean') out[name] = written
  } else if (kind === 'number' || kind === 'count') {
    const number = numberIn(written)
    if (number !== undefined && (kind === 'number' || (number >= 0 && Number.isInteger(number)))) out[name] = number
  } else if (kind === 'value') {
    const copied = copyJson(written)
    if (copied !== undefined && !(copied === null && name === 'default' && here.converting.legacy)) out[name] = copied
  } else if (kind === 'schema') {
    if (isSchema(written)) out[name] = convert({ value: written, place: at }, deeper(here, placeOf(name)))
  } else if (kind === 'schemas') readList(name, out, { value: written, place: at }, here)
  else readMap(name, out, { value: written, place: at }, here)
}

const isSchema = (value: Json): boolean => isJsonObject(value) || typeof value === 'boolean'

function numberIn(written: Json): number | undefined {
  const number = typeof written === 'string' && written.trim() !== '' ? Number(written) : written
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

function placeOf(keyword: string): InPlace {
  if (keyword === 'allOf' || keyword === 'then' || keyword === 'else') return 'all'
  return ['anyOf', 'oneOf', 'not', 'if', 'dependentSchemas'].includes(keyword) ? 'choice' : 'no'
}

function deeper(here: Here, inPlace: InPlace, partOf = false): Here {
  const joined = here.inPlace === 'all' ? inPlace : inPlace === 'no' ? 'no' : here.inPlace
  return { converting: here.converting, depth: here.depth + 1, inPlace: joined, partOf }
}

function readList(name: string, out: Out, { value, place }: Located, here: Here): void {
  const inner = deeper(here, placeOf(name), name === 'allOf')
  const list = [value].flat() as Json[]
  const read = list.flatMap((each, index) =>
    isSchema(each) ? [convert({ value: each, place: below(place, index) }, inner)] : [],
  )
  if (read.length > 0) out[name] = read
}

function readMap(name: string, out: Out, { value, place }: Located, here: Here): void {
  if (!isJsonObject(value)) return
  const inner = deeper(here, placeOf(name))
  const read: Out = dict()
  for (const key of Object.keys(value)) {
    const each = value[key] as Json
    if (name === 'patternProperties' && readPattern(key) !== key) wrongPattern(key, below(place, key), here)
    else read[key] = isSchema(each) ? convert({ value: each, place: below(place, key) }, inner) : true
  }
  out[name] = read
}

function wrongPattern(pattern: string, place: Place, { converting }: Here): void {
  const shown = pattern.length > 100 ? `${pattern.slice(0, 100)}…` : pattern
  converting.warn(
    'pattern-invalid',
    `It is no regular expression of ECMA-262, and is ignored: ${shown}`,
    place,
    'correct it.',
  )
}

function readTypes(out: Out, { located: { value, place }, here }: Given): void {
  const { types, format, unknown } = readType(value.type)
  if (unknown)
    here.converting.warn(
      'type-unknown',
      `${JSON.stringify(value.type)} is no type of JSON Schema, and is ignored.`,
      below(place, 'type'),
    )
  if (types.length === 1) out.type = types[0] as string
  else if (types.length > 1) out.type = types
  const said = textIn(value, 'format') ?? format
  if (said !== undefined && said !== 'binary' && said !== 'file') out.format = said
  const pattern = value.pattern
  if (typeof pattern === 'string' && pattern !== '') {
    const read = readPattern(pattern)
    if (read === undefined) wrongPattern(pattern, below(place, 'pattern'), here)
    else out.pattern = read
  }
  const listed = value.enum
  if (Array.isArray(listed)) readEnum(out, listed, types)
  const xml = value.xml
  if (isJsonObject(xml)) out.xml = copyJson(xml) ?? {}
}

function readEnum(out: Out, listed: readonly Json[], types: readonly string[]): void {
  const values = new Map<string, Json>()
  for (const each of listed) {
    const copied = copyJson(fitted(each, types))
    if (copied !== undefined) values.set(JSON.stringify(copied), copied)
  }
  if (values.size === 0) return
  out.enum = [...values.values()]
  if (types.length > 0 && !out.enum.some((each) => typeFits(each, types))) delete out.type
  // What is listed counts, where its type was said wrongly or leaves out the null that is listed.
  if (types.length > 0 && values.has('null') && !types.includes('null')) nullableType(out)
}

function nullableType(out: Out): Out {
  const types = [out.type ?? []].flat() as string[]
  if (types.length > 0 && !types.includes('null')) out.type = [...types, 'null']
  if (Array.isArray(out.enum) && !out.enum.includes(null)) out.enum = [...(out.enum as Json[]), null]
  return out
}

/** Limits that are themselves left out: a flag before JSON Schema draft 6, a number since. */
function readBounds(out: Out, value: JsonObject): void {
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const said = value[exclusive]
    if (said === true && out[bound] !== undefined) {
      out[exclusive] = out[bound] as number
      delete out[bound]
    } else if (typeof said === 'number') out[exclusive] = said
  }
  const step = numberIn(value.multipleOf ?? null)
  if (step !== undefined && step > 0) out.multipleOf = step
}

function readItems(out: Out, { located: { value, place }, here }: Given): void {
  const items = value.items
  const at = below(place, 'items')
  if (Array.isArray(items)) {
    readList('prefixItems', out, { value: items, place: at }, here)
    const rest = value.additionalItems
    if (rest !== undefined && isSchema(rest))
      out.items = convert({ value: rest, place: below(place, 'additionalItems') }, deeper(here, 'no'))
  } else if (items !== undefined && isSchema(items))
    out.items = convert({ value: items, place: at }, deeper(here, 'no'))
  const dependencies = value.dependencies ?? value.dependentRequired
  if (!isJsonObject(dependencies)) return
  const required = Object.entries(dependencies).filter(([, names]) => Array.isArray(names))
  if (required.length > 0)
    out.dependentRequired = dict(required.map(([name, names]) => [name, namesIn(names)] as const))
}

function namesIn(written: Json | undefined): string[] {
  return [...new Set([written ?? []].flat().filter((name): name is string => typeof name === 'string'))]
}

/** Names that are required, also by a flag in the property itself, without those that the direction spares. */
function readRequired(out: Out, { located: { value, place }, here }: Given): void {
  const properties = value.properties
  const listed = value.required
  const names = new Set(Array.isArray(listed) ? namesIn(listed) : [])
  if (isJsonObject(properties)) {
    const at = below(place, 'properties')
    for (const [name, property] of Object.entries(properties)) {
      if (isJsonObject(property) && property.required === true) names.add(name)
      if (names.has(name) && here.converting.spared({ value: property, place: below(at, name) })) names.delete(name)
    }
  }
  if (names.size > 0) out.required = [...names]
}

/**
 * A part of an `allOf` can't close what its siblings open; what has an `allOf` closes all of it at once, as is meant.
 */
function readAdditional(out: Out, { located: { value, place }, here }: Given): void {
  const written = value.additionalProperties
  if (written === undefined || !isSchema(written)) return
  if (written === false && here.partOf) return
  const read = convert({ value: written, place: below(place, 'additionalProperties') }, deeper(here, 'no'))
  const composed = out.allOf ?? out.anyOf ?? out.oneOf
  if (read === false && composed !== undefined) out.unevaluatedProperties = false
  else out.additionalProperties = read
}

function readExamples(out: Out, value: JsonObject): void {
  const several = value.examples
  const example = value.example ?? (Array.isArray(several) ? (several as readonly Json[])[0] : undefined)
  const copied = example === undefined || example === null ? undefined : copyJson(example)
  if (copied !== undefined) out.examples = [copied]
}
