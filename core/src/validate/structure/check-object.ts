import { isJsonObject, type Json, type JsonObject, nearestName } from '../../model/index.ts'
import type { Mistake } from './mistake.ts'
import { expressionOf, into, type Walk } from './walk.ts'
import { alternatives, describePlace, describeSubject, describeValue } from './words.ts'

/** A key that nobody knows and one that is missing are one mistake where the first is a slip of the second. */
export function checkObject(value: JsonObject, schema: JsonObject, walk: Walk): readonly Mistake[] {
  const meant = new Set<string>()
  const mistakes = Object.entries(value).flatMap(([name, inner]) => [
    ...checkName(name, schema, walk),
    ...checkProperty({ name, inner, value, meant }, schema, walk),
  ])
  return [...mistakes, ...missing(value, schema, walk, meant), ...checkSize(value, schema, walk)]
}

interface Property {
  readonly name: string
  readonly inner: Json
  readonly value: JsonObject
  /** The names that unknown keys were taken for. */
  readonly meant: Set<string>
}

function checkProperty({ name, inner, value, meant }: Property, schema: JsonObject, walk: Walk): readonly Mistake[] {
  const properties = isJsonObject(schema.properties) ? schema.properties : {}
  const known = Object.hasOwn(properties, name) ? properties[name] : undefined
  if (known !== undefined) return walk.check(inner, known, into(walk, name))
  const refusal = refusalOf(name, schema)
  if (refusal !== undefined) return [refused(name, refusal, walk)]
  if (schema.additionalProperties === false) {
    const free = Object.keys(properties).filter((other) => !Object.hasOwn(value, other) && !meant.has(other))
    const nearest = nearestName(name, free)
    if (nearest !== undefined) meant.add(nearest)
    return [unknown({ name, nearest, known: Object.keys(properties) }, walk)]
  }
  return walk.check(inner, schema.additionalProperties ?? true, into(walk, name))
}

/** What a name is told that `patternProperties` refuses with `not: {}`. */
function refusalOf(name: string, { patternProperties }: JsonObject): string | undefined {
  for (const [pattern, rule] of Object.entries(isJsonObject(patternProperties) ? patternProperties : {}))
    if (isJsonObject(rule) && rule.not !== undefined && expressionOf(pattern).test(name)) return String(rule.title)
  return undefined
}

function refused(name: string, refusal: string, walk: Walk): Mistake {
  const message = `"${name}" in ${describePlace(walk.at)} must be ${refusal}.`
  return { code: 'key-refused', message, pointer: into(walk, name).at, part: 'key', hint: 'move it there.' }
}

function unknown(
  { name, nearest, known }: { name: string; nearest: string | undefined; known: readonly string[] },
  walk: Walk,
): Mistake {
  return {
    code: 'key-unknown',
    message: `${describeSubject(walk.at)} has an unknown key "${name}".`,
    pointer: into(walk, name).at,
    part: 'key',
    hint: nearest === undefined ? `known here: ${known.join(', ')}.` : `did you mean "${nearest}"?`,
  }
}

function missing(value: JsonObject, schema: JsonObject, walk: Walk, meant: ReadonlySet<string>): Mistake[] {
  const required = Array.isArray(schema.required) ? (schema.required as readonly string[]) : []
  return [...required, ...requiredBeside(value, schema)]
    .filter((name) => !Object.hasOwn(value, name) && !meant.has(name))
    .map((name) => ({
      code: 'key-missing',
      message: `${describeSubject(walk.at)} has no "${name}".`,
      pointer: walk.at,
      hint: `add "${name}"${descriptionOf(name, schema)}.`,
    }))
}

/** `dependentRequired`: what keys that are there need beside them. */
function requiredBeside(value: JsonObject, { dependentRequired }: JsonObject): readonly string[] {
  if (!isJsonObject(dependentRequired)) return []
  const present = Object.entries(dependentRequired).filter(([name]) => Object.hasOwn(value, name))
  return present.flatMap(([, names]) => (Array.isArray(names) ? names.map(String) : []))
}

function descriptionOf(name: string, { properties }: JsonObject): string {
  const found = isJsonObject(properties) ? properties[name] : undefined
  const description = isJsonObject(found) && typeof found.description === 'string' ? found.description : ''
  const [sentence = ''] = description.split(/\.(?=\s|$)/)
  return sentence === '' ? '' : ` (${sentence})`
}

function checkName(name: string, { propertyNames }: JsonObject, walk: Walk): Mistake[] {
  if (propertyNames === undefined) return []
  const here = into(walk, name)
  const subject = describeSubject(here.at)
  return walk.check(name, propertyNames, here).map((mistake) => {
    const complaint = mistake.message.slice(subject.length).replace(`, not ${describeValue(name)}`, '')
    return { ...mistake, code: 'key-wrong', message: `The key "${name}"${complaint}`, part: 'key' }
  })
}

function checkSize(value: JsonObject, schema: JsonObject, walk: Walk): Mistake[] {
  const size = Object.keys(value).length
  const { minProperties: least = 0, maxProperties: most = Number.POSITIVE_INFINITY } = schema
  if (size >= Number(least) && size <= Number(most)) return []
  const names = Object.keys(isJsonObject(schema.properties) ? schema.properties : {})
  const message = `${describeSubject(walk.at)} must have ${size < Number(least) ? 'at least' : 'at most'} one key, not ${describeSize(size)}.`
  const hint = names.length === 0 ? 'correct its keys.' : `known here: ${alternatives(names)}.`
  return [{ code: 'value-wrong', message, pointer: walk.at, hint }]
}

const describeSize = (size: number): string => (size === 0 ? 'none' : String(size))
