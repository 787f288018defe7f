import type { Node } from '../expression/index.ts'
import type { Context } from './context.ts'
import { nativeName } from './native-name.ts'
import { signatures } from './signatures.ts'

/**
 * The part that a computation has no value without: `$uppercase(x)` and `$substring(x, 0, 3)` have none without `x`.
 */
export function sourceOf(node: Node, context: Context): Node {
  const inner = node.predicate === undefined ? innerOf(node, context) : undefined
  return inner === undefined ? node : sourceOf(inner, context)
}

function innerOf(node: Node, context: Context): Node | undefined {
  switch (node.type) {
    case 'block':
      return node.expressions.length === 1 ? node.expressions[0] : undefined
    case 'function':
      return isStrict(node.procedure, node.arguments.length, context) ? node.arguments[0] : undefined
    case 'apply': {
      const { lhs, rhs } = node
      const [called, more] = rhs.type === 'function' ? [rhs.procedure, rhs.arguments.length] : [rhs, 0]
      return isStrict(called, 1 + more, context) ? lhs : undefined
    }
    default:
      return undefined
  }
}

/**
 * Whether it is one of JSONata's functions that make one value of another, and nothing of nothing. With fewer arguments
 * than it needs, the context would be the first.
 */
function isStrict(procedure: Node, given: number, context: Context): boolean {
  const signature = signatures[nativeName(procedure, context) ?? '']
  const [first] = signature?.parameters ?? []
  if (signature?.result === undefined || first === undefined || signature.required === 0) return false
  return first.as === 'value' && !first.throws && given >= signature.required
}
