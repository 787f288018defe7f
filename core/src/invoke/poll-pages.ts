import { argumentInvalid, resultMissing } from '../errors/index.ts'
import { itemCursor, type Json, type Poll, valueAt } from '../model/index.ts'
import { assertInput } from './assert-input.ts'
import type { BoundCall, CallRequest } from './bound-call.ts'
import { buildRequest } from './build-request.ts'
import { checkItems } from './check-items.ts'
import { nameOf } from './name-of.ts'
import { walkPages } from './pages/walk-pages.ts'
import { sendBuilt } from './send-built.ts'
import { sendCursor } from './send-cursor.ts'

/**
 * The items of a polling trigger, page by page, since `cursor` (`null`: from the start), the overlap taken off here.
 * Each item is checked as the call asks: warnings go to its log. Throws `result-missing` where the items are not an
 * array, and what {@link invoke} throws.
 */
export async function* pollPages(
  call: BoundCall,
  request: CallRequest & { readonly cursor: Json },
): AsyncGenerator<readonly Json[]> {
  const { poll } = call.operation
  if (poll === undefined) throw argumentInvalid(`${nameOf(call)} is not a polling trigger.`)
  assertInput(call, request)
  const built = sendCursor(buildRequest(call, poll.http, request), itemCursor(poll), request.cursor)
  const sending = { call, http: poll.http, request }
  if (poll.pages === undefined) yield itemsOf(call, poll, (await sendBuilt(built, sending)).body)
  else {
    const walk = { pages: poll.pages, elements: poll.items }
    for await (const body of walkPages(built, walk, sending)) yield itemsOf(call, poll, body)
  }
}

function itemsOf(call: BoundCall, poll: Poll, body: Json): readonly Json[] {
  const items = valueAt(body, poll.items)
  if (!Array.isArray(items))
    throw resultMissing(`${nameOf(call)} was answered without an array at "${poll.items}".`, {
      hint: 'Correct "items", or tell the service.',
    })
  checkItems(call, items)
  return items
}
