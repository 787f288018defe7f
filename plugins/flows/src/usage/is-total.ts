import { type Node, nodesOf } from '../expression/index.ts'

const functions: ReadonlySet<string> = new Set([
  'boolean',
  'contains',
  'count',
  'exists',
  'join',
  'length',
  'lowercase',
  'not',
  'string',
  'substring',
  'substringAfter',
  'substringBefore',
  'trim',
  'type',
  'uppercase',
])

const operators: ReadonlySet<string> = new Set(['&', '=', '!=', '<', '<=', '>', '>=', 'in', 'and', 'or'])

/**
 * Whether an expression that has a value for one value of a type has one, of the same type, for every value of it: it only
 * leads to fields, compares, decides and puts together. Arithmetic overflows, `$number` refuses texts, filters and
 * `$lookup` may find nothing.
 */
export function isTotal(ast: Node): boolean {
  return [...nodesOf(ast)].every((node) => isPlain(node) && isTotalByItself(node))
}

/** Of what may stand beside any node only the place of an element, written as a number. */
function isPlain({ predicate = [], stages = [], group, focus, index, ancestor }: Node): boolean {
  if (group !== undefined || focus !== undefined || index !== undefined || ancestor !== undefined) return false
  return [...predicate, ...stages].every((stage) => stage.type === 'filter' && stage.expr.type === 'number')
}

function isTotalByItself(node: Node): boolean {
  switch (node.type) {
    case 'path':
    case 'name':
    case 'string':
    case 'number':
    case 'value':
    case 'condition':
    case 'block':
      return true
    case 'binary':
      return operators.has(node.value)
    case 'unary':
      return node.value === '[' || (node.value === '{' && (node.lhs ?? []).every(([name]) => name.type === 'string'))
    case 'function':
      return node.procedure.type === 'variable' && functions.has(node.procedure.value)
    case 'variable':
      return node.value === '' || node.value === '$' || functions.has(node.value)
    default:
      return false
  }
}
