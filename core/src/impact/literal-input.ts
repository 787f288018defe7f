import { type Fit, schemaOf } from '../diff/index.ts'
import { validateBySchema } from '../invoke/index.ts'
import { isJsonObject, type Json, type JsonObject, type Supply } from '../model/index.ts'
import type { Supplied } from './supplied.ts'

/**
 * What the operation makes now of all that the step supplies, taken together, where all of it is written down and was
 * admitted before.
 */
export function fitOfWhole(supplied: Supplied): Fit {
  const input = literalInput(supplied.supplies)
  if (input === undefined || isAdmitted(input, supplied, 'base') !== true) return 'unknown'
  const now = isAdmitted(input, supplied, 'revision')
  return now === undefined ? 'unknown' : now ? 'yes' : 'no'
}

/** `undefined` where not all of it is written down. */
function literalInput(supplies: readonly Supply[]): JsonObject | undefined {
  let input: JsonObject = {}
  for (const { path, from, presence } of supplies) {
    if (from.kind !== 'literal' || presence === 'sometimes') return undefined
    const whole = put(input, path, from.value)
    if (!isJsonObject(whole)) return undefined
    input = whole
  }
  return input
}

/** The value with another at a path of names and positions; `undefined` where it has no such place. */
function put(into: Json | undefined, [name, ...inner]: readonly string[], value: Json): Json | undefined {
  if (name === undefined) return value
  const isIndex = /^\d+$/.test(name)
  if (isIndex && (into === undefined || Array.isArray(into))) {
    const list = into ?? []
    const placed = put(list[Number(name)], inner, value)
    return placed === undefined ? undefined : Object.assign([...list], { [name]: placed })
  }
  if (name === '*' || (into !== undefined && !isJsonObject(into))) return undefined
  const placed = put(into?.[name], inner, value)
  return placed === undefined ? undefined : { ...into, [name]: placed }
}

function isAdmitted(value: Json, { operation }: Supplied, state: 'base' | 'revision'): boolean | undefined {
  const input = operation.schema('input', state)
  if (input === null) return undefined
  const problems = validateBySchema(schemaOf(input.node), input.connector.schemas, value)
  return problems.some(({ code }) => code === 'schema-unusable') ? undefined : problems.length === 0
}
