import type { SchemaNode, Shape, Shapes } from './shape.ts'
import { isAnything } from './shape.ts'
import { typesText } from './value-types.ts'

/** A schema in few words: `string`, `array of object`, `integer or null`. */
export function schemaText(node: SchemaNode, shapes: Shapes, depth = 0): string {
  return shapeText(shapes.shape(node), shapes, depth)
}

export function shapeText(shape: Shape, shapes: Shapes, depth = 0): string {
  if (isAnything(shape)) return 'anything'
  const types = typesText(shape.types)
  const listed = shape.kind === 'plain' && shape.values !== null ? `one of ${shape.values.size} values` : types
  const ofArray = shape.kind === 'plain' && types === 'array' && shape.items.key !== '' && depth < 3
  const text = ofArray ? `array of ${schemaText(shape.items, shapes, depth + 1)}` : listed
  if (!shape.nullable) return text
  return shape.types.size === 0 ? 'null' : `${text} or null`
}
