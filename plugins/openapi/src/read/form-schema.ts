import { dict, isJsonObject, type Json, type Schema } from '@jackfield/core'
import type { Located } from '../refs/index.ts'
import type { ReadSchema } from '../schema/index.ts'
import { isFile, isFileList, propertiesOf, requiredOf } from './file-schema.ts'
import type { Reading } from './reading.ts'

export function fileSchema(): Record<string, Json> {
  return dict<Json>([
    ['type', 'string'],
    ['format', 'binary'],
  ])
}

/**
 * The object of a form with files, its properties beside each other: only there a file is one. Without files, the
 * schema as it is.
 */
export function multipartSchema(written: Located, { schema, node }: ReadSchema, reading: Reading): Schema {
  const properties = propertiesOf(written, reading)
  const hasFiles = [...properties.values()].some((each) => isFile(each, reading) || isFileList(each, reading))
  if (!hasFiles) return schema
  const read = dict<Schema>()
  for (const [name, property] of properties) read[name] = propertySchema(property, node, reading)
  const required = requiredOf(written, reading)
  const title = isJsonObject(schema) ? schema.title : undefined
  return dict<Json>([
    ['type', 'object'],
    ...(title === undefined ? [] : [['title', title] as const]),
    ['properties', read],
    ...(required.length === 0 ? [] : [['required', required] as const]),
  ])
}

function propertySchema(property: Located, _whole: ReadSchema['node'], reading: Reading): Schema {
  const { schema } = reading.schemas.read(property, 'request')
  const described =
    isJsonObject(schema) && schema.description !== undefined ? [['description', schema.description] as const] : []
  if (isFile(property, reading)) return dict<Json>([...Object.entries(fileSchema()), ...described])
  if (!isFileList(property, reading)) return schema
  const limits = isJsonObject(schema) ? Object.entries(schema).filter(([name]) => /^(min|max)Items$/.test(name)) : []
  return dict<Json>([['type', 'array'], ['items', fileSchema()], ...limits, ...described])
}
