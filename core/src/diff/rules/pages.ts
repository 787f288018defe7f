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
      { pointer: pagesPointer(pair), message: `${otherwise(before, after)}.`, before, after, explains: ['pages'] },
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

function otherwise(base: Pages | undefined, revision: Pages | undefined): string {
  const [before, after] = [pagesText(base), pagesText(revision)]
  if (before === null) return `Pages are walked ${after} now and were not walked`
  if (after === null) return `Pages were walked ${before} and are not walked any more`
  if (before !== after) return `Pages were walked ${before} and are ${after} now`
  return `Pages are walked ${after} as before, with another ${differing(base, revision).join(' and another ')}`
}

function differing(base: object = {}, revision: object = {}): readonly string[] {
  const [before, after] = [new Map(Object.entries(base)), new Map(Object.entries(revision))]
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => key !== 'max' && canonicalJson(before.get(key)) !== canonicalJson(after.get(key)))
    .sort()
    .map((key) => `"${key}"`)
}

/** How they are walked, as the end of a sentence; null: not at all. */
function pagesText(pages: Pages | undefined): string | null {
  if (pages === undefined) return null
  if (pages.kind === 'next') return `by the link at "${pages.next}"`
  if (pages.kind === 'page') return `by number ("${pages.page}")`
  if (pages.kind === 'cursor') return `by cursor ("${pages.cursor}")`
  return pages.kind === 'offset' ? `by offset ("${pages.offset}")` : `by the Link header ("${pages.rel}")`
}
