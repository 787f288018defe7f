import { join } from 'node:path'
import type { DiffReport } from '@jackfield/core'
import { compare } from './compared.ts'
import { connectorOf, readJson, readZipped } from './corpus.ts'

interface Pair {
  readonly path: string
  readonly old: string
  readonly new: string
  readonly kind: 'contract' | 'docs-only' | 'format-only'
}

export interface ComparedPair extends Pair {
  readonly report: DiffReport
}

/** Every published change of the Power Platform connectors, read as plain Swagger and compared. */
export function compareHistory(corpus: string): AsyncGenerator<ComparedPair> {
  return comparePairs(corpus, () => true)
}

/** Those of them that are asked for. */
export async function* comparePairs(corpus: string, isAsked: (pair: Pair) => boolean): AsyncGenerator<ComparedPair> {
  const folder = join(corpus, 'power-platform/history')
  for (const pair of readJson<readonly Pair[]>(folder, 'pairs.json').filter(isAsked)) {
    const read = (blob: string) => connectorOf(readZipped(folder, 'versions', `${blob}.json.gz`))
    yield { ...pair, report: compare(await read(pair.old), await read(pair.new)) }
  }
}
