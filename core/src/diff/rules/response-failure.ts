import { pointer } from '../../model/index.ts'
import { declaredPair, statusesBeyond } from '../declared-responses.ts'
import { httpPointer } from '../operation-pair.ts'
import type { Found, Rule } from '../rule.ts'

export const responseFailureRule: Rule = {
  id: 'response.failure',
  side: 'output',
  levels: ['risky', 'safe'],
  title: 'A failure is declared no more, or anew',
  explanation:
    'A step of a flow fails with any of them alike, so no flow is touched. A host hears the status, and one that tells failures apart may not meet it any more: risky where it is gone, safe where it is new, or where a range such as `4XX` takes the place of some of its statuses, or they of it.',
  example: {
    of: 'action',
    base: "http: GET /orders\nresponses: { '200': {}, '404': {}, '409': {} }",
    revision: "http: GET /orders\nresponses: { '200': {}, '404': {} }",
  },
  operation: (pair) => {
    const declared = declaredPair(pair, 'failure')
    if (declared === null) return []
    const found = (status: string, level: 'risky' | 'safe', text: string): Found => ({
      pointer: httpPointer(pair) + pointer('responses', status),
      level,
      message: `Status ${status} ${text}.`,
    })
    const gone = statusesBeyond(declared.base, declared.revision)
    const come = statusesBeyond(declared.revision, declared.base)
    return [
      ...gone.unknown.map((status) => found(status, 'risky', 'is not declared any more')),
      ...gone.wider.map((status) => found(status, 'safe', 'tells of fewer failures now')),
      ...come.unknown.map((status) => found(status, 'safe', 'may tell of a failure now')),
      ...come.wider.map((status) => found(status, 'safe', 'may tell of more failures now')),
    ]
  },
}
