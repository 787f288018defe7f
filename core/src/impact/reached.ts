import type { SupplySource } from '../model/index.ts'
import { lookedUp } from './looked-up.ts'
import type { Supplied } from './supplied.ts'

/** What may be supplied of a source: a default never is where what it stands in for is always there. */
export function reachedOf(from: SupplySource, { producer }: Supplied): SupplySource {
  if (from.kind !== 'either' || from.fallback !== true) return from
  const [first] = from.options
  if (first?.kind !== 'copy') return from
  const source = producer(first.step)?.schema('output', 'revision')
  if (source === null || source === undefined) return from
  return lookedUp(first.path, source).presence === 'always' ? first : from
}
