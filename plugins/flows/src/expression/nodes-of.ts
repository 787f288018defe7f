import type { Node, Stage } from './ast.ts'

/** The nodes directly below one, in the order in which they are written. */
function childrenOf(node: Node): Node[] {
  return [...ownChildren(node), ...stagesOf(node).flatMap(filterOf), ...(node.group?.lhs.flat() ?? [])]
}

/** Every node of the tree, from the top. */
export function* nodesOf(node: Node): Generator<Node> {
  const open = [node]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next
    open.push(...childrenOf(next))
  }
}

function ownChildren(node: Node): readonly Node[] {
  switch (node.type) {
    case 'path':
      return node.steps
    case 'binary':
    case 'apply':
      return [node.lhs, node.rhs]
    case 'bind':
      return [node.rhs]
    case 'unary':
      return [...(node.expression ? [node.expression] : []), ...(node.expressions ?? []), ...(node.lhs?.flat() ?? [])]
    case 'condition':
      return [node.condition, node.then, ...(node.else ? [node.else] : [])]
    case 'block':
      return node.expressions
    case 'function':
    case 'partial':
      return [node.procedure, ...node.arguments]
    case 'lambda':
      return [node.body]
    case 'transform':
      return [node.pattern, node.update, ...(node.delete ? [node.delete] : [])]
    case 'sort':
      return node.terms.map((term) => term.expression)
    default:
      return []
  }
}

function stagesOf(node: Node): readonly Stage[] {
  return [...(node.stages ?? []), ...(node.predicate ?? [])]
}

function filterOf(stage: Stage): Node[] {
  return stage.type === 'filter' ? [stage.expr] : []
}
