import {
  canonicalJson,
  isJsonObject,
  type Json,
  type JsonObject,
  type Pointer,
  pointer,
  type Schema,
} from '../../model/index.ts'
import type { Mistake } from './mistake.ts'

/** Where a check stands, and what it needs to go on from there. */
export interface Walk {
  readonly at: Pointer
  /** The schema that `$ref` points into. */
  readonly root: JsonObject
  /** The text of a scalar as its author wrote it without quotes; undefined where there is none. */
  written(at: Pointer): string | undefined
  /** Checks a value by a schema: the whole of it, all keywords. */
  check(value: Json, schema: Json, walk: Walk): readonly Mistake[]
}

export function into({ at, root, written, check }: Walk, segment: string | number): Walk {
  const plain = typeof segment === 'number' || !/[~/]/.test(segment)
  return { at: plain ? `${at}/${segment}` : at + pointer(segment), root, written, check }
}

const compiled = new Map<string, RegExp>()

/** An expression of our own schema, compiled once. */
export function expressionOf(pattern: string): RegExp {
  let expression = compiled.get(pattern)
  if (expression === undefined) {
    expression = new RegExp(pattern, 'u')
    compiled.set(pattern, expression)
  }
  return expression
}

export function isEqual(a: Json, b: Json): boolean {
  if (a === b) return true
  const deep = typeof a === 'object' && typeof b === 'object' && a !== null && b !== null
  return deep && canonicalJson(a) === canonicalJson(b)
}

/** What a reference of the root stands for; references are trusted, being ours. */
export function target(root: JsonObject, reference: string): Schema {
  const name = reference.slice('#/$defs/'.length)
  const definitions = root.$defs
  const found = isJsonObject(definitions) ? definitions[name] : undefined
  if (isJsonObject(found) || typeof found === 'boolean') return found
  throw new Error(`The schema has no "${reference}".`)
}

/** The JSON Schema types that a schema takes, where it says; through references. */
export function typesOf(schema: Json | undefined, root: JsonObject): readonly string[] | undefined {
  if (!isJsonObject(schema)) return undefined
  if (typeof schema.type === 'string') return [schema.type]
  if (Array.isArray(schema.type)) return schema.type as string[]
  if (Array.isArray(schema.enum)) return [...new Set(schema.enum.map(typeOf))]
  if (schema.const !== undefined) return [typeOf(schema.const)]
  if (typeof schema.$ref === 'string') return typesOf(target(root, schema.$ref), root)
  return undefined
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

export function isOfType(value: Json, types: readonly string[]): boolean {
  return types.includes(typeOf(value)) || (types.includes('integer') && Number.isInteger(value))
}
