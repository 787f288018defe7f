import { isJsonObject, type Json, type JsonObject } from '../../model/index.ts'
import { documentation } from './documentation.ts'
import { type ReadInner, type Reading, within } from './reading.ts'
import { json, type Property, type Shape, union } from './shape.ts'

/**
 * An object with the properties that the schema declares. It is closed unless the schema says what others are: reading
 * a name that is nowhere declared is a mistake, whatever JSON Schema lets through.
 */
export function readObject(schema: JsonObject, reading: Reading, read: ReadInner): Shape {
  const properties = readProperties(schema, reading, read)
  const rest = readRest(schema, reading, read)
  if (properties.length > 0) return { kind: 'object', properties, ...(rest !== undefined && { rest }) }
  if (rest !== undefined && rest.kind !== 'json') return { kind: 'object', properties, rest }
  return { kind: schema.additionalProperties === false ? 'no-properties' : 'any-object' }
}

function readProperties(schema: JsonObject, reading: Reading, read: ReadInner): readonly Property[] {
  const declared = isJsonObject(schema.properties) ? schema.properties : {}
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  const properties = Object.entries(declared).map(([name, inner]): Property => {
    const doc = documentation(inner)
    const shape = read(inner, within(reading))
    return { name, required: required.has(name), shape, ...(doc !== undefined && { doc }) }
  })
  const undeclared = [...required].filter((name) => typeof name === 'string' && !Object.hasOwn(declared, name))
  const others = (undeclared as string[]).map(
    (name): Property => ({ name, required: true, shape: { kind: 'unknown' } }),
  )
  return [...properties, ...others]
}

function readRest(schema: JsonObject, reading: Reading, read: ReadInner): Shape | undefined {
  const patterns = isJsonObject(schema.patternProperties) ? Object.values(schema.patternProperties) : []
  const others = [...patterns, ...othersOf(schema)].filter((each) => each !== false)
  if (others.length === 0) return undefined
  const rest = union(others.map((each) => (each === true ? json : read(each, within(reading)))))
  return rest.kind === 'unknown' ? json : rest
}

/** What is left unevaluated depends on what else the schema is composed of, which a type can't say. */
function othersOf(schema: JsonObject): readonly Json[] {
  if (schema.additionalProperties !== undefined) return [schema.additionalProperties]
  const isComposed = ['$ref', 'allOf', 'anyOf', 'oneOf', 'if'].some((key) => schema[key] !== undefined)
  return schema.unevaluatedProperties === undefined || isComposed ? [] : [schema.unevaluatedProperties]
}
