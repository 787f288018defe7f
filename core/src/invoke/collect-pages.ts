import type { Json, Pages, Result } from '../model/index.ts'
import type { BuiltRequest } from './build-request.ts'
import { walkPages } from './pages/walk-pages.ts'
import { absent, elementsAt, findElement, type Wanted } from './select-result.ts'
import type { Sending } from './send-built.ts'

export interface Collecting extends Sending {
  readonly pages: Pages
  readonly result: Result
  readonly wanted: Wanted | undefined
}

/**
 * The result of a paged action: with `where`, the element, from the first page that has it; without, the elements of
 * all pages in order.
 */
export async function collectPages(collecting: Collecting, first: BuiltRequest): Promise<Json> {
  const { call, pages, result, wanted } = collecting
  const all: Json[] = []
  for await (const body of walkPages(first, { pages, elements: result.at }, collecting)) {
    const elements = elementsAt(body, result.at, call)
    const found = wanted === undefined ? undefined : findElement(elements, wanted, call)
    if (found !== undefined) return found
    if (wanted === undefined) for (const element of elements) all.push(element)
  }
  return wanted === undefined ? all : absent(result, call)
}
