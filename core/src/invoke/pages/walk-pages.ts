import { createHash } from 'node:crypto'
import { type JackfieldError, pagesExceeded } from '../../errors/index.ts'
import { type Json, type Pages, type Pointer, valueAt } from '../../model/index.ts'
import { type BuiltRequest, fullUrl } from '../build-request.ts'
import { nameOf } from '../name-of.ts'
import { type Received, type Sending, sendBuilt } from '../send-built.ts'
import { linkHeader } from './link-header.ts'
import { nextLink } from './next-link.ts'
import { pageCursor } from './page-cursor.ts'
import { pageNumber } from './page-number.ts'
import { pageOffset } from './page-offset.ts'
import type { Strategy } from './strategy.ts'

const strategies: { readonly [Kind in Pages['kind']]: Strategy<Kind> } = {
  cursor: pageCursor,
  link: linkHeader,
  next: nextLink,
  offset: pageOffset,
  page: pageNumber,
}

/** What is walked: how pages lead on, and where a page has its elements, as far as the operation says. */
export interface Walk {
  readonly pages: Pages
  readonly elements?: Pointer | undefined
}

/**
 * The bodies of all pages, asked for as they are taken. Throws `pages-exceeded` when there are more than `pages.max`,
 * when a page comes twice, or when one leads back to where a page was asked for before: a service that goes round in a
 * circle never says "none".
 */
export async function* walkPages(first: BuiltRequest, walk: Walk, sending: Sending): AsyncGenerator<Json> {
  for await (const { body } of walkAnswers(first, walk, sending)) yield body
}

/** The same, with everything else that a page was answered with. */
export async function* walkAnswers(
  first: BuiltRequest,
  { pages, elements }: Walk,
  sending: Sending,
): AsyncGenerator<Received> {
  const strategy = strategies[pages.kind] as Strategy<Pages['kind']>
  const seen = new Set<string>()
  let built: BuiltRequest | null = strategy.first(first, pages)
  for (let count = 0; built !== null; count++) {
    if (count === pages.max) throw tooMany(sending, `has more than ${pages.max} pages`)
    if (isRepeated(seen, requestText(built))) throw tooMany(sending, 'leads from a page back to one before it')
    const received = await sendBuilt(built, sending)
    if (isRepeated(seen, received.bytes)) throw tooMany(sending, 'answered with the same page twice')
    yield received
    built = strategy.next({ built, received, count: countAt(received.body, elements) }, pages)
  }
}

function isRepeated(seen: Set<string>, what: string | Uint8Array): boolean {
  const digest = createHash('sha256').update(what).digest('base64')
  return seen.size === seen.add(digest).size
}

/** A page's bytes never begin like this. */
function requestText(built: BuiltRequest): string {
  return `${String.fromCharCode(0)}${fullUrl(built)}\n${String(built.body ?? '')}`
}

function countAt(body: Json, elements: Pointer | undefined): number | undefined {
  const found = elements === undefined ? undefined : valueAt(body, elements)
  return Array.isArray(found) ? found.length : found === null ? 0 : undefined
}

function tooMany({ call }: Sending, what: string): JackfieldError {
  return pagesExceeded(`${nameOf(call)} ${what}.`, {
    hint: 'Ask for less, or raise "max" in the operation\'s "pages".',
    doubt: call.operation.effect === 'once',
  })
}
