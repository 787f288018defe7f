import { createHash } from 'node:crypto'
import { type JackfieldError, pagesExceeded } from '../../errors/index.ts'
import type { Json, Pages } from '../../model/index.ts'
import type { BuiltRequest } from '../build-request.ts'
import { nameOf } from '../name-of.ts'
import { type Received, type Sending, sendBuilt } from '../send-built.ts'
import { nextLink } from './next-link.ts'
import { pageNumber } from './page-number.ts'
import type { Strategy } from './strategy.ts'

const strategies: { readonly [Kind in Pages['kind']]: Strategy<Kind> } = { next: nextLink, page: pageNumber }

/**
 * The bodies of all pages, asked for as they are taken. Throws `pages-exceeded` when there are more than `pages.max`, or
 * when a page comes twice: a service that goes round in a circle never says "none".
 */
export async function* walkPages(first: BuiltRequest, pages: Pages, sending: Sending): AsyncGenerator<Json> {
  const strategy = strategies[pages.kind] as Strategy<Pages['kind']>
  const seen = new Set<string>()
  let built: BuiltRequest | null = strategy.first(first, pages)
  for (let count = 0; built !== null; count++) {
    if (count === pages.max) throw tooMany(sending, `has more than ${pages.max} pages`)
    const received: Received = await sendBuilt(built, sending)
    const digest = createHash('sha256').update(received.bytes).digest('base64')
    if (seen.has(digest)) throw tooMany(sending, 'answered with the same page twice')
    seen.add(digest)
    yield received.body
    built = strategy.next(built, received, pages)
  }
}

function tooMany({ call }: Sending, what: string): JackfieldError {
  return pagesExceeded(`${nameOf(call)} ${what}.`, {
    hint: 'Ask for less, or raise "max" in the operation\'s "pages".',
    doubt: call.operation.effect === 'once',
  })
}
