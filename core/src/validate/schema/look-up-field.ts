import { type Dict, type Pointer, type Schema, segmentsOf } from '../../model/index.ts'
import { type LookUp, lookUp } from './look-up.ts'
import { typesIn } from './types-in.ts'

/**
 * Follows a pointer to a field of an input; elements of an array have no segment: `/lines/sku` is that of each line.
 */
export function lookUpField(schema: Schema, at: Pointer, schemas: Dict<Schema>): LookUp {
  let path: readonly string[] = []
  for (const name of segmentsOf(at)) path = [...intoElements(schema, path, schemas), name]
  return lookUp(schema, path, schemas)
}

function intoElements(schema: Schema, path: readonly string[], schemas: Dict<Schema>): readonly string[] {
  const found = lookUp(schema, path, schemas)
  const types = found.found === 'declared' ? typesIn(found.schemas, schemas) : undefined
  return types?.includes('array') === true && !types.includes('object') ? [...path, '0'] : path
}
