import { type Connector, nearestName, type Pages } from '../../model/index.ts'
import { lookUp } from '../schema/look-up.ts'
import type { Mistake } from '../structure/mistake.ts'
import { capitalised, operationsOf, type PlacedOperation, suggestion } from './check.ts'

/** What leads to the next page is in the answer. An answer is only known where it is the output itself. */
export function* checkPages(connector: Connector): Iterable<Mistake> {
  for (const placed of operationsOf(connector)) {
    const { pages, http } = placed.operation
    if (pages !== undefined && http?.result === undefined) yield* checkAnswer(pages, placed, connector)
  }
}

function* checkAnswer(
  pages: Pages,
  { operation, at, name }: PlacedOperation,
  { schemas }: Connector,
): Iterable<Mistake> {
  const key = pages.kind === 'next' ? 'next' : 'more'
  const place = pages.kind === 'next' ? pages.next : pages.more
  const found = lookUp(operation.output, place, schemas)
  if (found.found !== 'absent') return
  yield {
    code: 'pages-unknown',
    message: `${capitalised(name)} finds its next page by "${place}", but its output has no "${found.name}".`,
    pointer: `${at}/pages/${key}`,
    hint: suggestion(nearestName(found.name, found.known), found.known, `add "${found.name}" to its output.`),
  }
}
