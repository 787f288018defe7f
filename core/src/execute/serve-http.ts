import { isUtf8 } from 'node:buffer'
import { argumentInvalid } from '../errors/index.ts'
import type { Http, HttpAnswer, HttpOptions } from '../invoke/index.ts'
import { dict, isJsonObject, type Json, type JsonObject } from '../model/index.ts'

const verbs: readonly (keyof Http)[] = ['get', 'head', 'post', 'put', 'patch', 'delete']

/** Sends what a guest wants sent: verb, path, options as JSON. Throws `argument-invalid` and what the client throws. */
export async function serveHttp(http: Http, [verb, path, options]: readonly Json[]): Promise<JsonObject> {
  const known = verbs.find((one) => one === verb)
  if (known === undefined || typeof path !== 'string') throw argumentInvalid('A request has a verb and a path.')
  const read = readOptions(options)
  const answer = await http[known](path, read)
  return { ...writtenAnswer(answer), ...(read.download === true && answer.status !== 204 && { file: answer.file() }) }
}

const readers: Readonly<Record<string, (value: Json) => Partial<HttpOptions>>> = {
  query: (value) => ({ query: recordOf('query', value, isQueryValue) as NonNullable<HttpOptions['query']> }),
  headers: (value) => ({ headers: recordOf('headers', value, isText) as NonNullable<HttpOptions['headers']> }),
  json: (value) => ({ json: value }),
  body: (value) => ({ body: isText(value) ? value : refuse('body') }),
  bytes: (value) => ({ body: isText(value) ? Buffer.from(value, 'base64') : refuse('body') }),
  form: (value) => ({ form: recordOf('form', value, isQueryValue) as NonNullable<HttpOptions['form']> }),
  multipart: (value) => ({ multipart: Array.isArray(value) && value.every(isPart) ? value : refuse('multipart') }),
  file: (value) => ({ file: isText(value) ? value : refuse('file') }),
  download: (value) => ({ download: typeof value === 'boolean' ? value : refuse('download') }),
  timeout: (value) => ({ timeout: typeof value === 'number' && value > 0 ? value : refuse('timeout') }),
}

function readOptions(options: Json | undefined): HttpOptions {
  if (options == null) return {}
  if (!isJsonObject(options)) return refuse('options')
  const parts = Object.entries(options).map(([name, value]) =>
    Object.hasOwn(readers, name) ? readers[name]?.(value) : refuse(name.slice(0, 40)),
  )
  return Object.assign({}, ...parts)
}

function recordOf(name: string, value: Json, is: (value: Json) => boolean): Readonly<Record<string, Json>> {
  if (!isJsonObject(value)) return refuse(name)
  const wrong = Object.entries(value).find(([, each]) => !is(each))
  return wrong === undefined ? dict(Object.entries(value)) : refuse(`${name}.${wrong[0].slice(0, 40)}`)
}

const isText = (value: Json): value is string => typeof value === 'string'

const isScalar = (value: Json): boolean => value !== null && typeof value !== 'object'

const isQueryValue = (value: Json): boolean => isScalar(value) || (Array.isArray(value) && value.every(isScalar))

/** A part has a name, and one of a value, JSON and a file. */
function isPart(part: Json): boolean {
  if (!isJsonObject(part) || !isText(part.name ?? null)) return false
  const { fileName = '', mediaType = '', file = '', value = '' } = part
  const kinds = ['value', 'json', 'file'].filter((kind) => Object.hasOwn(part, kind))
  return kinds.length === 1 && [fileName, mediaType, file].every(isText) && isScalar(value)
}

function refuse(name: string): never {
  throw argumentInvalid(`A request was not sent: its "${name}" can't be used.`, {
    hint: 'Give query, headers, one of json, body, form, multipart and file, download, and timeout.',
  })
}

/** Text where it is text, else Base64. */
function writtenAnswer(answer: HttpAnswer): JsonObject {
  const { status, headers } = answer
  const bytes = answer.bytes()
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { status, headers, ...(isUtf8(body) ? { text: body.toString('utf8') } : { base64: body.toString('base64') }) }
}
