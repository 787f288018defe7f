import type { Shape } from '../diff/index.ts'
import type { FieldPath } from '../model/index.ts'
import type { OwnedSchema } from './compared.ts'
import { lookedUp } from './looked-up.ts'

/** What a schema says of the values at a path, one for each alternative on the way; none where it is not known. */
export function shapesAt(schema: OwnedSchema | null, path: FieldPath): readonly Shape[] {
  if (schema === null) return []
  return lookedUp(path, schema).nodes.map((node) => schema.shapes.shape(node))
}
