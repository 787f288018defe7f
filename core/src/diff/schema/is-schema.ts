import { isJsonObject, type Schema } from '../../model/index.ts'
import { isDocumentation } from './documentation.ts'

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || isJsonObject(value)
}

/** Whether nothing fits: `false`, or `not` of what anything fits. */
export function refusesAll(schema: Schema): boolean {
  if (typeof schema === 'boolean') return !schema
  return isSchema(schema.not) && admitsAll(schema.not)
}

/** Whether anything fits: `true`, or an object that only documents. */
export function admitsAll(schema: Schema): boolean {
  return schema === true || (schema !== false && Object.keys(schema).every(isDocumentation))
}
