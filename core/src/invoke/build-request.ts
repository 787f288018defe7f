import { type Dict, type HttpCall, type Method, mediaKind } from '../model/index.ts'
import { type EncodedBody, encodeBody } from './body/encode-body.ts'
import type { BoundCall, CallRequest } from './bound-call.ts'
import { evaluateTemplate, type TemplateScope } from './evaluate-template.ts'
import { nameOf } from './name-of.ts'
import { placeParameters } from './place-parameters.ts'

/** One request of an operation, unsigned. */
export interface BuiltRequest {
  /** Where a policy chose it. @default the call's */
  readonly method?: Method
  /** Whether the URL is what an answer named as its next page. */
  readonly follows?: true
  /** Without its query. */
  readonly url: string
  /** Encoded `name=value` pairs, in order. */
  readonly query: readonly string[]
  readonly headers: Dict<string>
  readonly body?: EncodedBody
}

/** Throws `template-absent`, `path-refused`, `input-invalid`; nothing has been sent then. */
export function buildRequest(call: BoundCall, http: HttpCall, request: CallRequest): BuiltRequest {
  const scope = scopeOf(call, request)
  const { path, query, headers } = placeParameters(http, scope, nameOf(call))
  const url = call.baseUrl + path
  const body = http.body === undefined ? undefined : evaluateTemplate(http.body.value, scope)
  if (http.body === undefined || body === undefined) return { url, query, headers }
  const written = encodeBody(body, http.body, call)
  // A multipart body can only be read by its own boundary.
  if (mediaKind(written.mediaType) === 'multipart') headers['content-type'] = written.mediaType
  else headers['content-type'] ??= written.mediaType
  return { url, query, headers, body: written.body }
}

export function fullUrl(built: BuiltRequest): string {
  return built.query.length === 0 ? built.url : `${built.url}?${built.query.join('&')}`
}

/** What an operation's templates can see: never a credential. */
export function scopeOf(call: BoundCall, request: CallRequest): TemplateScope {
  return {
    input: request.input,
    settings: call.settings,
    derived: call.derived,
    call: { idempotencyKey: request.idempotencyKey },
    ...(request.webhook !== undefined && { webhook: request.webhook }),
    ...(request.subscription !== undefined && { subscription: request.subscription }),
  }
}
