import type { BlockNode, Node, UnaryNode } from '../expression/index.ts'
import { type Context, Names } from './context.ts'
import { type Around, both, isOnly, type Outcome, outcomeOf, outcomeOfValue } from './outcome.ts'
import { outcomeOfBinary } from './outcome-of-binary.ts'
import { outcomeOfCall } from './outcome-of-call.ts'
import { outcomeOfCondition } from './outcome-of-condition.ts'
import { outcomeOfPath } from './outcome-of-path.ts'
import { Recorder, TooMuch } from './recorder.ts'
import { typeOf } from './type-of.ts'

/** In elements: of what arrays hold, as long as there are as many. */
export type Totality = 'total' | 'total in elements' | 'partial'

/**
 * Whether an expression has a value for every value of the declared types of what it reads, where that is there, and of
 * the same type for every value of a type. It leads to fields, compares, decides between values of one type and puts
 * together; it does not where it may fail (arithmetic overflows but for a few, `$number` refuses texts, null can't be
 * compared), find nothing (a filter, a position, an empty list) or leave out what a condition does not hold for.
 */
export function totalityOf(ast: Node, context: Context): Totality {
  const around: Around = { ...context, recorder: new Recorder(context.recorder.text), bound: new Map(), outcome }
  try {
    const there = outcome(ast, around)?.there
    if (there === 'always' || there === 'given') return 'total'
    return there === 'counted' ? 'total in elements' : 'partial'
  } catch (error) {
    if (error instanceof TooMuch) return 'partial'
    throw error
  }
}

function outcome(node: Node, around: Around): Outcome | undefined {
  around.recorder.tick()
  if (!isPlain(node)) return undefined
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
      return outcomeOf('always', [typeOf(node.value)])
    case 'path':
      return outcomeOfPath(node, around)
    case 'variable':
      return around.bound.get(node.value) ?? outcomeOfValue(around.interpret(node, around), around)
    case 'condition':
      return outcomeOfCondition(node, around)
    case 'block':
      return outcomeOfBlock(node, around)
    case 'bind':
      return outcome(node.rhs, around)
    case 'binary':
      return outcomeOfBinary(node, around)
    case 'unary':
      if (node.value === '-') return outcomeOfNegative(node, around)
      return node.value === '[' ? outcomeOfArray(node, around) : outcomeOfObject(node, around)
    case 'function':
      return outcomeOfCall(node.procedure, node.arguments, around)
    case 'apply': {
      const [procedure, more] = node.rhs.type === 'function' ? [node.rhs.procedure, node.rhs.arguments] : [node.rhs, []]
      return isPlain(node.rhs) ? outcomeOfCall(procedure, [node.lhs, ...more], around) : undefined
    }
    default:
      return undefined
  }
}

/** Nothing picks of it, gathers it or binds a name to it; the stages of a path's step are seen to there. */
function isPlain({ predicate, group }: Node): boolean {
  return predicate === undefined && group === undefined
}

function outcomeOfBlock({ expressions }: BlockNode, around: Around): Outcome | undefined {
  const bound = new Map(around.bound)
  const inner = { ...around, bound, names: new Names(around.names) }
  let last: Outcome | undefined
  for (const expression of expressions) {
    last = outcome(expression, inner)
    if (last === undefined) return undefined
    if (expression.type !== 'bind') continue
    const name = expression.lhs.value
    inner.names.bind(name, inner.interpret(expression.rhs, inner))
    bound.set(name, last)
  }
  return last
}

function outcomeOfNegative({ expression }: UnaryNode, around: Around): Outcome | undefined {
  const of = expression === undefined ? undefined : outcome(expression, around)
  return of !== undefined && of.there !== 'several' && isOnly(of.types, 'number') ? of : undefined
}

/** An array in any case; of what lies in it, only the elements of others may be any number. */
function outcomeOfArray({ expressions = [] }: UnaryNode, around: Around): Outcome | undefined {
  const parts = expressions.map((item) => outcome(item, around))
  const known = parts.filter((part) => part !== undefined)
  if (known.length < parts.length) return undefined
  const items = known.flatMap(({ types, items: inner, there }) => [
    ...[...types].filter((type) => type !== 'array'),
    ...(types.has('array') || there === 'several' ? inner : []),
  ])
  return outcomeOf(known.some(({ there }) => there === 'varies') ? 'varies' : 'always', ['array'], items)
}

/** An object in any case, with the same fields where all that it reads is there; two of one name are an error. */
function outcomeOfObject({ lhs = [] }: UnaryNode, around: Around): Outcome | undefined {
  const names = lhs.map(([name]) => (name.type === 'string' ? String(name.value) : undefined))
  if (names.includes(undefined) || new Set(names).size < names.length) return undefined
  const fields = lhs.map(([, field]) => outcome(field, around))
  if (fields.includes(undefined)) return undefined
  const isWhole = fields.every((field) => field?.there === 'always' || field?.there === 'given')
  return outcomeOf(both('always', isWhole ? 'always' : 'varies'), ['object'])
}
