import type { Dict, Json, Problem, Schema } from '../model/index.ts'
import { createSchemaCompiler } from './schema/schema-compiler.ts'

/**
 * Everything that is wrong with a value, `pointer` into it. `schemas`: what `#/schemas/Name` refers to. The schema is
 * compiled anew each time; for what is called often, see {@link createValidators}.
 */
export function validateBySchema(schema: Schema, schemas: Dict<Schema>, value: Json): readonly Problem[] {
  return createSchemaCompiler(schemas)(schema)(value)
}
