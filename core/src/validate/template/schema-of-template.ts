import {
  type Dict,
  dict,
  isJsonObject,
  type Json,
  type JsonObject,
  type Schema,
  type Template,
} from '../../model/index.ts'
import { partsOf } from '../schema/parts.ts'
import { propertiesOf } from '../schema/properties-of.ts'

export interface InputSchema {
  readonly input: JsonObject
  readonly schemas: Dict<Schema>
}

/** What the values of a template look like, as far as the input says whose values they are. */
export function schemaOfTemplate(template: Template, given: InputSchema): Schema {
  if (template.kind === 'value') return template.from.root === 'input' ? schemaAt(template.from.path, given) : true
  if (template.kind === 'text') return dict<Json>([['type', 'string']])
  if (template.kind === 'array')
    return dict<Json>([
      ['type', 'array'],
      ['items', schemaOfTemplate(template.items[0] ?? { kind: 'literal', value: null }, given)],
    ])
  if (template.kind === 'literal') return true
  const properties = Object.entries(template.properties).map(([name, inner]): [string, Json] => [
    name,
    schemaOfTemplate(inner, given),
  ])
  return dict<Json>([
    ['type', 'object'],
    ['properties', dict(properties)],
  ])
}

function schemaAt(path: readonly string[], { input, schemas }: InputSchema): Schema {
  return path.reduce<Schema>((schema, name) => propertiesOf(schema, schemas).get(name) ?? true, input)
}

/** Whether a schema's values are files (OpenAPI 3.1, 4.8.14.4): `format: binary`. */
export function isFileSchema(schema: Json | undefined, schemas: Dict<Schema>): boolean {
  return partsOf(schema, schemas).some(({ format }) => format === 'binary')
}

/** Whether values of a schema are lists of files. */
export function isFileList(schema: Json | undefined, schemas: Dict<Schema>): boolean {
  return partsOf(schema, schemas).some(({ items }) => isJsonObject(items) && isFileSchema(items, schemas))
}
