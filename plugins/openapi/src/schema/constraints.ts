import { dict, isJsonObject, type Json, type JsonObject } from '@jackfield/core'
import { below, type Place, textIn } from '../refs/index.ts'
import type { Given, Here, Out } from './converting.ts'
import { copyJson } from './copy-json.ts'
import { readPattern } from './patterns.ts'
import { fitted, readType, typeFits } from './types.ts'

export function readTypes(out: Out, { located: { value, place }, here }: Given): void {
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
  const ofElements = types.length === 1 && types[0] === 'array' && Array.isArray(listed) && !listed.some(Array.isArray)
  if (Array.isArray(listed) && !ofElements) readEnum(out, listed, types)
  const xml = value.xml
  if (isJsonObject(xml)) out.xml = copyJson(xml) ?? {}
}

/** What a list of scalars beside `type: array` is meant to list is its elements. */
export function readElements(out: Out, { type, enum: listed }: JsonObject): void {
  if (type !== 'array' || !Array.isArray(listed) || listed.some(Array.isArray)) return
  const items = isJsonObject(out.items) ? (out.items as Out) : dict<Json>()
  if (items.$ref !== undefined || items.enum !== undefined) return
  readEnum(items, listed, readType(items.type).types)
  out.items = items
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

export function nullableType(out: Out): Out {
  const types = [out.type ?? []].flat() as string[]
  if (types.length > 0 && !types.includes('null')) out.type = [...types, 'null']
  if (Array.isArray(out.enum) && !out.enum.includes(null)) out.enum = [...(out.enum as Json[]), null]
  return out
}

/** Limits that are themselves left out: a flag before JSON Schema draft 6, a number since. */
export function readBounds(out: Out, value: JsonObject): void {
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

export function wrongPattern(pattern: string, place: Place, { converting }: Here): void {
  const shown = pattern.length > 100 ? `${pattern.slice(0, 100)}…` : pattern
  converting.warn(
    'pattern-invalid',
    `It is no regular expression of ECMA-262, and is ignored: ${shown}`,
    place,
    'correct it.',
  )
}

export function numberIn(written: Json): number | undefined {
  const number = typeof written === 'string' && written.trim() !== '' ? Number(written) : written
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

export function readExamples(out: Out, value: JsonObject): void {
  const several = value.examples
  const example = value.example ?? (Array.isArray(several) ? (several as readonly Json[])[0] : undefined)
  const copied = example === undefined || example === null ? undefined : copyJson(example)
  if (copied !== undefined) out.examples = [copied]
}
