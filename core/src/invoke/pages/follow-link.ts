import { answerUnreadable, originRefused } from '../../errors/index.ts'
import type { Json } from '../../model/index.ts'
import type { BuiltRequest } from '../build-request.ts'
import type { Page } from './strategy.ts'

/**
 * The request for what a page calls its next one: a URI reference (RFC 3986, 4.1) of the same origin. `where` says in
 * words where the page has it. Throws `answer-unreadable`, `origin-refused`; nothing has been sent there then.
 */
export function followLink({ built, received }: Page, link: Json, where: string): BuiltRequest {
  const { redact } = received
  const here = received.url
  const url = typeof link === 'string' ? URL.parse(link, here) : null
  if (url === null)
    throw answerUnreadable(
      redact(`${built.url} was answered with a link to the next page, ${where}, that is not a URL.`),
    )
  if (url.origin !== new URL(here).origin)
    throw originRefused(
      redact(`${built.url} names a next page on another origin, ${url.origin}; nothing was sent there.`),
      { hint: 'Credentials stay with the origin that they were given for.' },
    )
  return {
    ...built,
    follows: true,
    url: url.origin + url.pathname,
    query: url.search === '' ? [] : [url.search.slice(1)],
  }
}
