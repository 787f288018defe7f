import { canonicalJson, type Json, type JsonObject } from '../../model/index.ts'
import { allTypes, typeOfValue, typesNamed, type ValueType } from './value-types.ts'

type Value = Exclude<Json, null>

export interface AdmittedValues {
  readonly nullable: boolean
  readonly types: ReadonlySet<ValueType>
  /** Without null, by canonical text. */
  readonly values: ReadonlyMap<string, Value> | null
}

/** Of `type`, `enum` and `const` of all sources, whichever of them say it. */
export function readTypes(sources: readonly JsonObject[]): AdmittedValues {
  const named = sources.flatMap((source) => (source.type === undefined ? [] : [typeKeyword(source.type)]))
  const listed = sources.flatMap((source) => [
    ...(Array.isArray(source.enum) ? [source.enum as readonly Json[]] : []),
    ...(source.const === undefined ? [] : [[source.const]]),
  ])
  const declared = named.length > 0 ? named.reduce(both) : listed.length > 0 ? anything : implied(sources)
  return listed.length === 0 ? { ...declared, values: null } : narrowedTo(declared, listed)
}

interface Declared {
  readonly nullable: boolean
  readonly types: ReadonlySet<ValueType>
}

const anything: Declared = { nullable: true, types: allTypes }

function typeKeyword(type: Json): Declared {
  const names = Array.isArray(type) ? type : [type]
  return { nullable: names.includes('null'), types: new Set(names.flatMap((name) => typesNamed(String(name)) ?? [])) }
}

function both(a: Declared, b: Declared): Declared {
  return { nullable: a.nullable && b.nullable, types: new Set([...a.types].filter((type) => b.types.has(type))) }
}

/** A schema without `type` that speaks of properties or items means objects or arrays, as its author thinks of it. */
function implied(sources: readonly JsonObject[]): Declared {
  const speaksOf = (...keywords: readonly string[]): boolean =>
    sources.some((source) => keywords.some((keyword) => source[keyword] !== undefined))
  if (speaksOf('properties', 'required', 'additionalProperties')) return { nullable: false, types: new Set(['object']) }
  if (speaksOf('items', 'prefixItems')) return { nullable: false, types: new Set(['array']) }
  return anything
}

function narrowedTo(declared: Declared, listed: readonly (readonly Json[])[]): AdmittedValues {
  const [first = new Map<string, Json>(), ...others] = listed.map(byText)
  const values = new Map(
    [...first].filter(
      (entry): entry is [string, Value] =>
        entry[1] !== null && declared.types.has(typeOfValue(entry[1])) && others.every((other) => other.has(entry[0])),
    ),
  )
  const nullable = declared.nullable && listed.every((all) => all.includes(null))
  return { nullable, types: new Set([...values.values()].map(typeOfValue)), values: values.size === 0 ? null : values }
}

function byText(values: readonly Json[]): Map<string, Json> {
  return new Map(values.map((value) => [canonicalJson(value), value]))
}
