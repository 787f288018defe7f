import { canonicalJson } from '../../model/index.ts'
import { httpOf, httpPointer } from '../operation-pair.ts'
import type { Rule } from '../rule.ts'

export const operationPoliciesRule: Rule = {
  id: 'operation.policies',
  side: 'transport',
  levels: ['risky'],
  title: 'Extensions change the request or its answer in another way',
  explanation:
    'A policy is added, taken away, moved or given other words. What it does only its extension knows, so nothing is called safe. Try the operation.',
  example: {
    of: 'action',
    base: 'http: GET /ping\npolicies: [{ use: set-header, with: { name: X-Version, value: "1" } }]',
    revision: 'http: GET /ping\npolicies: [{ use: set-header, with: { name: X-Version, value: "2" } }]',
  },
  operation: (pair) => {
    const [left, right] = [httpOf(pair.base), httpOf(pair.revision)]
    if (left === undefined || right === undefined) return []
    const [before, after] = [left.policies ?? [], right.policies ?? []]
    if (canonicalJson(before) === canonicalJson(after)) return []
    const names = [...new Set([...before, ...after].map(({ use }) => use))].join(', ')
    const message = `What policies do to the request or its answer differs: ${names}.`
    return [{ pointer: `${httpPointer(pair)}/policies`, message, before, after, explains: ['policies'] }]
  },
}
