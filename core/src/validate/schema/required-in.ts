import type { Dict, Json, Schema } from '../../model/index.ts'
import { choicesOf, partsOf } from './parts.ts'

/** Whether every object of the schema has the property; false where that can't be told. */
export function isRequiredIn(
  name: string,
  schema: Json | undefined,
  schemas: Dict<Schema>,
  open: Set<Json> = new Set(),
): boolean {
  if (schema === undefined || open.has(schema)) return false
  const inside = new Set(open).add(schema)
  return partsOf(schema, schemas).some(
    (part) =>
      (Array.isArray(part.required) && part.required.includes(name)) ||
      choicesOf(part).some((choices) => choices.every((choice) => isRequiredIn(name, choice, schemas, inside))),
  )
}

/** The properties that every object of the schema has, as far as its own words, references and `allOf` say. */
export function requiredOf(schema: Json | undefined, schemas: Dict<Schema>): string[] {
  const names = partsOf(schema, schemas).flatMap((part) => (Array.isArray(part.required) ? part.required : []))
  return [...new Set(names.filter((name): name is string => typeof name === 'string'))]
}
