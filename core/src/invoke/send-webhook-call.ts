import { originRefused } from '../errors/index.ts'
import { type Dict, dict, type HttpCall, type Json } from '../model/index.ts'
import type { BoundCall, CallRequest } from './bound-call.ts'
import { type BuiltRequest, buildRequest, scopeOf } from './build-request.ts'
import { evaluateTemplate } from './evaluate-template.ts'
import { nameOf } from './name-of.ts'
import { type Received, sendBuilt } from './send-built.ts'

/** What a call of a webhook's subscription was answered with. */
export interface WebhookCallAnswer {
  /** `null` where there is none. */
  readonly body: Json
  /** Lower-case names; `location` is an absolute URL, without what signed the request. */
  readonly headers: Dict<string>
}

/**
 * One call of a webhook's subscription, sent once: whoever keeps it tries again. One to a URL that was not kept is not
 * sent. Throws `origin-refused` for a URL on another origin than the server's, and what {@link invoke} throws.
 */
export async function sendWebhookCall(
  call: BoundCall,
  http: HttpCall,
  request: CallRequest,
): Promise<WebhookCallAnswer> {
  const once = { ...http, attempts: 1 }
  const built = isAtUrl(http) ? builtAtUrl(call, once, request) : buildRequest(call, once, request)
  if (built === undefined) return { body: null, headers: dict() }
  const received = await sendBuilt(built, { call, http: once, request })
  return { body: received.body, headers: headersOf(received) }
}

function isAtUrl({ path }: HttpCall): boolean {
  return path.startsWith('{')
}

function builtAtUrl(call: BoundCall, http: HttpCall, request: CallRequest): BuiltRequest | undefined {
  const [place] = http.parameters.filter((parameter) => parameter.in === 'path')
  const text = place === undefined ? undefined : evaluateTemplate(place.value, scopeOf(call, request))
  if (text === undefined || text === null || text === '') return undefined
  const url = URL.parse(String(text))
  if (url === null || url.origin !== new URL(call.baseUrl).origin)
    throw originRefused(`${nameOf(call)} was told of ${url?.origin ?? 'what is no URL'}; nothing was sent there.`, {
      hint: 'Credentials stay with the origin that they were given for.',
    })
  const others = http.parameters.filter((parameter) => parameter.in !== 'path')
  const built = buildRequest(call, { ...http, path: '', parameters: others }, request)
  const own = url.search === '' ? [] : [url.search.slice(1)]
  return { ...built, url: url.origin + url.pathname, query: [...own, ...built.query] }
}

function headersOf({ headers, url, redact }: Received): Dict<string> {
  const { location } = headers
  const absolute = location === undefined ? null : URL.parse(location, url)
  return absolute === null ? headers : dict([...Object.entries(headers), ['location', redact(absolute.href)]])
}
