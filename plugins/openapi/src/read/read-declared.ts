import {
  type DeclaredHeader,
  type DeclaredResponse,
  dict,
  type HttpCall,
  isToken,
  mediaKind,
  type Schema,
} from '@jackfield/core'
import { child, fieldsOf, type Located, membersOf, own } from '../refs/index.ts'
import type { Reading } from './reading.ts'

type Declared = Pick<HttpCall, 'responses' | 'consumes'>

interface MediaTypes {
  /** What an answer is read as. */
  readonly answer: string
  readonly produces: readonly string[]
  readonly consumes: readonly string[]
  readonly hasBody: boolean
}

/** What a document says of an operation's answers and bodies besides what becomes of them here. */
export function readDeclared(operation: Located, types: MediaTypes, reading: Reading): Declared {
  const written = fieldsOf(child(operation, 'responses'))
  const someHaveBody = written.some(([status, response]) => /^2/.test(status) && hasBody(response, reading) === true)
  const responses = written.flatMap(([said, response]) => {
    const status = statusOf(said)
    return status === undefined
      ? []
      : [[status, readResponse(status, response, { types, someHaveBody, reading })] as const]
  })
  const consumes = types.hasBody ? bodyTypes(operation, types, reading) : []
  return {
    ...(responses.length > 0 && { responses: dict(responses) }),
    ...(consumes.length > 1 && { consumes }),
  }
}

function statusOf(written: string): string | undefined {
  if (/^[1-5](?:\d\d|xx)$/i.test(written)) return written.toUpperCase()
  return written === 'default' ? written : undefined
}

interface Context {
  readonly types: MediaTypes
  readonly someHaveBody: boolean
  readonly reading: Reading
}

/** Of failures only that there are any: whoever calls hears of their status. */
function readResponse(status: string, written: Located, { types, someHaveBody, reading }: Context): DeclaredResponse {
  const response = reading.references.follow(written)
  if (response.kind === 'lost' || /^[45]/.test(status)) return {}
  const isBodiless = someHaveBody && mayHaveBody.test(status) && hasBody(response, reading) === false
  const content = isBodiless ? [] : contentOf(response, types, reading)
  const headers = fieldsOf(child(response, 'headers')).flatMap(([name, header]) => readHeader(name, header, reading))
  const isAsked = content.length === 1 && content.every((type) => mayBe(type, types.answer))
  return {
    ...((isBodiless || (content.length > 0 && !isAsked)) && { content }),
    ...(headers.length > 0 && { headers: dict(headers) }),
  }
}

/** Whether it is what an answer is read as, or a range that holds that. */
function mayBe(type: string, answer: string): boolean {
  return type.includes('*') || mediaKind(type) === mediaKind(answer)
}

/** Of the others nobody expects one (RFC 9110, 15.3.5 and 15.3.6). */
const mayHaveBody = /^2(?!0[45])/

/** Whether a document says that an answer has a body; undefined of what is not here. */
function hasBody(written: Located, { dialect, references }: Reading): boolean | undefined {
  const response = references.follow(written)
  if (response.kind === 'lost') return undefined
  return dialect === '2.0' ? child(response, 'schema') !== undefined : membersOf(child(response, 'content')).length > 0
}

function contentOf(response: Located, { produces }: MediaTypes, { dialect }: Reading): readonly string[] {
  return dialect === '2.0' ? produces : namesOf(child(response, 'content'))
}

function namesOf(content: Located | undefined): readonly string[] {
  return membersOf(content).map(([name]) => name.trim())
}

/** `Content-Type` says what a body is, whatever a document makes of it (OpenAPI 3.1, Response Object). */
function readHeader(name: string, written: Located, reading: Reading): readonly (readonly [string, DeclaredHeader])[] {
  const header = reading.references.follow(written)
  if (header.kind === 'lost' || !isToken(name) || /^content-type$/i.test(name)) return []
  const [content] = membersOf(child(header, 'content'))
  const described = reading.dialect === '2.0' ? header : child(content?.[1] ?? header, 'schema')
  const schema: Schema = described === undefined ? true : reading.schemas.read(described, 'response').schema
  const isRequired = own(header.value, 'required') === true
  const isExploded = own(header.value, 'explode') === true
  return [[name.toLowerCase(), { ...(isRequired && { required: true }), ...(isExploded && { explode: true }), schema }]]
}

function bodyTypes(operation: Located, { consumes }: MediaTypes, { dialect, references }: Reading): readonly string[] {
  if (dialect === '2.0') return consumes
  const written = child(operation, 'requestBody')
  const body = written === undefined ? undefined : references.follow(written)
  return body === undefined || body.kind === 'lost' ? [] : namesOf(child(body, 'content'))
}
