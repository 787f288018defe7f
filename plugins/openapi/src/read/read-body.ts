import { dict, isJsonObject, type Json, mediaKind, type Schema } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { child, type Located, own, pointerOf, textIn, warnOfLost } from '../refs/index.ts'
import type { BodyRead } from './body.ts'
import { chooseMedia, chosenOf, concrete, kindOf } from './choose-media.ts'
import { isFile, shapeOf } from './file-schema.ts'
import { fileSchema, multipartSchema } from './form-schema.ts'
import { readEncoding } from './read-encoding.ts'
import type { Reading } from './reading.ts'

/** A Request Body Object (OpenAPI 3), or the feature that it lacks. */
export function readRequestBody(operation: Located, reading: Reading): BodyRead | Feature | null {
  const written = child(operation, 'requestBody')
  if (written === undefined) return null
  const followed = reading.references.follow(written)
  if (followed.kind === 'lost') {
    warnOfLost(reading, 'A request body', { lost: followed, place: written.place })
    return followed.why === 'network' ? 'ref.network' : 'ref.missing'
  }
  const media = chooseMedia(child(followed, 'content'))
  const required = own(followed.value, 'required') === true
  if (media === undefined) return null
  const schema = child(media.content, 'schema')
  const encoding = child(media.content, 'encoding')
  const body = readContent({ mediaType: media.name, schema, encoding }, reading)
  return { ...withDescription(body, textIn(followed.value, 'description')), required, written: followed }
}

interface Content {
  readonly mediaType: string
  readonly schema: Located | undefined
  readonly encoding?: Located | undefined
}

/**
 * Swagger 2.0: the parameter `in: body`, of one of the media types that are consumed: forms have parameters of their
 * own.
 */
export function readBodyParameter(parameter: Located, consumes: readonly string[], reading: Reading): BodyRead {
  const bodies = consumes.filter((each) => !/^(form|multipart)$/.test(kindOf(each)))
  const mediaType = chosenOf(bodies) ?? chosenOf(consumes) ?? 'application/json'
  const body = readContent({ mediaType, schema: child(parameter, 'schema') }, reading)
  const required = own(parameter.value, 'required') === true
  return { ...withDescription(body, textIn(parameter.value, 'description')), required, written: parameter }
}

function withDescription(body: Omit<BodyRead, 'required' | 'written'>, description: string | undefined) {
  if (description === undefined) return body
  const schema = typeof body.schema === 'boolean' ? dict<Json>() : body.schema
  return { ...body, schema: dict<Json>([...Object.entries(schema), ['description', description]]) }
}

function readContent(
  { mediaType, schema, encoding }: Content,
  reading: Reading,
): Omit<BodyRead, 'required' | 'written'> {
  const said = kindOf(mediaType)
  const isBytes = schema !== undefined && isFile(schema, reading)
  const kind = isBytes && mediaType.includes('*') ? 'binary' : said
  const type = concrete(mediaType, kind)
  if (kind === 'binary' || (isBytes && kind !== 'multipart'))
    return { schema: fileSchema(), node: null, body: { mediaType: type } }
  if (schema === undefined) return { schema: dict(), node: null, body: { mediaType: type } }
  const { types } = shapeOf(schema, reading)
  const isForm = kind === 'form' || kind === 'multipart'
  if (isForm && types.length > 0 && !types.includes('object'))
    return { schema: undescribedForm(schema, isBytes, reading), node: null, body: { mediaType: type } }
  const read = reading.schemas.read(schema, 'request')
  const body = { mediaType: type, ...readEncoding(encoding, { mediaType: type, schema }, reading) }
  if (kind === 'multipart') return { schema: multipartSchema(schema, read, reading), node: read.node, body }
  if (kind === 'xml')
    return { schema: rootNamed(read.schema, schema, reading), node: read.node, body: { mediaType: type } }
  const asked =
    kind === 'text' && mediaKind(type) === 'text' && read.schema === true
      ? dict<Json>([['type', 'string']])
      : read.schema
  return { schema: asked, node: read.node, body: kind === 'json' || kind === 'text' ? { mediaType: type } : body }
}

/** A form that is described as one value: whoever calls names its fields, which are files where that value is one. */
function undescribedForm(written: Located, isBytes: boolean, { warn }: Reading): Schema {
  warn(
    'form-undescribed',
    'A form is described as one value; its fields are whatever a call gives.',
    written.place,
    'describe it as an object with a property for each field.',
  )
  return dict<Json>([
    ['type', 'object'],
    ['additionalProperties', isBytes ? fileSchema() : true],
  ])
}

/** The root element of a body is named as its component, where nothing else names it (OpenAPI 3.1, XML Object). */
export function rootNamed(schema: Schema, written: Located, reading: Reading): Schema {
  const followed = reading.references.follow(written)
  if (followed.kind === 'lost' || typeof schema === 'boolean' || !followed.referred) return schema
  if (textIn(own(followed.value, 'xml'), 'name') !== undefined) return schema
  const component = /^\/(?:components\/schemas|definitions)\/([^/]+)$/.exec(pointerOf(followed.place))?.[1]
  if (component === undefined || !isJsonObject(schema)) return schema
  const xml = isJsonObject(schema.xml) ? schema.xml : {}
  return dict<Json>([...Object.entries(schema), ['xml', dict<Json>([...Object.entries(xml), ['name', component]])]])
}
