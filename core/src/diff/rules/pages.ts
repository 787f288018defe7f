import { canonicalJson, type Pages } from '../../model/index.ts'
import { type OperationPair, pagesOf } from '../operation-pair.ts'
import type { Rule } from '../rule.ts'

export const pagesChangedRule: Rule = {
  id: 'pages.changed',
  side: 'transport',
  levels: ['risky'],
  title: 'Pages are walked in another way',
  explanation:
    'Items could be missed, or come twice, if the service does not page like that. How many pages are walked is told by `limits`.',
  example: {
    of: 'action',
    base: 'http: GET /orders\npages: { next: /next, max: 10 }',
    revision: 'http: GET /orders\npages: { page: page, more: /more, max: 10 }',
  },
  operation: (pair) => {
    const [before, after] = [pagesOf(pair.base), pagesOf(pair.revision)]
    if (canonicalJson(without(before)) === canonicalJson(without(after))) return []
    return [
      { pointer: pagesPointer(pair), message: 'Pages are walked in another way.', before, after, explains: ['pages'] },
    ]
  },
}

export function pagesPointer(pair: OperationPair): string {
  return pair.at + (pair.base.poll === undefined ? '/pages' : '/poll/pages')
}

function without(pages: Pages | undefined): object | null {
  if (pages === undefined) return null
  const { max, ...rest } = pages
  return rest
}
