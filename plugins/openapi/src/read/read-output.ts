import { canonicalJson, dict, essence, type Json, type MediaKind, mediaKind } from '@jackfield/core'
import { child, fieldsOf, type Located, own, warnOfLost } from '../refs/index.ts'
import { copyJson } from '../schema/index.ts'
import { chooseMedia, chosenOf, concrete, kindOf } from './choose-media.ts'
import { isFile, propertiesOf, shapeOf } from './file-schema.ts'
import { fileSchema } from './form-schema.ts'
import type { OutputRead } from './output.ts'
import { rootNamed } from './read-body.ts'
import type { Reading } from './reading.ts'

/**
 * What a success answers: what the lowest one with a body does, or another one that has its body as the same kind;
 * `default` where there is no success at all; anything where there is none.
 */
export function readOutput(operation: Located, produces: readonly string[], reading: Reading): OutputRead {
  const responses = successesOf(operation, reading)
  const [output, ...others] = withBodiesOfTheirOwn(responses).flatMap(
    (response) =>
      (reading.dialect === '2.0' ? ofSwagger(response, produces, reading) : ofContent(response, reading)) ?? [],
  )
  if (output === undefined) return { schema: true, written: responses[0] ?? null, ...answerAs(produces) }
  const either = eitherOf(output, others)
  return hasBodiless(operation) ? orNothing(either) : either
}

/** Of those whose bodies are described in the same words, the first: reading takes time. */
function withBodiesOfTheirOwn(responses: readonly Located[]): readonly Located[] {
  if (responses.length < 2) return responses
  const seen = new Set<string>()
  return responses.filter((response, index) => {
    const described = child(response, 'schema') ?? chooseMedia(child(response, 'content'))?.content
    const words = canonicalJson(copyJson(described?.value ?? null) ?? index)
    return !seen.has(words) && seen.add(words)
  })
}

/** A value of any of them, where they are read alike. */
function eitherOf(output: OutputRead, others: readonly OutputRead[]): OutputRead {
  const kind = ({ answer }: OutputRead): MediaKind => mediaKind(answer?.mediaType ?? 'application/json')
  const alike = others.filter((other) => kind(other) === kind(output))
  const schemas = [output, ...alike].map(({ schema }) => schema)
  const different = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()]
  return different.length === 1 ? output : { ...output, schema: dict<Json>([['anyOf', different as Json[]]]) }
}

/** Answers of these statuses have no body, whatever a document says (RFC 9110, 15.3.5 and 15.3.6). */
const bodiless = new Set(['204', '205'])

/** Whether an answer of a success may come without a body, where others have one. */
function hasBodiless(operation: Located): boolean {
  return fieldsOf(child(operation, 'responses')).some(([status]) => bodiless.has(status))
}

/** A file that may not come; of any other answer, schemas say themselves what may be there. */
function orNothing(output: OutputRead): OutputRead {
  const { schema } = output
  return typeof schema === 'object' && schema.format === 'binary'
    ? { ...output, schema: dict<Json>([...Object.entries(schema), ['type', ['string', 'null']]]) }
    : output
}

function successesOf(operation: Located, reading: Reading): readonly Located[] {
  const all = fieldsOf(child(operation, 'responses'))
  const byStatus = all.filter(([status]) => /^2\d\d$/.test(status)).sort(([a], [b]) => (a < b ? -1 : 1))
  const successes = [...byStatus, ...all.filter(([status]) => /^2xx$/i.test(status))]
  const chosen =
    successes.length > 0
      ? successes.filter(([status]) => !bodiless.has(status))
      : all.filter(([status]) => status === 'default')
  return chosen.flatMap(([, response]) => {
    const followed = reading.references.follow(response)
    if (followed.kind === 'found') return [followed]
    warnOfLost(reading, 'A response', { lost: followed, place: response.place })
    return []
  })
}

function ofContent(response: Located, reading: Reading): OutputRead | undefined {
  const media = chooseMedia(child(response, 'content'))
  if (media === undefined) return undefined
  return outputOf({ mediaType: media.name, schema: child(media.content, 'schema'), response }, reading)
}

function ofSwagger(response: Located, produces: readonly string[], reading: Reading): OutputRead | undefined {
  const schema = child(response, 'schema')
  if (schema === undefined) return undefined
  const isBytes = isFile(schema, reading)
  const mediaType = isBytes
    ? (chosenOf(produces.filter((each) => kindOf(each) === 'binary')) ?? '*/*')
    : (chosenOf(produces) ?? json)
  return outputOf({ mediaType, schema, response }, reading)
}

/** Where a document does not say. */
const json = 'application/json'

function answerAs(produces: readonly string[]): Pick<OutputRead, 'answer'> {
  const chosen = chosenOf(produces) ?? json
  const kind = kindOf(chosen)
  return kind === 'text' ? { answer: { mediaType: concrete(chosen, kind) } } : {}
}

interface Answered {
  readonly mediaType: string
  readonly schema: Located | undefined
  readonly response: Located
}

function outputOf({ mediaType, schema, response }: Answered, reading: Reading): OutputRead {
  const isBytes = schema !== undefined && isFile(schema, reading)
  const kind: MediaKind = isBytes ? 'binary' : structuredKind(mediaType, schema, reading)
  if (kind === 'binary') return { schema: fileSchema(), answer: { mediaType: rangeOf(mediaType) }, written: response }
  const read = schema === undefined ? true : reading.schemas.read(schema, 'response').schema
  if (kind === 'json' || kind === 'form' || kind === 'multipart')
    return {
      schema: read,
      written: response,
      ...(isPlain(mediaType)
        ? {}
        : mediaKind(mediaType) === 'json'
          ? { answer: { mediaType: concrete(mediaType, 'json') } }
          : { accept: acceptOf(mediaType) }),
    }
  if (kind === 'text')
    return { schema: textual(read), answer: { mediaType: concrete(mediaType, kind) }, written: response }
  const rooted = schema === undefined ? read : rootNamed(read, schema, reading)
  return { schema: rooted, answer: { mediaType: concrete(mediaType, kind) }, written: response }
}

/**
 * These are files, and no other spelling of JSON; Swagger's `produces` says those of applications of more than it
 * means.
 */
const files = /^(?:application\/(?:octet-stream|pdf|zip|gzip)|(?:audio|font|image|video)\/)/i

/** What has properties or elements is neither a file nor plain text, whatever a misspelt media type makes of it. */
function structuredKind(mediaType: string, schema: Located | undefined, reading: Reading): MediaKind {
  const kind = kindOf(mediaType)
  const isText = essence(mediaType) === 'text/plain'
  const isOfFiles = files.test(mediaType.trim())
  if ((kind !== 'binary' && !isText) || schema === undefined) return kind
  if (isOfFiles && (reading.dialect !== '2.0' || !/^application\//i.test(mediaType.trim()))) return kind
  const { types } = shapeOf(schema, reading)
  if ((isText || isOfFiles) && types.includes('object') && propertiesOf(schema, reading).size === 0) return kind
  return types.length > 0 && !types.includes('string') ? 'json' : kind
}

const isPlain = (mediaType: string): boolean => mediaType.includes('*') || /^application\/json$/i.test(mediaType)

/**
 * JSON, and what the document calls it: a service may refuse to answer what it does not say it has (RFC 9110, 12.5.1).
 */
function acceptOf(mediaType: string): string {
  return `application/json, ${rangeOf(essence(mediaType))};q=0.9`
}

/** Ranges may be asked for as they are. */
function rangeOf(mediaType: string): string {
  return /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+( *;[ -~]*)?$/.test(mediaType) ? mediaType : '*/*'
}

/** Text is text, whatever its schema makes of it. */
function textual(schema: OutputRead['schema']): OutputRead['schema'] {
  const type = own(schema as Json, 'type')
  return type === 'string' ? schema : dict<Json>([['type', 'string']])
}
