import { isJsonObject, type Schema } from '../../model/index.ts'

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || isJsonObject(value)
}
