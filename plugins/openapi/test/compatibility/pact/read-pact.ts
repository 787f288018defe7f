import { isJsonObject, type Json, type JsonObject } from '@jackfield/core'

/** One use that a consumer makes of a provider. */
export interface Interaction {
  readonly index: number
  readonly isMessage: boolean
  /** Of HTTP; of a message, the path is `/` and the operation's name. */
  readonly method: string
  readonly path: string
  readonly query: ReadonlyMap<string, readonly string[]>
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Body
  readonly response: {
    readonly status: number
    readonly body: Body
    /** Names in lower case; of a message, what goes with it. */
    readonly headers: ReadonlyMap<string, string>
  }
}

/** `isOpaque`: a text of another media type than JSON, whose value can't be told. */
export interface Body {
  readonly value: Json | undefined
  readonly isOpaque: boolean
}

/** The interactions of a pact of any version: of `http`, or those of messages by the operation that they refer to. */
export function readPact(pact: Json, kind: 'http' | 'message'): readonly Interaction[] {
  const { interactions } = pact as JsonObject
  return (Array.isArray(interactions) ? (interactions as readonly JsonObject[]) : []).flatMap((each, index) => {
    const isHttp = each.type === undefined || each.type === 'Synchronous/HTTP'
    if (isHttp !== (kind === 'http')) return []
    return isHttp ? [ofHttp(each, index)] : ofMessage(each, index)
  })
}

function ofHttp(each: JsonObject, index: number): Interaction {
  const [request, response] = [objectIn(each.request), objectIn(each.response)]
  return {
    index,
    isMessage: false,
    method: String(request.method ?? 'GET').toUpperCase(),
    path: String(request.path ?? '/'),
    query: queryOf(request.query),
    headers: headersOf(request.headers),
    body: bodyOf(request.body, request.headers),
    response: {
      status: Number(response.status ?? 200),
      body: bodyOf(response.body, response.headers),
      headers: headersOf(response.headers),
    },
  }
}

/** Those of kinds that are none, and without anything in them, are left out. */
function ofMessage(each: JsonObject, index: number): readonly Interaction[] {
  const [request, [response]] = [objectIn(each.request), [each.response ?? []].flat()]
  const contents = each.contents ?? objectIn(response).contents
  const { operationId } = objectIn(objectIn(objectIn(each.comments).references).AsyncAPI)
  if (contents === undefined) return []
  return [
    {
      index,
      isMessage: true,
      method: 'POST',
      path: `/${String(operationId ?? '')}`,
      query: new Map(),
      headers: new Map(),
      body: bodyOf(request.contents),
      response: { status: 200, body: bodyOf(contents), headers: headersOf(each.metadata) },
    },
  ]
}

function objectIn(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {}
}

/** From version 4 on, with its media type beside it. */
function bodyOf(written: Json | undefined, headers?: Json): Body {
  if (isJsonObject(written) && 'content' in written && ('contentType' in written || 'encoded' in written))
    return { value: written.content, isOpaque: isOpaque(written.content, String(written.contentType ?? '')) }
  const value = written === null ? undefined : written
  return { value, isOpaque: isOpaque(value, headersOf(headers).get('content-type') ?? '') }
}

function isOpaque(value: Json | undefined, mediaType: string): boolean {
  return typeof value === 'string' && mediaType !== '' && !mediaType.includes('json')
}

/** A text, or each name with its value or values. */
function queryOf(written: Json | undefined): ReadonlyMap<string, readonly string[]> {
  const query = new Map<string, string[]>()
  if (typeof written === 'string')
    for (const [name, value] of new URLSearchParams(written)) query.set(name, [...(query.get(name) ?? []), value])
  for (const [name, values] of Object.entries(objectIn(written))) query.set(name, [values ?? []].flat().map(String))
  return query
}

function headersOf(written: Json | undefined): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(objectIn(written)).map(([name, value]) => [name.toLowerCase(), [value ?? ''].flat().join(',')]),
  )
}
