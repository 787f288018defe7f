import { isJsonObject, type Json, type JsonObject } from '../../model/index.ts'
import { readArray } from './read-array.ts'
import { readChoices, readConstant } from './read-choices.ts'
import { readObject } from './read-object.ts'
import { deepest, type Reading, within } from './reading.ts'
import { intersection, json, type Shape, union } from './shape.ts'

/**
 * The shape of a schema's values, in time that grows with the schema's length: `$ref` is a name and never followed.
 * What is too much, too deep or not understood is any JSON value, and noted.
 */
export function readShape(schema: Json, reading: Reading): Shape {
  if (schema === false) return { kind: 'never' }
  if (!isJsonObject(schema)) return json
  reading.budget.left -= 1
  if (reading.budget.left < 0) return json
  if (reading.depth > deepest) return untyped(reading, `it is nested more than ${deepest} levels deep`)
  const shape = intersection([
    ...readReference(schema, reading),
    readOwn(schema, reading),
    ...listOf(schema.allOf).map((each) => readShape(each, within(reading))),
    ...[schema.anyOf, schema.oneOf]
      .filter((choices) => listOf(choices).length > 0)
      .map((choices) => union(listOf(choices).map((each) => readShape(each, within(reading))))),
  ])
  return schema.nullable === true ? union([shape, { kind: 'primitive', type: 'null' }]) : shape
}

function untyped({ note }: Reading, why: string): Shape {
  note(why)
  return json
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : []
}

const local = '#/schemas/'

function readReference({ $ref: to }: JsonObject, { names, note }: Reading): Shape[] {
  if (typeof to !== 'string') return []
  const name = to.startsWith(local) ? names.get(to.slice(local.length)) : undefined
  if (name !== undefined) return [{ kind: 'reference', name }]
  note(`it refers to ${JSON.stringify(to.slice(0, 200))}, which is no schema of the connector`)
  return [json]
}

/** What a schema says itself, without what it is composed of. */
function readOwn(schema: JsonObject, reading: Reading): Shape {
  if (schema.const !== undefined) return readConstant(schema.const, reading)
  if (Array.isArray(schema.enum)) return readChoices(schema.enum, reading)
  return union(typesOf(schema).map((type) => readTyped(type, schema, reading)))
}

const objectKeys = ['properties', 'required', 'additionalProperties', 'patternProperties', 'unevaluatedProperties']
const arrayKeys = ['items', 'prefixItems', 'unevaluatedItems']

function typesOf(schema: JsonObject): readonly Json[] {
  if (schema.type !== undefined) return [...new Set([schema.type].flat())]
  const objects = objectKeys.some((key) => schema[key] !== undefined) ? ['object'] : []
  const arrays = arrayKeys.some((key) => schema[key] !== undefined) ? ['array'] : []
  const types = [...objects, ...arrays]
  return types.length > 0 ? types : ['any']
}

function readTyped(type: Json, schema: JsonObject, reading: Reading): Shape {
  switch (type) {
    case 'object':
      return readObject(schema, reading, readShape)
    case 'array':
      return readArray(schema, reading, readShape)
    case 'integer':
      return { kind: 'primitive', type: 'number' }
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return { kind: 'primitive', type }
    default:
      return json
  }
}
