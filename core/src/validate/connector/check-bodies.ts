import { type Body, type Connector, mediaKind, nearestName, pointer, type Schema } from '../../model/index.ts'
import { propertiesOf } from '../schema/properties-of.ts'
import type { Mistake } from '../structure/mistake.ts'
import { isFileList, isFileSchema, schemaOfTemplate } from '../template/schema-of-template.ts'
import { availableIn, capitalised, type PlacedOperation, suggestion } from './check.ts'
import { callsOf, type PlacedCall } from './check-paths.ts'

/** Bodies that their media types can hold; files where files can go. */
export function* checkBodies(connector: Connector): Iterable<Mistake> {
  for (const placed of availableIn(connector))
    for (const call of callsOf(placed)) {
      yield* checkParameterFiles(call, placed, connector)
      if (call.http.body !== undefined) yield* checkBody(call.http.body, call, { placed, connector })
    }
}

interface Inside {
  readonly placed: PlacedOperation
  readonly connector: Connector
}

function* checkBody(body: Body, { at }: PlacedCall, { placed, connector }: Inside): Iterable<Mistake> {
  const { operation, name } = placed
  const { schemas } = connector
  const kind = mediaKind(body.mediaType)
  const schema = schemaOfTemplate(body.value, { input: operation.input, schemas })
  const pieces = kind === 'form' || kind === 'multipart'
  const shapeless = body.value.kind === 'text' || body.value.kind === 'array'
  const scalar = body.value.kind === 'literal' && typeof body.value.value !== 'object'
  if (pieces && (shapeless || scalar))
    yield {
      code: 'body-shape',
      message: `The body of ${name} is ${body.mediaType}, which is made of properties, and it has none.`,
      pointer: `${at}/body/value`,
      hint: 'write "body" as a mapping, or leave it out.',
    }
  if (kind === 'xml' && !hasRoot(body, schema, operation.input))
    yield {
      code: 'xml-root-missing',
      message: `The XML body of ${name} has no root element.`,
      pointer: `${at}/body/value`,
      hint: 'name it with xml: { name: order } in the input, or write "body" with one key.',
    }
  if (kind !== 'multipart' && !isFileSchema(schema, schemas))
    yield* checkFiles(schema, { at: `${at}/body/value`, placed, schemas })
  yield* checkEncoded(body, schema, { at, name, pieces, schemas })
}

/** As the sender finds it: the input's own name, or the one property. */
function hasRoot({ value }: Body, schema: Schema, input: PlacedOperation['operation']['input']): boolean {
  if (input.xml !== undefined || value.kind === 'value') return true
  if (value.kind === 'literal' && typeof value.value === 'object' && value.value !== null)
    return Object.keys(value.value).length === 1
  return value.kind === 'object' && Object.keys(value.properties).length === 1 && schema !== true
}

function* checkFiles(
  schema: Schema,
  {
    at,
    placed,
    schemas,
  }: { readonly at: string; readonly placed: PlacedOperation; readonly schemas: Connector['schemas'] },
): Iterable<Mistake> {
  for (const [property, inner] of propertiesOf(schema, schemas))
    if (isFileSchema(inner, schemas) || isFileList(inner, schemas))
      yield misplaced(`the property "${property}" of the body of ${placed.name}`, at + pointer('properties', property))
}

function* checkParameterFiles(
  { http, at }: PlacedCall,
  { operation, name }: PlacedOperation,
  { schemas }: Connector,
): Iterable<Mistake> {
  for (const [index, parameter] of http.parameters.entries()) {
    const schema = schemaOfTemplate(parameter.value, { input: operation.input, schemas })
    if (isFileSchema(schema, schemas) || isFileList(schema, schemas))
      yield misplaced(`the parameter "${parameter.name}" of ${name}`, at + pointer('parameters', index))
  }
}

function misplaced(what: string, at: string): Mistake {
  return {
    code: 'file-misplaced',
    message: `${capitalised(what)} is a file, which can't be sent there.`,
    pointer: at,
    hint: 'say contentType: multipart/form-data, or make the file the whole body.',
  }
}

function* checkEncoded(
  { encoding = {}, mediaType }: Body,
  schema: Schema,
  {
    at,
    name,
    pieces,
    schemas,
  }: { readonly at: string; readonly name: string; readonly pieces: boolean; readonly schemas: Connector['schemas'] },
): Iterable<Mistake> {
  const known = [...propertiesOf(schema, schemas).keys()]
  for (const [property, said] of Object.entries(encoding)) {
    const place = { pointer: `${at}${pointer('body', 'encoding', property)}` }
    if (!pieces) {
      const message = `${capitalised(name)} says how "${property}" is encoded, but its body is ${mediaType}, which is one piece.`
      yield { code: 'encoding-refused', message, ...place, hint: 'leave out "encoding", or send a form.' }
    } else if (known.length > 0 && !known.includes(property)) {
      const message = `${capitalised(name)} says how "${property}" is encoded, which its body has not.`
      yield {
        code: 'encoding-refused',
        message,
        ...place,
        hint: suggestion(nearestName(property, known), known, 'remove it.'),
      }
    } else if (
      mediaKind(mediaType) === 'multipart' &&
      (said.style ?? said.explode ?? said.allowReserved) !== undefined
    ) {
      const message = `${capitalised(name)} gives "${property}" a style, but the parts of multipart/form-data have none.`
      yield { code: 'encoding-refused', message, ...place, hint: 'say its contentType only.' }
    }
  }
}
