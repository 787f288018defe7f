import type { BinaryNode, NameNode, Node, ParentNode, TransformNode, UnaryNode } from '../expression/index.ts'
import { type AbstractValue, certainOf, derived, derivedOf, madeOf, nothing, oneOf } from './abstract-value.ts'
import { type Context, fails, Names, tokenOf, use } from './context.ts'
import { conditional, test } from './guards.ts'
import { interpretApply, interpretCall, interpretLambda, interpretPartial } from './interpret-call.ts'
import { filtered, grouped, interpretPath } from './interpret-path.ts'
import { mayBeOther } from './may-be-other.ts'
import { nativeFunction } from './native-functions.ts'
import { belowOf, childrenOf, elementsOf, fieldOf } from './navigate.ts'
import { presenceQuestion } from './presence-question.ts'

/**
 * Goes through an expression by its syntax tree, without evaluating it: the recorder takes down what it uses, and the
 * answer is what is known about its value. Whatever a part is used for is taken down where it is used, so a path that
 * only leads on to another is not a read of its own.
 */
export function interpret(node: Node, context: Context): AbstractValue {
  context.recorder.tick()
  const since = context.recorder.readSoFar
  const value = filtered(interpretPlain(node, provides(node, context)), node.predicate ?? [], { context, node, since })
  return node.group === undefined ? value : grouped(value, node.group, context)
}

/** A path of nothing, and a condition or a block that ends with it, are nothing; what others make of it is not. */
function provides(node: Node, context: Context): Context {
  const passed = /^(condition|block|function|apply|path)$/.test(node.type)
  return passed || context.provided !== true ? context : { ...context, provided: false }
}

function interpretPlain(node: Node, context: Context): AbstractValue {
  context.recorder.rules.add(ruleOf(node))
  switch (node.type) {
    case 'path':
      return interpretPath(node, context)
    case 'name':
      return fieldOf(context.value, node.value, {
        recorder: context.recorder,
        token: tokenOf(node as Node & { value: string }, context),
      })
    case 'string':
    case 'number':
    case 'value':
      return { kind: 'literal', value: node.value }
    case 'wildcard':
      return childrenOf(context.value, context.recorder)
    case 'descendant':
      return belowOf(context.value, context.recorder)
    case 'parent':
      return interpretParent(node, context)
    case 'variable':
      return interpretVariable(node as NameNode, context)
    case 'binary':
      return interpretBinary(node, context)
    case 'unary':
      return interpretUnary(node, context)
    case 'condition':
      return conditional(node, context)
    case 'block':
      return interpretBlock(node.expressions, context)
    case 'bind': {
      const value = interpret(node.rhs, context)
      const bound = context.maybe === true ? oneOf([value, context.names.get(node.lhs.value) ?? nothing]) : value
      context.names.bind(node.lhs.value, bound)
      return value
    }
    case 'function':
      return interpretCall(node, context)
    case 'partial':
      return interpretPartial(node, context)
    case 'lambda':
      return interpretLambda(node, context)
    case 'apply':
      return interpretApply(node, context)
    case 'transform':
      return interpretTransform(node, context)
    default:
      return derived
  }
}

const operators: Readonly<Record<string, string>> = {
  and: 'binary-and',
  or: 'binary-or',
  in: 'binary-in',
  '&': 'binary-text',
  '..': 'binary-range',
  '=': 'binary-equal',
  '!=': 'binary-equal',
  '<': 'binary-compare',
  '<=': 'binary-compare',
  '>': 'binary-compare',
  '>=': 'binary-compare',
}
const unaries = { '-': 'unary-minus', '[': 'unary-array', '{': 'unary-object' }

/** The name of the typing rule. */
function ruleOf(node: Node): string {
  if (node.type === 'binary') return operators[node.value] ?? 'binary-number'
  if (node.type === 'unary') return unaries[node.value]
  if (node.type !== 'variable') return node.type
  return node.value === '' ? 'variable-context' : node.value === '$' ? 'variable-root' : 'variable'
}

function interpretParent({ slot }: ParentNode, context: Context): AbstractValue {
  const around = context.names.get(`!${slot.label}`)
  return around ?? belowOf(context.root, context.recorder)
}

function interpretVariable({ value: name }: NameNode, context: Context): AbstractValue {
  if (name === '') return context.value
  if (name === '$') return context.root
  return context.names.get(name) ?? nativeFunction(name, context)
}

function interpretBinary(node: BinaryNode, context: Context): AbstractValue {
  const { value: operator, lhs, rhs } = node
  if (/^(and|or)$/.test(operator) || presenceQuestion(node, context) !== undefined) return test(node, context)
  const compares = /^(=|!=|<|<=|>|>=|in)$/.test(operator)
  const since = context.recorder.readSoFar
  const sides = [lhs, rhs].map((side) => interpret(side, { ...context, provided: operator === '&' }))
  if (mayBeUnfit(operator, sides)) fails(since, context)
  for (const [index, side] of sides.entries()) useSide(side, operator, { other: sides[1 - index], context })
  if (compares) return /^(=|!=|in)$/.test(operator) ? certainOf('boolean') : madeOf('boolean', sides)
  if (operator === '..') return { kind: 'list', items: [derivedOf('integer')] }
  return operator === '&' ? certainOf('string') : madeOf('number', sides)
}

/** Whether the sides may be of types with which the operator fails, as far as they are known. */
function mayBeUnfit(operator: string, sides: readonly AbstractValue[]): boolean {
  const other = (...types: string[]): boolean => sides.some((side) => mayBeOther(side, types))
  if (/^[<>]=?$/.test(operator)) return other('number', 'string') || (other('number') && other('string'))
  return !/^(&|=|!=|in)$/.test(operator) && other('number')
}

interface Beside {
  readonly other: AbstractValue | undefined
  readonly context: Context
}

/** Nothing makes a comparison false, an empty part of a text, and no number. */
function useSide(value: AbstractValue, operator: string, { other, context }: Beside): void {
  const { recorder, assured } = context
  if (operator === '&') recorder.use(value, { as: 'value', ifAbsent: 'drops', becomes: 'empty text', assured })
  else if (/^(=|!=|<|<=|>|>=|in)$/.test(operator)) {
    const compared = /^!?=$/.test(operator) && other?.kind === 'literal' && Boolean(other.value)
    recorder.use(value, { as: 'test', ifAbsent: 'drops', becomes: 'false', compared, assured })
  } else recorder.use(value, { as: 'value', ifAbsent: 'drops', assured })
}

function interpretUnary(node: UnaryNode, context: Context): AbstractValue {
  if (node.value === '{') return grouped(context.value, { lhs: node.lhs ?? [] }, context)
  if (node.value === '[')
    return { kind: 'list', items: (node.expressions ?? []).map((item) => interpret(item, context)) }
  const since = context.recorder.readSoFar
  const given = node.expression === undefined ? nothing : interpret(node.expression, context)
  if (mayBeOther(given, ['number'])) fails(since, context)
  use(given, context, 'value')
  return madeOf('number', [given])
}

function interpretBlock(expressions: readonly Node[], context: Context): AbstractValue {
  const inner = { ...context, maybe: false, names: new Names(context.names) }
  return expressions.map((expression) => interpret(expression, inner)).at(-1) ?? nothing
}

function interpretTransform({ pattern, update, delete: deleted }: TransformNode, context: Context): AbstractValue {
  const apply = ([given = derived]: readonly AbstractValue[]): AbstractValue => {
    use(given, context, 'whole')
    const matched = {
      ...context,
      value: elementsOf(interpret(pattern, { ...context, value: given }), context.recorder),
    }
    use(matched.value, matched, 'value')
    for (const part of [update, deleted]) if (part !== undefined) use(interpret(part, matched), matched, 'value')
    return derived
  }
  return { kind: 'function', apply }
}
