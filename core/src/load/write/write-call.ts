import {
  type Body,
  canonicalJson,
  dict,
  type HttpCall,
  isJsonObject,
  type Json,
  type JsonObject,
  type Parameter,
  type PolicyUse,
  type Result,
  type Succeeds,
  type Template,
} from '../../model/index.ts'
import { writeDuration } from './write-duration.ts'
import { writeTemplate } from './write-template.ts'
import { written } from './written.ts'

const usualTimeout = 30_000
const usualAttempts = 3
const usualType = 'application/json'

/** Answers what a manifest with these words reads as; undefined where it is none. */
export type ReadBack = (words: JsonObject) => HttpCall | undefined

/**
 * A call in the words of a manifest: the shortest of those that read as this very call, which is told by reading them.
 * The last one spells out every parameter and the body.
 */
export function writeCall(http: HttpCall, readBack: ReadBack): JsonObject {
  const short = shortParameters(http)
  const usual = withoutUsual(short ?? {}, http)
  const long = written({ parameters: http.parameters.map(writeParameter) })
  const body = written({ body: http.body && writeTemplate(http.body.value) })
  const rest = restOf(http)
  const asked = canonicalJson(http)
  const candidates = [
    ...(short === undefined ? [] : [usual, { ...usual, ...body }, short, { ...short, ...body }]),
    ...(http.body === undefined ? [] : [{ ...long, ...body }]),
  ].map((words) => ordered(http, words, rest))
  const fitting = candidates.find((words) => canonicalJson(readBack(words)) === asked)
  return fitting ?? ordered(http, { ...long, ...body }, rest)
}

function ordered({ method, path }: HttpCall, parameters: JsonObject, rest: JsonObject): JsonObject {
  const isShort = /^\/[^ ?#]*$/.test(path)
  return written({ http: isShort ? `${method} ${path}` : { method, path }, ...parameters, ...rest })
}

function restOf({
  body,
  answer,
  responses,
  consumes,
  succeeds,
  result,
  policies,
  timeout,
  attempts,
}: HttpCall): JsonObject {
  return written({
    contentType: body === undefined || body.mediaType === usualType ? undefined : body.mediaType,
    encoding: body?.encoding && writeEncoding(body.encoding),
    accept: answer?.mediaType,
    responses: responses as unknown as JsonObject | undefined,
    consumes,
    succeeds: succeeds && writeSucceeds(succeeds),
    result: result && writeResult(result),
    policies: policies?.map(writePolicy),
    timeout: timeout === usualTimeout ? undefined : writeDuration(timeout),
    attempts: attempts === usualAttempts ? undefined : attempts,
  })
}

/** `in`, `query` and `headers`; undefined where these can't say it. */
function shortParameters({ parameters }: HttpCall): JsonObject | undefined {
  const placed = dict<Json>()
  const query = dict<Json>()
  const headers = dict<Json>()
  for (const parameter of parameters) {
    const input = inputOf(parameter.value)
    const isStyled = Object.keys(styleOf(parameter)).length > 0
    if (input !== undefined) {
      const short = placement(parameter, input)
      if (short !== undefined) placed[input] = short
    } else if (isStyled || parameter.in === 'path' || parameter.in === 'cookie') return undefined
    else (parameter.in === 'query' ? query : headers)[parameter.name] = writeTemplate(parameter.value)
  }
  const some = (words: JsonObject): JsonObject | undefined => (Object.keys(words).length === 0 ? undefined : words)
  return written({ in: some(placed), query: some(query), headers: some(headers) })
}

/** Without what goes to the query anyway. */
function withoutUsual({ in: placed, ...rest }: JsonObject, { method }: HttpCall): JsonObject {
  if (!isJsonObject(placed)) return rest
  const isQuery = ['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(method)
  const entries = Object.entries(placed).filter(([, place]) => !isQuery || place !== 'query')
  return written({ in: entries.length === 0 ? undefined : dict(entries), ...rest })
}

/** Where an input goes; undefined for a place of its name in the path. */
function placement(parameter: Parameter, input: string): Json | undefined {
  const more = written({ name: parameter.name === input ? undefined : parameter.name, ...styleOf(parameter) })
  if (Object.keys(more).length > 0) return { in: parameter.in, ...more }
  return parameter.in === 'path' ? undefined : parameter.in
}

function writeParameter(parameter: Parameter): JsonObject {
  const { name, in: place, value } = parameter
  const isOwn = inputOf(value) === name
  return written({ name, in: place, value: isOwn ? undefined : writeTemplate(value), ...styleOf(parameter) })
}

function styleOf({ style, explode, allowReserved, mediaType }: Parameter): JsonObject {
  return written({ style, explode, allowReserved, contentType: mediaType })
}

/** The name of the whole input that a template is. */
function inputOf(value: Template): string | undefined {
  if (value.kind !== 'value' || value.from.root !== 'input') return undefined
  return value.from.path.length === 1 ? value.from.path[0] : undefined
}

function writeEncoding(encoding: NonNullable<Body['encoding']>): JsonObject {
  return dict(
    Object.entries(encoding).map(([name, { mediaType, style, explode, allowReserved }]) => [
      name,
      written({ contentType: mediaType, style, explode, allowReserved }),
    ]),
  )
}

function writeSucceeds({ at, equals, message }: Succeeds): JsonObject {
  return written({ at, equals, message })
}

function writeResult({ at, where, missing }: Result): JsonObject {
  return written({ at, where: where && writeWhere(where), missing: missing === 'fail' ? undefined : missing })
}

/** Templates by pointer. */
export function writeWhere(where: NonNullable<Result['where']>): JsonObject {
  return dict(Object.entries(where).map(([at, value]) => [at, writeTemplate(value)]))
}

function writePolicy({ use, with: words }: PolicyUse): JsonObject {
  return written({ use, with: Object.keys(words).length === 0 ? undefined : words })
}
