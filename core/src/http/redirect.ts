import { answerUnreadable, redirectRefused } from '../errors/index.ts'
import { type Dict, dict } from '../model/index.ts'
import { printableUrl } from './printable-url.ts'
import type { RequestBody, TransportResponse } from './transport.ts'

/** One request of a `send`: the first, or what a redirect makes of it. */
export interface Hop {
  readonly method: string
  readonly url: URL
  readonly headers: Dict<string>
  readonly body?: RequestBody
}

/** The request as errors may show it. */
export function describeHop(hop: Hop): string {
  return `${hop.method} ${printableUrl(hop.url)}`
}

export const mostRedirects = 20

const statuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

export function isRedirect(status: number, headers: Dict<string>): boolean {
  return statuses.has(status) && headers.location !== undefined
}

/** Whether the service asks for the very request again: it did not act on this one (RFC 9110, 15.4.8 and 15.4.9). */
export function asksAgain(status: number): boolean {
  return status === 307 || status === 308
}

/**
 * The next hop, its method as fetch chooses it (Fetch Standard, HTTP-redirect fetch). Throws `redirect-refused` where
 * it leads to another origin: nothing is sent there, credentials or not.
 */
export function nextHop(hop: Hop, answer: Pick<TransportResponse, 'status' | 'headers'>, doubt: boolean): Hop {
  const { status } = answer
  const location = answer.headers.location ?? ''
  const what = describeHop(hop)
  if (!URL.canParse(location, hop.url))
    throw answerUnreadable(`${what} was redirected (${status}) to something that is not a URL.`, { doubt })
  const url = new URL(location, hop.url)
  if (url.origin !== hop.url.origin)
    throw redirectRefused(
      `${what} was redirected (${status}) to another origin, ${url.origin}; nothing was sent there.`,
      {
        hint: "If the service has moved, change the server's URL in the connector.",
        doubt,
      },
    )
  return becomesGet(status, hop.method) ? { method: 'GET', url, headers: withoutContent(hop.headers) } : { ...hop, url }
}

function becomesGet(status: number, method: string): boolean {
  return status === 303 ? method !== 'GET' && method !== 'HEAD' : status <= 302 && method === 'POST'
}

function withoutContent(headers: Dict<string>): Dict<string> {
  return dict(Object.entries(headers).filter(([name]) => !name.toLowerCase().startsWith('content-')))
}
