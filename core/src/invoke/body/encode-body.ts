import { inputInvalid, isJackfieldError } from '../../errors/index.ts'
import { multipartBody, newBoundary, type RequestBody } from '../../http/index.ts'
import { type Body, type Json, mediaKind, type Schema } from '../../model/index.ts'
import { isFileSchema, schemaOfTemplate } from '../../validate/index.ts'
import type { BoundCall } from '../bound-call.ts'
import { parameterText } from '../encode.ts'
import { nameOf } from '../name-of.ts'
import { writeXml } from '../xml/write-xml.ts'
import { formBody } from './form-body.ts'
import { multipartParts, planMultipart } from './multipart-parts.ts'

/** A body that is ready, or that looks at its files first: each time that it is sent. */
export type EncodedBody = RequestBody | (() => Promise<RequestBody>)

export interface WrittenBody {
  readonly mediaType: string
  readonly body: EncodedBody
}

type WriteBody = (value: Json, call: BoundCall) => WrittenBody

const writers = new WeakMap<Body, WriteBody>()

/** A value as its media type writes it. Throws `input-invalid`; what a late body throws is `input-invalid` too. */
export function encodeBody(value: Json, body: Body, call: BoundCall): WrittenBody {
  let write = writers.get(body)
  if (write === undefined) {
    write = chooseWriter(body, call)
    writers.set(body, write)
  }
  return write(value, call)
}

/** What is the same for all calls of an operation. */
function chooseWriter(body: Body, { connector: { schemas }, operation: { input } }: BoundCall): WriteBody {
  const { mediaType, encoding } = body
  const kind = mediaKind(mediaType)
  const as = (content: EncodedBody): WrittenBody => ({ mediaType, body: content })
  if (kind === 'form') return (value) => as(formBody(value, encoding))
  const schema: Schema = body.schema ?? schemaOfTemplate(body.value, { input, schemas })
  if (kind === 'multipart') {
    const plan = planMultipart(body, schema, schemas)
    return (value, call) => {
      const boundary = newBoundary()
      const late = async () => multipartBody(await multipartParts(value, plan, call.files), boundary)
      return { mediaType: `${mediaType}; boundary=${boundary}`, body: () => inInput(call, late) }
    }
  }
  if (kind === 'binary' || isFileSchema(schema, schemas))
    return (value, call) => as(() => inInput(call, () => fileBody(value, call)))
  if (kind === 'json') return (value) => as(JSON.stringify(value))
  if (kind === 'text') return (value) => as(parameterText(value))
  const rooted = xmlRoot(schema, body, input)
  return (value, call) => as(namedXml(value, rooted, call))
}

/** The inputs as they are go into an element of the input's own name. */
function xmlRoot(schema: Schema, body: Body, input: BoundCall['operation']['input']): Schema {
  const named = body.schema === undefined && typeof schema === 'object' && input.xml !== undefined
  return named ? { ...schema, xml: input.xml as Json } : schema
}

async function fileBody(value: Json, call: BoundCall): Promise<RequestBody> {
  if (typeof value !== 'string') throw inputInvalid('its body is no file', { hint: 'Give a file.' })
  const { size, open } = await call.files.content(value)
  return { length: size, open }
}

function namedXml(value: Json, schema: Schema, call: BoundCall): string {
  try {
    return writeXml(value, schema, call.connector.schemas)
  } catch (cause) {
    throw faultOfInput(call, cause)
  }
}

/** A file that there is not is a fault of the input; nothing has been sent. */
async function inInput(call: BoundCall, work: () => Promise<RequestBody>): Promise<RequestBody> {
  try {
    return await work()
  } catch (cause) {
    throw faultOfInput(call, cause)
  }
}

function faultOfInput(call: BoundCall, cause: unknown): unknown {
  if (!isJackfieldError(cause) || (cause.code !== 'file-unknown' && cause.code !== 'input-invalid')) return cause
  const hint = cause.hint === undefined ? {} : { hint: cause.hint }
  return inputInvalid(`${nameOf(call)} was not called: ${cause.message}`, { cause, ...hint })
}
