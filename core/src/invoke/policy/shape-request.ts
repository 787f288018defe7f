import {
  type Dict,
  dict,
  type HttpCall,
  isJsonObject,
  isToken,
  type Json,
  type Method,
  mediaKind,
} from '../../model/index.ts'
import type { BoundCall } from '../bound-call.ts'
import { type BuiltRequest, fullUrl } from '../build-request.ts'
import { failure } from './failure.ts'
import type { NamedPolicy, PolicyContext, PolicyRequest } from './policy.ts'

export interface Shaping {
  readonly call: BoundCall
  readonly http: HttpCall
  readonly policies: readonly NamedPolicy[]
  readonly context: PolicyContext
}

/** The request that the policies make of one, in order. Throws `policy-failed`; nothing has been sent then. */
export async function shapeRequest(built: BuiltRequest, shaping: Shaping): Promise<BuiltRequest> {
  const { call, http, policies, context } = shaping
  const json = jsonOf(built)
  const headers = dict(Object.entries(built.headers))
  let request: PolicyRequest = {
    method: http.method,
    url: fullUrl(built),
    headers,
    ...(json !== undefined && { body: json }),
  }
  for (const policy of policies)
    try {
      if (policy.request !== undefined) request = checkedRequest(await policy.request(request, context))
    } catch (cause) {
      throw failure(cause, { about: call, name: policy.name, sent: false })
    }
  return rebuilt(request, built, json !== undefined)
}

function jsonOf({ body, headers }: BuiltRequest): Json | undefined {
  if (typeof body !== 'string' || mediaKind(headers['content-type'] ?? '') !== 'json') return undefined
  return JSON.parse(body)
}

const methods: ReadonlySet<string> = new Set<Method>(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** What a policy answers is sent: it has to be a request. */
export function checkedRequest(request: PolicyRequest): PolicyRequest {
  const { method, url, headers, body } = request
  if (!methods.has(method)) throw new Error(`${JSON.stringify(method)} is no method`)
  const parsed = typeof url === 'string' ? URL.parse(url) : null
  if (parsed === null || !/^https?:\/\//i.test(url)) throw new Error(`${JSON.stringify(url)} is no absolute URL`)
  if (parsed.username !== '' || parsed.password !== '') throw new Error('its URL has a user name')
  if (!isJsonObject(headers)) throw new Error('its request has no headers')
  return { method, url, headers: lowerCase(headers), ...(body !== undefined && { body }) }
}

function lowerCase(headers: Dict<unknown>): Dict<string> {
  return dict(
    Object.entries(headers).map(([name, value]) => {
      if (typeof value !== 'string' || /[^\t\x20-\x7e\x80-\xff]/.test(value) || !isToken(name))
        throw new Error(`the header ${JSON.stringify(name)} can't hold what it was given`)
      return [name.toLowerCase(), value]
    }),
  )
}

function rebuilt({ method, url, headers, body }: PolicyRequest, built: BuiltRequest, wasJson: boolean): BuiltRequest {
  const { body: before, ...rest } = built
  const [, address = url, , query] = /^([^?#]*)(\?([^#]*))?/.exec(url) ?? []
  const common = { ...rest, method, url: address, query: query ? [query] : [] }
  if (body === undefined) {
    if (!wasJson) return { ...common, headers, ...(before !== undefined && { body: before }) }
    const { 'content-type': _, ...others } = headers
    return { ...common, headers: dict(Object.entries(others)) }
  }
  const typed = wasJson || before === undefined ? headers['content-type'] : undefined
  const named = dict([...Object.entries(headers), ['content-type', typed ?? 'application/json']])
  return { ...common, headers: named, body: JSON.stringify(body) }
}
