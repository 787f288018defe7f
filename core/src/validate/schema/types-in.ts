import type { Dict, Json, Schema } from '../../model/index.ts'
import { partsOf } from './parts.ts'

/** The JSON types that all of the schemas together take, undefined where they don't say. */
export function typesIn(all: readonly Schema[], schemas: Dict<Schema>): readonly string[] | undefined {
  const lists = all.map((schema) => typesOfOne(schema, schemas))
  return lists.includes(undefined) ? undefined : [...new Set(lists.flatMap((list) => list ?? []))]
}

function typesOfOne(schema: Schema, schemas: Dict<Schema>): readonly string[] | undefined {
  for (const part of partsOf(schema, schemas)) {
    if (typeof part.type === 'string') return [part.type]
    if (Array.isArray(part.type)) return part.type.map(String)
    if (Array.isArray(part.enum)) return [...new Set(part.enum.map(typeOf))]
    if (part.const !== undefined) return [typeOf(part.const)]
  }
  return undefined
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  if (Number.isInteger(value)) return 'integer'
  return Array.isArray(value) ? 'array' : typeof value
}

/** Whether a value of one type may be one of the other; unknown types may be anything. */
export function mayFit(given: readonly string[] | undefined, wanted: readonly string[] | undefined): boolean {
  if (given === undefined || wanted === undefined) return true
  const numeric = (type: string): string => (type === 'integer' ? 'number' : type)
  return given.some((type) => wanted.some((other) => numeric(type) === numeric(other)))
}
