import type { Dict, Json, JsonObject, Schema } from '../model/index.ts'
import { partsOf } from '../validate/index.ts'
import { countOf } from './duration-words.ts'
import { codeCell } from './plain-text.ts'

type Words = (value: Json) => string | null

const number =
  (before: string): Words =>
  (value) =>
    typeof value === 'number' ? `${before} ${value}` : null

const counted =
  (before: string, noun: string): Words =>
  (value) =>
    typeof value === 'number' ? `${before} ${countOf(value, noun)}` : null

const mostShown = 30

/** Keywords that limit a value, in the order in which they are said. */
const limits: Readonly<Record<string, Words>> = {
  const: (value) => `always ${codeCell(JSON.stringify(value))}`,
  enum: (value) => (Array.isArray(value) ? oneOf(value) : null),
  minimum: number('at least'),
  exclusiveMinimum: number('more than'),
  maximum: number('at most'),
  exclusiveMaximum: number('less than'),
  multipleOf: number('a multiple of'),
  minLength: counted('at least', 'character'),
  maxLength: counted('at most', 'character'),
  pattern: (value) => (typeof value === 'string' ? `matches ${codeCell(value)}` : null),
  minItems: counted('at least', 'element'),
  maxItems: counted('at most', 'element'),
  uniqueItems: (value) => (value === true ? 'no element twice' : null),
  minProperties: counted('at least', 'field'),
  maxProperties: counted('at most', 'field'),
}

function oneOf(values: readonly Json[]): string {
  const shown = values
    .slice(0, mostShown)
    .map((value) => codeCell(typeof value === 'string' ? value : JSON.stringify(value)))
  return `one of ${shown.join(', ')}${values.length > mostShown ? ` and ${values.length - mostShown} more` : ''}`
}

/** Which values of a field are allowed, in Markdown for a table cell; empty where the type says it all. */
export function allowedWords(schema: Json, schemas: Dict<Schema>): string {
  const parts = partsOf(schema, schemas)
  const own = parts.flatMap((part) => wordsOf(part))
  const items = parts.find((part) => part.items !== undefined)?.items
  const each = items === undefined ? [] : partsOf(items, schemas).flatMap((part) => wordsOf(part))
  return [...new Set([...own, ...(each.length === 0 ? [] : [`each ${each.join(', ')}`])])].join('; ')
}

function wordsOf(part: JsonObject): readonly string[] {
  return Object.entries(limits).flatMap(([keyword, words]) => {
    const value = Object.hasOwn(part, keyword) ? part[keyword] : undefined
    return (value === undefined ? null : words(value)) ?? []
  })
}
