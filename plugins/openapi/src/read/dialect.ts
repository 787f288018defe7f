import { isJsonObject, type Json, type Problem } from '@jackfield/core'
import { own } from '../refs/index.ts'
import type { Dialect } from './reading.ts'

/** Which standard a document follows, or why it can't be read. */
export function dialectOf(value: Json): Dialect | Problem {
  if (!isJsonObject(value))
    return {
      code: 'document-unknown',
      message: 'It is no OpenAPI document.',
      pointer: '',
      hint: 'begin it with "openapi": "3.1.0".',
    }
  const swagger = own(value, 'swagger')
  const openapi = own(value, 'openapi')
  if (swagger !== undefined && /^2(\.|$)/.test(String(swagger))) return '2.0'
  if (openapi !== undefined && /^3\.0(\.|$)/.test(String(openapi))) return '3.0'
  if (openapi !== undefined && /^3\.1(\.|$)/.test(String(openapi))) return '3.1'
  const [key, said] = openapi === undefined ? ['swagger', swagger] : ['openapi', openapi]
  const message =
    said === undefined
      ? 'It does not say which OpenAPI it is.'
      : `It is "${key}": ${JSON.stringify(said)}, which is not read here.`
  return {
    code: 'document-unknown',
    message,
    pointer: said === undefined ? '' : `/${key}`,
    hint: 'OpenAPI 3.0 and 3.1 and Swagger 2.0 are read.',
  }
}
