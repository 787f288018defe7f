import type { BinaryNode, Node } from '../expression/index.ts'
import { assuredBy } from './guards.ts'
import { type Around, both, isOnly, type Outcome, outcomeOf } from './outcome.ts'

/** Beside the largest numbers, of which so much makes no other. */
const most = 1e15

/** What an operator makes: numbers are compared with numbers and texts with texts, or it fails. */
export function outcomeOfBinary({ value: operator, lhs, rhs }: BinaryNode, around: Around): Outcome | undefined {
  const decides = operator === 'and' || operator === 'or'
  const assured = decides ? assuredBy(lhs, around, operator === 'and') : []
  const left = around.outcome(lhs, around)
  const right = around.outcome(rhs, { ...around, assured: [...around.assured, ...assured] })
  if (left === undefined || right === undefined) return undefined
  if (operator === '&') return outcomeOf('always', ['string'])
  if (decides || /^(=|!=|in)$/.test(operator)) return outcomeOf('always', ['boolean'])
  if (overflowsNever(operator, lhs, rhs)) return calculated(left, right)
  if (!/^[<>]=?$/.test(operator) || left.there === 'several' || right.there === 'several') return undefined
  const fits = ['number', 'string'].some((type) => [left, right].every(({ types }) => isOnly(types, type)))
  return fits ? outcomeOf(both(left.there, right.there), ['boolean']) : undefined
}

/** Whether it makes a number of every number: what overflows fails. */
function overflowsNever(operator: string, lhs: Node, rhs: Node): boolean {
  const [left, right] = [sizeOf(lhs), sizeOf(rhs)]
  if (operator === '+' || operator === '-') return (left ?? right ?? Number.POSITIVE_INFINITY) <= most
  if (operator === '*') return (left ?? right ?? Number.POSITIVE_INFINITY) <= 1
  if (operator === '/') return (right ?? 0) >= 1
  return operator === '%' && (right ?? 0) > 0
}

function sizeOf(node: Node): number | undefined {
  return node.type === 'number' && node.predicate === undefined ? Math.abs(Number(node.value)) : undefined
}

function calculated(left: Outcome, right: Outcome): Outcome | undefined {
  const are = [left, right].every(({ there, types }) => there !== 'several' && isOnly(types, 'number'))
  return are ? outcomeOf(both(left.there, right.there), ['number']) : undefined
}
