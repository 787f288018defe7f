import {
  type Connector,
  type HttpCall,
  isJsonObject,
  mediaKind,
  nearestName,
  type Pages,
  type Pointer,
} from '../../model/index.ts'
import { lookUp } from '../schema/look-up.ts'
import type { Mistake } from '../structure/mistake.ts'
import { availableIn, capitalised, type PlacedOperation, suggestion } from './check.ts'

/** What leads to the next page is in the answer, and asks for it where the request has room. */
export function* checkPages(connector: Connector): Iterable<Mistake> {
  for (const placed of availableIn(connector)) {
    const { pages, http, poll } = placed.operation
    if (pages !== undefined) {
      const at = `${placed.at}/pages`
      yield* checkEffect(placed)
      // An answer is only known where it is the output itself.
      if (http?.result === undefined) {
        yield* checkAnswer({ pages, at }, placed, connector)
        yield* checkEnd({ pages, at }, placed)
      }
      yield* checkBody({ pages, at, hasBody: sendsMapping(http) }, placed)
    }
    if (poll?.pages !== undefined)
      yield* checkBody({ pages: poll.pages, at: `${placed.at}/poll/pages`, hasBody: sendsMapping(poll.http) }, placed)
  }
}

/** A JSON mapping has room for more properties; of a whole template it is not known. */
function sendsMapping(http: HttpCall | undefined): boolean {
  if (http?.body === undefined || mediaKind(http.body.mediaType) !== 'json') return false
  const { value } = http.body
  return value.kind === 'literal' ? isJsonObject(value.value) : value.kind === 'object' || value.kind === 'value'
}

/** Law 5: asking for the next page sends the request again. */
function* checkEffect({ operation, at, name }: PlacedOperation): Iterable<Mistake> {
  if (operation.effect !== 'once') return
  yield {
    code: 'pages-repeated',
    message: `${capitalised(name)} has its effect each time it is called, so its pages can't be asked for.`,
    pointer: `${at}/pages`,
    hint: 'remove "pages", or correct the effect: what only reads is read.',
  }
}

interface PlacedPages {
  readonly pages: Pages
  readonly at: Pointer
}

function* checkAnswer(
  { pages, at }: PlacedPages,
  { operation, name }: PlacedOperation,
  { schemas }: Connector,
): Iterable<Mistake> {
  for (const [key, place] of placesIn(pages)) {
    const found = lookUp(operation.output, place, schemas)
    if (found.found !== 'absent') continue
    yield {
      code: 'pages-unknown',
      message: `${capitalised(name)} finds its next page by "${place}", but its output has no "${found.name}".`,
      pointer: `${at}/${key}`,
      hint: suggestion(nearestName(found.name, found.known), found.known, `add "${found.name}" to its output.`),
    }
  }
}

/** The places in an answer that lead on, by the name that they have in `pages`. */
function placesIn(pages: Pages): readonly (readonly [string, Pointer])[] {
  const places: Readonly<Record<string, Pointer | undefined>> = {
    next: pages.kind === 'next' ? pages.next : undefined,
    from: pages.kind === 'cursor' ? pages.from : undefined,
    more: pages.kind === 'page' || pages.kind === 'offset' ? pages.more : undefined,
    total: pages.kind === 'offset' ? pages.total : undefined,
  }
  return Object.entries(places).flatMap(([key, place]) => (place === undefined ? [] : [[key, place] as const]))
}

/** Elements are counted where `result` says that they are. */
function* checkEnd({ pages, at }: PlacedPages, { name }: PlacedOperation): Iterable<Mistake> {
  if (pages.kind !== 'offset' || pages.more !== undefined || pages.total !== undefined) return
  yield {
    code: 'pages-endless',
    message: `${capitalised(name)} does not say which page is its last: nothing says where a page has its elements.`,
    pointer: at,
    hint: 'add "more" or "total", or a "result" that says where the elements are.',
  }
}

function* checkBody(
  { pages, at, hasBody }: PlacedPages & { readonly hasBody: boolean },
  { name }: PlacedOperation,
): Iterable<Mistake> {
  if (!('in' in pages) || pages.in !== 'body' || hasBody) return
  yield {
    code: 'pages-without-body',
    message: `${capitalised(name)} asks for pages in its body, but sends no JSON mapping.`,
    pointer: `${at}/in`,
    hint: 'add a "body" that is a mapping (body: {}), or leave "in" out, for the query.',
  }
}
