import { validateBySchema } from '../invoke/index.ts'
import { type Dict, dict, isJsonObject, type Json, type JsonObject, type Schema } from '../model/index.ts'
import { choicesOf, isRequiredIn, partsOf, propertiesOf, typesIn } from '../validate/index.ts'
import { scalarSample } from './scalar-sample.ts'

/**
 * A value that the schema allows, the same at every run: what the schema gives as example, default or choice where it
 * does, made up where not; with everything in it, else with what is required only. `undefined` where none was found.
 */
export function exampleOf(schema: Schema, schemas: Dict<Schema>): Json | undefined {
  for (const optional of [true, false]) {
    const value = sample(schema, { schemas, optional, open: new Set(), depth: 0 })
    if (value !== undefined && isLong(value) && optional) continue
    if (value !== undefined && validateBySchema(schema, schemas, value).length === 0) return value
  }
  return undefined
}

const isLong = (value: Json): boolean => JSON.stringify(value).length > 4000

interface Sampling {
  readonly schemas: Dict<Schema>
  /** Whether fields that may be left out are in it. */
  readonly optional: boolean
  readonly open: ReadonlySet<Json>
  readonly depth: number
}

function sample(schema: Json, sampling: Sampling): Json | undefined {
  if (schema === false) return undefined
  const { schemas, open, depth } = sampling
  const parts = partsOf(schema, schemas)
  if (depth > 12 || parts.some((part) => open.has(part))) return undefined
  const said = declared(schema, parts, schemas)
  if (said !== undefined) return said
  const inside = { ...sampling, open: new Set([...open, ...parts]), depth: depth + 1 }
  const own = made(schema, parts, inside)
  for (const choices of parts.flatMap(choicesOf)) {
    const chosen = firstOf(choices, inside)
    if (chosen === undefined) continue
    return isJsonObject(own) && isJsonObject(chosen)
      ? dict([...Object.entries(own), ...Object.entries(chosen)])
      : chosen
  }
  return own
}

/** What the author wrote, if it is true to the schema. */
function declared(schema: Json, parts: readonly JsonObject[], schemas: Dict<Schema>): Json | undefined {
  for (const part of parts) {
    const given = [...(Array.isArray(part.examples) ? part.examples : []), part.example, part.default, part.const]
    const values = [...given, ...(Array.isArray(part.enum) ? part.enum : [])].filter((value) => value !== undefined)
    const found = values.find((value) => validateBySchema(schema as Schema, schemas, value).length === 0)
    if (found !== undefined) return found
  }
  return undefined
}

function firstOf(choices: readonly Json[], sampling: Sampling): Json | undefined {
  const values = choices.map((choice) => sample(choice, sampling))
  return values.find((value) => value !== undefined && value !== null) ?? values.find((value) => value !== undefined)
}

function made(schema: Json, parts: readonly JsonObject[], sampling: Sampling): Json | undefined {
  const types = typesIn([schema as Schema], sampling.schemas)
  const type = types?.find((one) => one !== 'null') ?? types?.[0] ?? guessed(parts)
  if (type === 'object') return objectSample(schema, sampling)
  const keywords = dict(parts.toReversed().flatMap((part) => Object.entries(part)))
  return type === 'array' ? arraySample(keywords, sampling) : scalarSample(type, keywords)
}

function guessed(parts: readonly JsonObject[]): string {
  if (parts.some((part) => part.properties !== undefined || part.required !== undefined)) return 'object'
  return parts.some((part) => part.items !== undefined) ? 'array' : 'string'
}

function objectSample(schema: Json, sampling: Sampling): JsonObject | undefined {
  const entries: [string, Json][] = []
  for (const [name, property] of propertiesOf(schema, sampling.schemas)) {
    const required = isRequiredIn(name, schema, sampling.schemas)
    if (!required && !(sampling.optional && belongs(name, schema, sampling.schemas))) continue
    const value = sample(property as Json, sampling)
    if (value !== undefined) entries.push([name, value])
    else if (required) return undefined
  }
  return dict(entries)
}

/** Whether every value of the schema may have the field: those of one alternative come with it. */
function belongs(name: string, schema: Json, schemas: Dict<Schema>): boolean {
  return partsOf(schema, schemas).some((part) => isJsonObject(part.properties) && Object.hasOwn(part.properties, name))
}

function arraySample(
  { items, prefixItems, minItems = 0 }: JsonObject,
  sampling: Sampling,
): readonly Json[] | undefined {
  const first = (Array.isArray(prefixItems) ? prefixItems : []).map((each) => sample(each, sampling))
  if (first.includes(undefined)) return undefined
  const wanted = Math.min(Math.max(Number(minItems), first.length === 0 ? 1 : 0), 10)
  const element = items === undefined ? 'text' : sample(items, sampling)
  if (element === undefined) return Number(minItems) > first.length ? undefined : (first as Json[])
  return [...(first as Json[]), ...Array.from({ length: Math.max(0, wanted - first.length) }, () => element)]
}
