import type { Dict, Json, Schema } from '../../model/index.ts'
import { choicesOf, partsOf } from './parts.ts'

/** Whether no value of the schema is null; false where that can't be told. */
export function excludesNull(schema: Json | undefined, schemas: Dict<Schema>, open: Set<Json> = new Set()): boolean {
  if (schema === undefined || open.has(schema)) return false
  const inside = new Set(open).add(schema)
  return partsOf(schema, schemas).some((part) => {
    if (part.type !== undefined) return ![part.type].flat().includes('null')
    if (Array.isArray(part.enum)) return !part.enum.includes(null)
    if (part.const !== undefined) return part.const !== null
    return choicesOf(part).some((choices) => choices.every((choice) => excludesNull(choice, schemas, inside)))
  })
}
