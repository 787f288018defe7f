import { pointer } from '../../model/index.ts'
import { learntOtherwise } from '../learnt-otherwise.ts'
import { httpPointer, type OperationPair } from '../operation-pair.ts'
import { requestDifferences } from '../request.ts'
import type { Found, Rule } from '../rule.ts'

export const operationRequestRule: Rule = {
  id: 'operation.request',
  side: 'transport',
  levels: ['risky'],
  title: 'The same input is sent differently',
  explanation:
    'A parameter, header or body holds something else, or its value comes from elsewhere: the service may do something else with the same input. So it is with what a connection learns from another operation (`derived`) once that is called otherwise or answers something else there. Parameters that only carry an added, removed or renamed input are part of that input’s change, and those that only carry one that both have are `input.placement`; the first body is not, since `{}` is sent for it where none of its inputs is given, and nothing was sent before.',
  example: {
    of: 'action',
    base: 'http: GET /orders\nquery: { sort: id }',
    revision: 'http: GET /orders\nquery: { sort: date }',
  },
  operation: (pair) => [...ownChange(pair), ...learntChange(pair)],
}

function ownChange(pair: OperationPair): readonly Found[] {
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
}

/** Nobody's step calls what a connection learns from: its change is one of those whose requests read it. */
function learntChange(pair: OperationPair): readonly Found[] {
  return learntOtherwise(pair).map(({ name, operation }) => ({
    pointer: pointer('derived', name),
    message: `"${operation}", from which a connection learns "derived.${name}", is another.`,
  }))
}
