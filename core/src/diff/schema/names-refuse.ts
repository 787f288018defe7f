import { isJsonObject, type Json } from '../../model/index.ts'
import { fitsPattern } from './fits-pattern.ts'
import type { Plain } from './shape.ts'

/** Whether an object can't have a property of that name (`propertyNames`: JSON Schema 2020-12, Core 10.3.2.4). */
export function namesRefuse({ rest }: Plain, name: string): boolean {
  return (rest.get('propertyNames') ?? []).some((said) => refuses(said, name))
}

function refuses(said: Json, name: string): boolean {
  if (!isJsonObject(said)) return said === false
  const { pattern, enum: listed, const: only, maxLength, minLength } = said
  return (
    (typeof pattern === 'string' && fitsPattern(name, pattern) === false) ||
    (Array.isArray(listed) && !listed.includes(name)) ||
    (only !== undefined && only !== name) ||
    (typeof maxLength === 'number' && [...name].length > maxLength) ||
    (typeof minLength === 'number' && [...name].length < minLength)
  )
}
