import type { BinaryNode } from '../expression/index.ts'
import { assuredBy } from './guards.ts'
import { type Around, both, isOnly, type Outcome, outcomeOf } from './outcome.ts'

/** What an operator makes: numbers are compared with numbers and texts with texts, or it fails. */
export function outcomeOfBinary({ value: operator, lhs, rhs }: BinaryNode, around: Around): Outcome | undefined {
  const decides = operator === 'and' || operator === 'or'
  const assured = decides ? assuredBy(lhs, around, operator === 'and') : []
  const left = around.outcome(lhs, around)
  const right = around.outcome(rhs, { ...around, assured: [...around.assured, ...assured] })
  if (left === undefined || right === undefined) return undefined
  if (operator === '&') return outcomeOf('always', ['string'])
  if (decides || /^(=|!=|in)$/.test(operator)) return outcomeOf('always', ['boolean'])
  if (!/^[<>]=?$/.test(operator) || left.there === 'several' || right.there === 'several') return undefined
  const fits = ['number', 'string'].some((type) => [left, right].every(({ types }) => isOnly(types, type)))
  return fits ? outcomeOf(both(left.there, right.there), ['boolean']) : undefined
}
