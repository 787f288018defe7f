import { valueAt } from '../../model/index.ts'
import { numberOf, withParameter, withSize } from './page-parameters.ts'
import { isMore } from './said.ts'
import type { Strategy } from './strategy.ts'

/** `pages: { page, size, more }`: pages are numbered from 1, and each says whether there are more. */
export const pageNumber: Strategy<'page'> = {
  first(built, pages) {
    return withParameter(withSize(built, pages, pages.size), pages, [pages.page, 1])
  },
  next({ built, received }, pages) {
    if (!isMore(valueAt(received.body, pages.more))) return null
    return withParameter(built, pages, [pages.page, numberOf(built, pages, pages.page) + 1])
  },
}
