import { valueAt } from '../../model/index.ts'
import { followLink } from './follow-link.ts'
import { isSaid } from './said.ts'
import type { Strategy } from './strategy.ts'

/** `pages: { next }`: each page names the next one, by a URI reference of the same origin. */
export const nextLink: Strategy<'next'> = {
  first: (built) => built,
  next(page, { next }) {
    const link = valueAt(page.received.body, next)
    return isSaid(link) ? followLink(page, link, next) : null
  },
}
