import { dict, isJsonObject, type Json, type JsonObject, type Schema, unresolved } from '@jackfield/core'
import { below, type Located, textIn } from '../refs/index.ts'
import {
  nullableType,
  numberIn,
  readBounds,
  readElements,
  readExamples,
  readTypes,
  wrongPattern,
} from './constraints.ts'
import type { Converting, Given, Here, InPlace, Out } from './converting.ts'
import { copyJson } from './copy-json.ts'
import { digestOf } from './digest-of.ts'
import { readDiscriminator } from './discriminators.ts'
import { keywords } from './keywords.ts'
import { readPattern } from './patterns.ts'
import { readDependencies, readRequired } from './requirements.ts'

/** Deeper than any schema that somebody wrote. */
const deepest = 150

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
    return dict<Json>([[unresolved, `what is nested deeper than ${deepest} levels (${digestOf(value)})`]])
  }
  const ref = value.$ref ?? (converting.siblings ? value.$dynamicRef : undefined)
  if (typeof ref === 'string') return reference({ value: { ...value, $ref: ref }, place }, here)
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
  readElements(out, value)
  readRequired(out, { located, here })
  readDependencies(out, value)
  readAdditional(out, { located, here })
  readExamples(out, value)
  readDiscriminator(out, { located, here })
  const composed = out.allOf ?? out.anyOf ?? out.oneOf
  if (!isNullable(value)) return out
  return composed === undefined ? nullableType(out) : orNull(out)
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
