import { followLink } from './follow-link.ts'
import { readLinks } from './read-links.ts'
import type { Strategy } from './strategy.ts'

/** `pages: { link: next }`: the `Link` header leads to the next page (RFC 8288), on the same origin. */
export const linkHeader: Strategy<'link'> = {
  first: (built) => built,
  next(page, { rel }) {
    const wanted = rel.toLowerCase()
    const link = readLinks(page.received.headers.link ?? '').find(({ relations }) => relations.includes(wanted))
    return link === undefined ? null : followLink(page, link.target, `in the header Link with rel="${rel}"`)
  },
}
