import type { ConditionNode, Node } from '../expression/index.ts'
import { assuredBy } from './guards.ts'
import { type Around, anyOf, both, type Outcome, outcomeOf } from './outcome.ts'
import { argument, isBinary, isCallOf, isSingle } from './presence-question.ts'

/**
 * What a condition decides between. Where it asks for nothing but what is there, or null, it is decided by what is
 * read, not by its value; else both must give a value of one type in any case.
 */
export function outcomeOfCondition(node: ConditionNode, around: Around): Outcome | undefined {
  const { condition, then, else: other } = node
  const asked = around.outcome(condition, around)
  const [holds, fails] = [
    around.outcome(then, known(condition, true, around)),
    other === undefined ? outcomeOf('varies', []) : around.outcome(other, known(condition, false, around)),
  ]
  if (asked === undefined || holds === undefined || fails === undefined) return undefined
  const isDecided =
    isByPresence(condition, around, ['exists']) || (other !== undefined && isByPresence(condition, around))
  if (!isDecided) return anyOf([holds, fails])
  const there = other === undefined ? both('given', holds.there) : both(holds.there, fails.there)
  return outcomeOf(there, [...holds.types, ...fails.types], [...holds.items, ...fails.items])
}

function known(condition: Node, holds: boolean, around: Around): Around {
  return { ...around, assured: [...around.assured, ...assuredBy(condition, around, holds)] }
}

/** Whether a condition holds by what is there, or of which type it is; with `exists` alone, wherever all is there. */
function isByPresence(node: Node, around: Around, by: readonly string[] = ['exists', 'not', 'null']): boolean {
  const inner = (part: Node): boolean => isByPresence(part, around, by)
  if (isSingle(node)) return inner(node.expressions[0] as Node)
  if (isBinary(node, ['and', 'or'])) return inner(node.lhs) && inner(node.rhs)
  if (isCallOf(node, ['boolean'], around)) return inner(argument(node))
  if (isCallOf(node, ['not'], around)) return by.includes('not') && inner(argument(node))
  if (isCallOf(node, ['exists'], around)) return isThere(argument(node), around)
  return by.includes('null') && isNullQuestion(node, around)
}

function isNullQuestion(node: Node, around: Around): boolean {
  if (!isBinary(node, ['=', '!='])) return false
  const sides = [node.lhs, node.rhs]
  return sides.some(isNull) && sides.every((side) => isThere(side, around))
}

function isNull(node: Node): boolean {
  return node.type === 'value' && node.value === null
}

function isThere(node: Node, around: Around): boolean {
  const there = around.outcome(node, around)?.there
  return there === 'always' || there === 'given'
}
