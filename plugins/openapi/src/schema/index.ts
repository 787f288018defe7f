export { copyJson } from './copy-json.ts'
export { createSchemas, type ReadSchema, type Schemas } from './create-schemas.ts'
export type { Direction, SchemaNode } from './graph.ts'
export { readType } from './types.ts'
