import { isJsonObject, type Json, type Pointer, pointer } from '../../model/index.ts'

const single = [
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'items',
  'contains',
  'unevaluatedItems',
  'contentSchema',
  'not',
  'if',
  'then',
  'else',
]
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems']
const maps = ['properties', 'patternProperties', 'dependentSchemas']

export interface Subschema {
  readonly schema: Json
  readonly at: Pointer
  /** Whether it holds of the same value, so that a reference back would never end. */
  readonly inPlace: boolean
}

/** The schemas directly in a schema. */
export function subschemasOf(schema: Json, at: Pointer): Subschema[] {
  if (!isJsonObject(schema)) return []
  const found: Subschema[] = []
  const add = (names: readonly (string | number)[], inner: Json | undefined, inPlace: boolean): void => {
    if (inner !== undefined) found.push({ schema: inner, at: at + pointer(...names), inPlace })
  }
  for (const name of single) add([name], schema[name], ['not', 'if', 'then', 'else'].includes(name))
  for (const name of lists)
    for (const [index, inner] of entriesOf(schema[name])) add([name, index], inner, name !== 'prefixItems')
  for (const name of maps)
    for (const [key, inner] of Object.entries(isJsonObject(schema[name]) ? schema[name] : {}))
      add([name, key], inner, name === 'dependentSchemas')
  return found
}

function entriesOf(value: Json | undefined): [number, Json][] {
  return Array.isArray(value) ? [...value.entries()] : []
}

/** A schema and all that are in it, however deep. */
export function* allSchemas(schema: Json, at: Pointer): Iterable<Omit<Subschema, 'inPlace'>> {
  yield { schema, at }
  for (const inner of subschemasOf(schema, at)) yield* allSchemas(inner.schema, inner.at)
}
