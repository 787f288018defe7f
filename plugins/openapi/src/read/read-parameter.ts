import { dict, isJsonObject, isToken, type Json, type JsonObject, type Schema } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { child, type Located, membersOf, own, textIn } from '../refs/index.ts'
import { copyJson, type ReadSchema } from '../schema/index.ts'
import { isFile, isFileList, shapeOf } from './file-schema.ts'
import type { ParameterPlace, ParameterRead } from './parameter-read.ts'
import { readFormat } from './read-format.ts'
import { readStyle } from './read-style.ts'
import type { Reading } from './reading.ts'

const places: Readonly<Record<string, ParameterPlace>> = {
  path: 'path',
  query: 'query',
  header: 'header',
  cookie: 'cookie',
  formdata: 'formData',
  form: 'formData',
}

/**
 * A Parameter Object. Undefined where the standard says that it is ignored (OpenAPI 3.1, Parameter Object: the headers
 * Accept, Content-Type and Authorization); the feature that it lacks where it can't be sent. Authorization is not
 * ignored where the operation is open to everybody as far as `security` goes: nothing else could say who calls.
 */
export function readParameter(
  written: Located<JsonObject>,
  { isOpen }: { readonly isOpen: boolean },
  reading: Reading,
): ParameterRead | Feature | undefined {
  const { value } = written
  const name = textIn(value, 'name')
  const place = places[(textIn(value, 'in') ?? '').toLowerCase()]
  if (name === undefined || place === undefined || (place === 'header' && !isToken(name))) {
    reading.warn(
      'parameter-invalid',
      'A parameter does not say what it is called or where it goes.',
      written.place,
      'correct "name" and "in".',
    )
    return own(value, 'required') === true ? 'parameter.invalid' : undefined
  }
  const isMedia = place === 'header' && /^(accept|content-type)$/i.test(name)
  if (isMedia) return reading.dialect === '2.0' ? fixedHeader(name, written) : undefined
  const signs = place === 'header' && /^authorization$/i.test(name)
  if (signs && reading.dialect !== '2.0' && !isOpen) return undefined
  return readPlaced({ written, name, place }, reading)
}

/**
 * Swagger 2.0 lets documents say these headers: one that has only one value is sent as that, any other is ours to say.
 */
function fixedHeader(name: string, written: Located<JsonObject>): ParameterRead | undefined {
  const listed = own(written.value, 'enum')
  const said =
    own(written.value, 'default') ?? (Array.isArray(listed) && listed.length === 1 ? (listed[0] as Json) : undefined)
  const value = typeof said === 'string' ? said.trim() : ''
  if (value === '') return undefined
  const request = { value: { kind: 'literal', value } as const }
  return { input: null, name, in: 'header', required: false, schema: true, node: null, request, isFile: false, written }
}

interface Placed {
  readonly written: Located<JsonObject>
  readonly name: string
  readonly place: ParameterPlace
}

function readPlaced({ written, name, place }: Placed, reading: Reading): ParameterRead | Feature {
  const { value } = written
  const required = place === 'path' || own(value, 'required') === true
  const [content] = membersOf(child(written, 'content'))
  const schemaAt = content === undefined ? child(written, 'schema') : child(content[1], 'schema')
  const described = schemaAt ?? (reading.dialect === '2.0' || own(value, 'type') !== undefined ? written : undefined)
  const read = described === undefined ? undefined : reading.schemas.read(described, 'request')
  const shape = described === undefined ? { types: [] } : shapeOf(described, reading)
  const request =
    reading.dialect === '2.0'
      ? readFormat(value, { place, shape })
      : readStyle(value, { place, shape, mediaType: content?.[0] })
  if (typeof request === 'string') {
    reading.warn('parameter-format', `The parameter "${name}" has a format that its place can not hold.`, written.place)
    return request
  }
  const files =
    place === 'formData' && described !== undefined && (isFile(described, reading) || isFileList(described, reading))
  return {
    input: name,
    name,
    in: place,
    required,
    schema: inputSchema(value, read, files),
    node: read?.node ?? null,
    request,
    isFile: files,
    written,
  }
}

/** What a person is asked for: the schema with what the parameter says about itself. */
function inputSchema(value: JsonObject, read: ReadSchema | undefined, isFile: boolean): Schema {
  const schema = read === undefined || !isJsonObject(read.schema) ? dict<Json>() : (read.schema as Record<string, Json>)
  if (isFile) markFiles(schema)
  const description = textIn(value, 'description')
  if (description !== undefined) schema.description = description
  if (own(value, 'deprecated') === true) schema.deprecated = true
  const example = own(value, 'example')
  if (example !== undefined && example !== null && schema.examples === undefined)
    schema.examples = [copyJson(example) ?? null]
  return schema
}

function markFiles(schema: Record<string, Json>): void {
  if (schema.type !== 'array') Object.assign(schema, { type: 'string', format: 'binary' })
  else
    schema.items = dict<Json>([
      ['type', 'string'],
      ['format', 'binary'],
    ])
}
