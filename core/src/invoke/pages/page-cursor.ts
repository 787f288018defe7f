import { answerUnreadable } from '../../errors/index.ts'
import { valueAt } from '../../model/index.ts'
import { withParameter, withSize } from './page-parameters.ts'
import { isSaid } from './said.ts'
import type { Strategy } from './strategy.ts'

/** `pages: { cursor, from }`: each page has what asks for the next one. The first one is asked for without it. */
export const pageCursor: Strategy<'cursor'> = {
  first: (built, pages) => withSize(built, pages, pages.size),
  next({ built, received }, pages) {
    const cursor = valueAt(received.body, pages.from)
    if (!isSaid(cursor)) return null
    if (typeof cursor === 'string' || typeof cursor === 'number')
      return withParameter(built, pages, [pages.cursor, cursor])
    throw answerUnreadable(
      received.redact(`${built.url} was answered with a cursor, ${pages.from}, that is neither text nor a number.`),
      { hint: 'Correct "from" in the operation\'s "pages".' },
    )
  },
}
