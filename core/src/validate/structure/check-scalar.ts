import { type Json, type JsonObject, nearestName } from '../../model/index.ts'
import type { Mistake } from './mistake.ts'
import { expressionOf, isEqual, isOfType, typesOf, type Walk } from './walk.ts'
import { alternatives, describeSubject, describeTypes, describeValue } from './words.ts'

export function checkType(value: Json, schema: JsonObject, walk: Walk): readonly Mistake[] {
  const types = schema.type === undefined ? undefined : typesOf(schema, walk.root)
  if (types === undefined || isOfType(value, types)) return []
  return [typeMistake(value, { types, schema }, walk)]
}

/** A value of another kind than those that fit; a scalar that lost its quotes is told to take them. */
export function typeMistake(value: Json, { types, schema = {} }: Wanted, walk: Walk): Mistake {
  const written = typeof value === 'string' || !types.includes('string') ? undefined : walk.written(walk.at)
  const differs = written !== undefined && written !== '' && written !== String(value)
  const shown = written === '' ? 'empty' : differs ? `${describeValue(value)} (${written})` : describeValue(value)
  return {
    code: 'type-wrong',
    message: `${describeSubject(walk.at)} must be ${describeTypes(types)}, not ${shown}.`,
    pointer: walk.at,
    hint: hintFor(written, { types, schema }),
  }
}

interface Wanted {
  readonly types: readonly string[]
  readonly schema?: JsonObject
}

function hintFor(written: string | undefined, { types, schema = {} }: Wanted): string {
  const quoted = written && matches(written, schema) ? written : undefined
  return quoted === undefined
    ? (suchAs(schema) ?? `write ${describeTypes(types)} here.`)
    : `put it in quotes: '${quoted}'.`
}

export function checkValues(value: Json, schema: JsonObject, walk: Walk): readonly Mistake[] {
  const values = Array.isArray(schema.enum) ? schema.enum : schema.const === undefined ? undefined : [schema.const]
  if (values === undefined || values.some((allowed: Json) => isEqual(allowed, value))) return []
  return [valueMistake(value, values, walk)]
}

/** A value that is none of those listed; names the nearest. */
export function valueMistake(value: Json, values: readonly Json[], walk: Walk): Mistake {
  const listed = alternatives(values.map((allowed) => JSON.stringify(allowed)))
  const nearest = nearestName(String(value), values.map(String))
  return {
    code: 'value-unknown',
    message: `${describeSubject(walk.at)} must be ${listed}, not ${describeValue(value)}.`,
    pointer: walk.at,
    hint: nearest === undefined ? `write ${listed}.` : `did you mean ${JSON.stringify(nearest)}?`,
  }
}

function matches(value: string, { pattern }: JsonObject): boolean {
  return typeof pattern !== 'string' || expressionOf(pattern).test(value)
}

export function checkText(value: string, schema: JsonObject, walk: Walk): readonly Mistake[] {
  if (!matches(value, schema))
    return [wrong(walk, `must be ${schema.title}, not ${describeValue(value)}`, suchAs(schema))]
  if (typeof schema.minLength === 'number' && value.length < schema.minLength)
    return [wrong(walk, 'must not be empty', suchAs(schema) ?? 'write some text here.')]
  if (typeof schema.maxLength === 'number' && [...value].length > schema.maxLength)
    return [wrong(walk, `is longer than ${schema.maxLength} characters`, 'shorten it.')]
  if (schema.format === 'regex' && !isRegex(value))
    return [wrong(walk, `must be a regular expression, not ${describeValue(value)}`, 'correct its syntax (ECMA-262).')]
  return []
}

export function checkNumber(value: number, schema: JsonObject, walk: Walk): readonly Mistake[] {
  if (typeof schema.minimum === 'number' && value < schema.minimum)
    return [wrong(walk, `must be at least ${schema.minimum}, not ${value}`, 'raise it.')]
  if (typeof schema.maximum === 'number' && value > schema.maximum)
    return [wrong(walk, `must be at most ${schema.maximum}, not ${value}`, 'lower it.')]
  if (typeof schema.exclusiveMinimum === 'number' && value <= schema.exclusiveMinimum)
    return [wrong(walk, `must be greater than ${schema.exclusiveMinimum}, not ${value}`, 'raise it.')]
  return []
}

function wrong(walk: Walk, complaint: string, hint: string | undefined): Mistake {
  const message = `${describeSubject(walk.at)} ${complaint}.`
  return { code: 'value-wrong', message, pointer: walk.at, ...(hint === undefined ? {} : { hint }) }
}

function suchAs(schema: JsonObject): string | undefined {
  const examples = Array.isArray(schema.examples) ? schema.examples : []
  return examples.length === 0
    ? undefined
    : `write it as ${alternatives(examples.map((text) => JSON.stringify(text)))}.`
}

/** Vendors write expressions that the flag `u` refuses; those are taken without it. */
function isRegex(text: string): boolean {
  return ['u', ''].some((flags) => {
    try {
      new RegExp(text, flags)
      return true
    } catch {
      return false
    }
  })
}
