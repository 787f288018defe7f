import type { Fit } from '../diff/index.ts'
import { isJsonObject, type Json, type JsonObject, type Supply, valueAt } from '../model/index.ts'
import { problemsOf } from './problems-of.ts'
import type { Supplied } from './supplied.ts'
import { uncheckedFit } from './unchecked.ts'

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
  const placed = put(valueAt(into, [name]), inner, value)
  if (placed === undefined) return undefined
  if (/^\d+$/.test(name) && (into === undefined || Array.isArray(into)))
    return Object.assign([...(into ?? [])], { [name]: placed })
  return name === '*' || (into !== undefined && !isJsonObject(into)) ? undefined : { ...into, [name]: placed }
}

const said: Readonly<Record<Fit, boolean | undefined>> = { yes: true, no: false, unknown: undefined }

function isAdmitted(value: Json, supplied: Supplied, state: 'base' | 'revision'): boolean | undefined {
  const input = supplied.operation.schema('input', state)
  if (input === null) return undefined
  const problems = problemsOf(value, input.node, input)
  if (problems.length > 0) return problems.some(({ code }) => code === 'schema-unusable') ? undefined : false
  return said[uncheckedFit(value, { ...input, path: [] }, { supplied, state })]
}
