import { argumentInvalid } from '../errors/index.ts'
import type { HttpCall, Json, Operation, Pages, Problem } from '../model/index.ts'
import { assertInput } from './assert-input.ts'
import type { BoundCall, CallRequest } from './bound-call.ts'
import { buildRequest } from './build-request.ts'
import { invalidOutput } from './check-output.ts'
import { invoke } from './invoke.ts'
import { nameOf } from './name-of.ts'
import { walkPages } from './pages/walk-pages.ts'
import { elementsAt } from './select-result.ts'

/**
 * What an action gives, one by one: pages are asked for as their elements are taken. With `result`, the elements there;
 * without, each page as it is; without `pages`, the elements of an output that is an array, else the one output. Throws
 * what {@link invoke} throws.
 */
export async function* iterate(call: BoundCall, request: CallRequest): AsyncGenerator<Json> {
  const paged = pagedCall(call.operation)
  if (paged !== undefined) return yield* iteratePages(call, request, paged)
  const { output, warnings } = await invoke(call, request)
  warn(call, warnings)
  if (Array.isArray(output)) yield* output
  else yield output
}

interface PagedCall {
  readonly http: HttpCall
  readonly pages: Pages
}

/** With `where` there is one element, whatever the pages. */
function pagedCall({ http, pages, code }: Operation): PagedCall | undefined {
  if (http === undefined || pages === undefined || code !== undefined) return undefined
  return http.result?.where === undefined ? { http, pages } : undefined
}

async function* iteratePages(call: BoundCall, request: CallRequest, { http, pages }: PagedCall): AsyncGenerator<Json> {
  assertRepeatable(call)
  assertInput(call, request)
  const elements = http.result?.at
  for await (const body of walkPages(buildRequest(call, http, request), { pages, elements }, { call, http, request })) {
    const page = elements === undefined ? body : elementsAt(body, elements, call)
    checkPage(call, page, elements !== undefined)
    if (elements === undefined) yield body
    else yield* page as readonly Json[]
  }
}

/** Law 5: every page would have the effect again. */
function assertRepeatable(call: BoundCall): void {
  if (call.operation.effect !== 'once') return
  throw argumentInvalid(`${nameOf(call)} can't be iterated: each page that is asked for has its effect again.`, {
    hint: 'Await it, or correct the "effect" of the operation: what only reads is read.',
  })
}

/**
 * A page is a piece of the output: what the schema says of the array as a whole, such as its length, is not asked of
 * it.
 */
function checkPage(call: BoundCall, page: Json, isPiece: boolean): void {
  if (call.validateOutput === 'off') return
  const found = call.validators.output(call.operation)(page)
  const problems = isPiece ? found.filter(({ pointer, code }) => pointer !== '' || code !== 'value-wrong') : found
  if (problems.length === 0) return
  if (call.validateOutput === 'error') throw invalidOutput(call, problems)
  warn(call, problems)
}

function warn(call: BoundCall, problems: readonly Problem[]): void {
  if (problems.length > 0)
    call.log.warn(`${nameOf(call)}: ${problems.length} places do not fit its output`, {
      problems: problems.slice(0, 5),
    })
}
