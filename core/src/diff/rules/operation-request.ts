import { httpPointer } from '../operation-pair.ts'
import { requestDifferences } from '../request.ts'
import type { Rule } from '../rule.ts'

export const operationRequestRule: Rule = {
  id: 'operation.request',
  side: 'transport',
  levels: ['risky'],
  title: 'The same input is sent differently',
  explanation:
    'A parameter, header or body holds something else, or its value comes from elsewhere: the service may do something else with the same input. Parameters that only carry an added, removed or renamed input are part of that input’s change, and those that only carry one that both have are `input.placement`; the first body is not, since `{}` is sent for it where none of its inputs is given, and nothing was sent before.',
  example: {
    of: 'action',
    base: 'http: GET /orders\nquery: { sort: id }',
    revision: 'http: GET /orders\nquery: { sort: date }',
  },
  operation: (pair) => {
    const differences = requestDifferences(pair).filter(({ input }) => input === undefined)
    if (differences.length === 0) return []
    const shown = (side: 'before' | 'after'): object =>
      Object.fromEntries(differences.flatMap((one) => (one[side] === undefined ? [] : [[one.place, one[side]]])))
    return [
      {
        pointer: httpPointer(pair),
        message: `The request differs in ${differences.map((one) => one.place).join(', ')}.`,
        before: shown('before'),
        after: shown('after'),
        explains: ['request'],
      },
    ]
  },
}
