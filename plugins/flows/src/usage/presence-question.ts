import type { BinaryNode, CallNode, Node } from '../expression/index.ts'
import type { Context } from './context.ts'
import { nativeName } from './native-name.ts'

/** A condition that holds only where something is there. */
export interface PresenceQuestion {
  readonly of: Node
  /** Whether this is all that is asked. */
  readonly merely: boolean
  /** Whether it does not hold where that is null. */
  readonly notNull: boolean
  /** Whether it is null that it asks for. */
  readonly asksNull?: boolean
}

/** `$exists(x)`, `x != null`, `$type(x) = "…"` and `$count(x) > 0` ask whether `x` is there. */
export function presenceQuestion(condition: Node, context: Context): PresenceQuestion | undefined {
  if (isCallOf(condition, ['exists'], context)) return { of: argument(condition), merely: true, notNull: false }
  if (!isBinary(condition, Object.keys(turned))) return undefined
  const { lhs, rhs, value } = condition
  return compared(lhs, value, rhs, context) ?? compared(rhs, turned[value] ?? value, lhs, context)
}

/** What is asked for being null, by a condition that holds where it is (`x = null`, `$type(x) = "null"`). */
export function nullQuestion(condition: Node, context: Context): Node | undefined {
  if (!isBinary(condition, ['='])) return undefined
  const { lhs, rhs } = condition
  return askedForNull(lhs, rhs, context) ?? askedForNull(rhs, lhs, context)
}

function askedForNull(one: Node, other: Node, context: Context): Node | undefined {
  if (other.type === 'value' && other.value === null) return one
  return isCallOf(one, ['type'], context) && other.type === 'string' && other.value === 'null'
    ? argument(one)
    : undefined
}

/** What an operator says of its sides in the other order. */
const turned: Readonly<Record<string, string>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

function compared(one: Node, operator: string, other: Node, context: Context): PresenceQuestion | undefined {
  if (operator === '!=' && other.type === 'value' && other.value === null)
    return { of: one, merely: false, notNull: true }
  if (isCallOf(one, ['type'], context) && other.type === 'string' && /^!?=$/.test(operator))
    return {
      of: argument(one),
      merely: false,
      notNull: (operator === '=') === (other.value !== 'null'),
      asksNull: operator === '=' && other.value === 'null',
    }
  if (isCallOf(one, ['count'], context) && other.type === 'number' && isMoreThanNone(operator, Number(other.value)))
    return { of: argument(one), merely: false, notNull: false }
  return undefined
}

/** Whether a number that is `> n`, `>= n`, `= n` or `!= n` is none of those that `$count` gives of nothing. */
function isMoreThanNone(operator: string, number: number): boolean {
  switch (operator) {
    case '>':
      return number >= 0
    case '>=':
    case '=':
      return number > 0
    case '!=':
      return number === 0
    default:
      return false
  }
}

/** Whether a condition is true or false whatever is absent; else it may be nothing, of which `$not` makes nothing. */
export function isNeverNothing(node: Node, context: Context): boolean {
  if (!isBare(node)) return false
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
      return true
    case 'block':
      return isSingle(node) && isNeverNothing(node.expressions[0] as Node, context)
    case 'binary':
      if (/^(and|or|=|!=|in|&)$/.test(node.value)) return true
      return [node.lhs, node.rhs].every((side) => isNeverNothing(side, context))
    case 'function':
      if (isCallOf(node, ['exists', 'count'], context)) return true
      return isCallOf(node, ['not', 'boolean', 'string', 'type'], context) && isNeverNothing(argument(node), context)
    default:
      return false
  }
}

export function isBinary(node: Node, operators: readonly string[]): node is BinaryNode {
  return node.type === 'binary' && operators.includes(node.value) && isBare(node)
}

export function isSingle(node: Node): node is Node & { type: 'block' } {
  return node.type === 'block' && node.expressions.length === 1 && isBare(node)
}

/** A call of one of JSONata's functions with one argument. */
export function isCallOf(node: Node, names: readonly string[], context: Context): node is CallNode {
  if (node.type !== 'function' || node.arguments.length !== 1 || !isBare(node)) return false
  return names.includes(nativeName(node.procedure, context) ?? '')
}

export function argument(call: CallNode): Node {
  return call.arguments[0] as Node
}

/** Nothing picks of it, or gathers it. */
function isBare({ predicate, group }: Node): boolean {
  return predicate === undefined && group === undefined
}
