import { pointer } from '../../model/index.ts'
import { declaredPair, statusesBeyond } from '../declared-responses.ts'
import { httpPointer } from '../operation-pair.ts'
import type { Rule } from '../rule.ts'

export const responseFailureRule: Rule = {
  id: 'response.failure',
  side: 'output',
  levels: ['risky', 'safe'],
  title: 'A failure is declared no more, or anew',
  explanation:
    'A step of a flow fails with any of them alike, so no flow is touched. A host hears the status, and one that tells failures apart may not meet it any more: risky where it is gone, safe where it is new.',
  example: {
    of: 'action',
    base: "http: GET /orders\nresponses: { '200': {}, '404': {}, '409': {} }",
    revision: "http: GET /orders\nresponses: { '200': {}, '404': {} }",
  },
  operation: (pair) => {
    const declared = declaredPair(pair, 'failure')
    if (declared === null) return []
    const at = (status: string): string => httpPointer(pair) + pointer('responses', status)
    const gone = statusesBeyond(declared.base, declared.revision)
    const come = statusesBeyond(declared.revision, declared.base)
    return [
      ...gone.map((status) => ({
        pointer: at(status),
        level: 'risky' as const,
        message: `Status ${status} is not declared any more.`,
      })),
      ...come.map((status) => ({
        pointer: at(status),
        level: 'safe' as const,
        message: `Status ${status} may tell of a failure now.`,
      })),
    ]
  },
}
