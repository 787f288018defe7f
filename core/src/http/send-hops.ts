import { redirectRefused } from '../errors/index.ts'
import type { Agents } from './agents.ts'
import { Answer } from './answer.ts'
import { decodeAnswer } from './decode-answer.ts'
import { exchange, type RawAnswer } from './exchange.ts'
import { isStreamed, openBody } from './open-body.ts'
import type { Route } from './origin-rules.ts'
import { asksAgain, describeHop, type Hop, isRedirect, mostRedirects, nextHop } from './redirect.ts'
import { requestHeaders } from './request-headers.ts'
import type { SendWatch } from './send-watch.ts'
import { renew, signedUrl, signHop, unsignedHop } from './sign-hop.ts'
import type { SignableRequest, TransportRequest, TransportResponse } from './transport.ts'

export interface Means {
  readonly agents: Agents
  /** Of the origin, which neither signing nor a redirect changes. */
  readonly route: Route
  readonly watch: SendWatch
}

const defaultMaxBytes = 64 * 1024 * 1024

/** Sends a request, once more after a 401 with something to renew, and follows its redirects within its origin. */
export async function sendHops(request: TransportRequest, first: Hop, means: Means): Promise<TransportResponse> {
  const { watch } = means
  let hop = first
  let renewed = false
  for (let redirects = 0; ; ) {
    const acted = watch.doubt
    watch.acted = acted
    const unsigned = unsignedHop(hop)
    const signing = request.signer === undefined ? unsigned : signHop(request, unsigned, watch)
    const signed = signing instanceof Promise ? await signing : signing
    watch.signings.push({ unsigned, signed })
    const raw = await sendHop(hop, signed, { ...means, request })
    if (raw.status === 401 && !renewed) {
      renewed = true
      watch.doubt = acted
      const challenges = raw.headers['www-authenticate']
      if (await renew(request, { refused: signed, challenges }, watch)) continue
    }
    if (request.redirect === 'manual' || !isRedirect(raw.status, raw.headers)) return new Answer(raw, watch.signings)
    watch.doubt = acted || !asksAgain(raw.status)
    if (++redirects > mostRedirects) throw tooManyRedirects(hop, watch.doubt)
    hop = nextHop(hop, raw, watch.doubt)
  }
}

async function sendHop(
  hop: Hop,
  signed: SignableRequest,
  { agents, request, route, watch }: Means & { readonly request: TransportRequest },
): Promise<RawAnswer> {
  const { receive } = request
  const maxBytes = request.maxBytes ?? (receive === undefined ? defaultMaxBytes : Number.POSITIVE_INFINITY)
  const url = signedUrl(signed, hop)
  const headers = requestHeaders(signed.headers, route.host)
  const dispatch = {
    origin: route.socket,
    path: url.pathname + url.search,
    method: hop.method,
    headers,
    body: isStreamed(hop.body) ? openBody(hop.body, { headers, watch }) : (hop.body ?? null),
  }
  const certificate = request.signer?.certificate?.(signed)
  const { trusted, guarded } = certificate === undefined ? agents : agents.presenting.of(certificate)
  const agent = route.trusted ? trusted : guarded
  return decodeAnswer(await exchange({ agent, dispatch, watch, hop, maxBytes, receive }), hop, maxBytes)
}

function tooManyRedirects(hop: Hop, doubt: boolean): Error {
  return redirectRefused(`${describeHop(hop)} was redirected more than ${mostRedirects} times.`, {
    hint: 'The service redirects in a circle.',
    doubt,
  })
}
