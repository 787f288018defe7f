import { type Json, valueAt } from '../../model/index.ts'
import { numberOf, withParameter, withSize } from './page-parameters.ts'
import { isMore } from './said.ts'
import type { Page, Strategy } from './strategy.ts'

type Offset = Parameters<Strategy<'offset'>['next']>[1]

/**
 * `pages: { offset, size, more | total }`: elements are counted from 0. Where a service gives fewer than were asked
 * for, the next page begins after what it gave, so that nothing is passed over.
 */
export const pageOffset: Strategy<'offset'> = {
  first(built, pages) {
    return withParameter(withSize(built, pages, pages.size), pages, [pages.offset, 0])
  },
  next(page, pages) {
    const after = numberOf(page.built, pages, pages.offset) + (page.count || pages.size.value)
    return isThereMore(page, pages, after) ? withParameter(page.built, pages, [pages.offset, after]) : null
  },
}

function isThereMore({ received, count }: Page, { more, total, size }: Offset, after: number): boolean {
  if (more !== undefined) return isMore(valueAt(received.body, more))
  const all = total === undefined ? undefined : numberIn(valueAt(received.body, total))
  if (all !== undefined) return after < all
  return count !== undefined && count >= size.value
}

function numberIn(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}
