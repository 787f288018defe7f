import type { BinaryNode, CallNode, ConditionNode, Node } from '../expression/index.ts'
import {
  type AbstractValue,
  type Assured,
  assure,
  certainOf,
  derivedOf,
  nothing,
  oneOf,
  type Place,
  startsWith,
} from './abstract-value.ts'
import { type Context, placesIn } from './context.ts'
import { Recorder } from './recorder.ts'
import { sourceOf } from './source-of.ts'

type Where = Pick<Place, 'step' | 'path'>

/** Goes through a condition and both of what it decides between, each where the condition holds or does not. */
export function conditional({ condition, then, else: other }: ConditionNode, context: Context): AbstractValue {
  const holds = branch(then, assuredBy(condition, context, true), context)
  const fails = other === undefined ? undefined : branch(other, assuredBy(condition, context, false), context)
  test(condition, context, [...holds.uses, ...(fails?.uses ?? [])])
  return oneOf([holds.value, fails?.value ?? nothing])
}

/** What a branch gives, and what it uses under the protection of the condition. */
function branch(
  node: Node,
  assured: readonly Assured[],
  context: Context,
): { value: AbstractValue; uses: readonly Where[] } {
  const before = context.recorder.uses.length
  const value = assure(context.interpret(node, { ...context, assured: [...context.assured, ...assured] }), assured)
  const uses = assured.length === 0 ? [] : [...context.recorder.uses.slice(before), ...placesIn(value, context)]
  return { value, uses }
}

/**
 * Goes through a condition. A value that is asked about for its presence may be absent; so may one that is asked for
 * its truth, where `protects` has a use of it that this condition guards.
 */
export function test(condition: Node, context: Context, protects: readonly Where[] = []): AbstractValue {
  const asked = askedForPresence(condition)
  if (asked !== undefined) testPresence(asked, isCallOf(condition, ['exists']), context)
  else if (isCallOf(condition, ['not', 'boolean'])) test(argument(condition), context, protects)
  else if (isBinary(condition, ['and', 'or'])) testBoth(condition, context, protects)
  else if (isSingle(condition)) test(condition.expressions[0] as Node, context, protects)
  else {
    const value = context.interpret(condition, context)
    const place = onlyPlace(condition, context)
    const protecting =
      place !== undefined && protects.some(({ step, path }) => step === place.step && startsWith(path, place.path))
    const ifAbsent = protecting ? 'tolerated' : 'drops'
    context.recorder.use(value, { as: 'test', ifAbsent, becomes: 'false', assured: context.assured })
  }
  return (asked !== undefined || isBinary(condition, ['and', 'or']) ? certainOf : derivedOf)('boolean')
}

/** What is made of nothing is nothing: asking for it asks for what it is made of. */
function testPresence(asked: Node, merely: boolean, context: Context): void {
  const place = onlyPlace(sourceOf(asked, context), context)
  const assured =
    place === undefined ? context.assured : [...context.assured, { ...place, picked: place.picked, notNull: false }]
  const value = context.interpret(asked, { ...context, assured })
  context.recorder.use(value, { as: 'test', ifAbsent: 'tolerated', assured: context.assured, presence: merely })
}

function testBoth({ lhs, rhs, value }: BinaryNode, context: Context, protects: readonly Where[]): void {
  const before = context.recorder.uses.length
  const assured = assuredBy(lhs, context, value === 'and')
  test(rhs, { ...context, assured: [...context.assured, ...assured] }, protects)
  test(lhs, context, [...protects, ...context.recorder.uses.slice(before)])
}

/** The paths that are there where the condition holds (or does not). */
export function assuredBy(condition: Node, context: Context, holds: boolean): Assured[] {
  if (isSingle(condition)) return assuredBy(condition.expressions[0] as Node, context, holds)
  if (isCallOf(condition, ['not'])) return assuredBy(argument(condition), context, !holds)
  if (isCallOf(condition, ['boolean'])) return assuredBy(argument(condition), context, holds)
  if (isBinary(condition, [holds ? 'and' : 'or']))
    return [condition.lhs, condition.rhs].flatMap((part) => assuredBy(part, context, holds))
  if (!holds) return []
  const asked = askedForPresence(condition)
  const place = onlyPlace(sourceOf(asked ?? condition, context), context)
  if (place === undefined || place.many !== undefined) return []
  const { step, path, picked } = place
  return [{ step, path, picked, notNull: asked === undefined ? isPlain(condition) : refusesNull(condition) }]
}

/** What holds is true, so it is not null; of what is made of it that says nothing: `$string(null)` is text. */
function isPlain(condition: Node): boolean {
  return condition.type === 'path' || condition.type === 'variable'
}

function refusesNull(condition: Node): boolean {
  return isBinary(condition, ['!=']) && [condition.lhs, condition.rhs].some((side) => side.type === 'value')
}

/** `$exists(x)`, `x != null`, `$type(x) = "…"` and `$count(x) > 0` ask whether `x` is there. */
export function askedForPresence(condition: Node): Node | undefined {
  if (isCallOf(condition, ['exists'])) return argument(condition)
  if (!isBinary(condition, ['=', '!=', '>', '>='])) return undefined
  for (const [one, other] of [
    [condition.lhs, condition.rhs],
    [condition.rhs, condition.lhs],
  ] as [Node, Node][]) {
    if (condition.value === '!=' && other.type === 'value' && other.value === null) return one
    if (/=/.test(condition.value) && other.type === 'string' && isCallOf(one, ['type'])) return argument(one)
    if (/^(>|>=|!=)$/.test(condition.value) && other.type === 'number' && isCallOf(one, ['count'])) return argument(one)
  }
  return undefined
}

/** The one place that a path or a variable stands for. */
function onlyPlace(node: Node, context: Context): Place | undefined {
  if (node.type !== 'path' && node.type !== 'variable') return undefined
  const value = context.interpret(node, { ...context, recorder: new Recorder(context.recorder.text) })
  if (value.kind !== 'places' || value.places.length !== 1) return undefined
  const [place] = value.places
  return place === undefined || place.deep || place.path.length === 0 ? undefined : place
}

function isBinary(node: Node, operators: readonly string[]): node is BinaryNode {
  return node.type === 'binary' && operators.includes(node.value)
}

function isSingle(node: Node): node is Node & { type: 'block' } {
  return node.type === 'block' && node.expressions.length === 1
}

/** A call of one of JSONata's functions with one argument. */
export function isCallOf(node: Node, names: readonly string[]): node is CallNode {
  if (node.type !== 'function' || node.arguments.length !== 1 || node.predicate !== undefined) return false
  return node.procedure.type === 'variable' && names.includes(node.procedure.value)
}

function argument(call: CallNode): Node {
  return call.arguments[0] as Node
}
