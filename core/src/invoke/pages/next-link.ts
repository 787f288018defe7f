import { answerUnreadable, originRefused } from '../../errors/index.ts'
import { valueAt } from '../../model/index.ts'
import { fullUrl } from '../build-request.ts'
import type { Strategy } from './strategy.ts'

/** `pages: { next }`: each page names the next one, by a URI reference (RFC 3986, 4.1) of the same origin. */
export const nextLink: Strategy<'next'> = {
  first: (built) => built,
  next(built, { body, redact }, pages) {
    const link = valueAt(body, pages.next)
    if (link === undefined || link === null || link === '' || link === false) return null
    const here = fullUrl(built)
    const url = typeof link === 'string' ? URL.parse(link, here) : null
    if (url === null)
      throw answerUnreadable(
        redact(`${built.url} was answered with a link to the next page, ${pages.next}, that is not a URL.`),
      )
    if (url.origin !== new URL(here).origin)
      throw originRefused(
        redact(`${built.url} names a next page on another origin, ${url.origin}; nothing was sent there.`),
        { hint: 'Credentials stay with the origin that they were given for.' },
      )
    return { ...built, url: url.origin + url.pathname, query: url.search === '' ? [] : [url.search.slice(1)] }
  },
}
