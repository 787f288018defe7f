import type { BinaryNode, ConditionNode, Node } from '../expression/index.ts'
import {
  type AbstractValue,
  type Assured,
  assure,
  certainOf,
  derivedOf,
  nothing,
  oneOf,
  type Place,
} from './abstract-value.ts'
import { type Context, placesIn } from './context.ts'
import { isAsDeclared, isSurelyThere } from './is-surely-there.ts'
import { startsWith } from './known.ts'
import {
  argument,
  isBinary,
  isCallOf,
  isNeverNothing,
  isSingle,
  nullQuestion,
  type PresenceQuestion,
  presenceQuestion,
} from './presence-question.ts'
import { Recorder } from './recorder.ts'
import { sourceOf } from './source-of.ts'
import { textOf } from './text-of.ts'

type Where = Pick<Place, 'step' | 'path'>

/** Goes through a condition and both of what it decides between, each where the condition holds or does not. */
export function conditional({ condition, then, else: other }: ConditionNode, context: Context): AbstractValue {
  const asksForIt = isItself(condition, then, context)
  const there = asksForIt ? { ...context, provided: true } : context
  const holds = branch(then, assuredBy(condition, context, true), there)
  const fails = other === undefined ? undefined : branch(other, assuredBy(condition, context, false), context)
  const isProvided = ({ value, mayFail }: Branch): boolean =>
    !mayFail && (context.provided === true || isSurelyThere(value, context.assured))
  test(condition, context, {
    protects: [...holds.uses, ...(fails?.uses ?? [])],
    whereTrue: isProvided(holds) || (asksForIt && !holds.mayFail),
    whereFalse: isProvided(fails ?? noBranch),
    chooses: true,
  })
  const value = oneOf([holds.value, fails?.value ?? nothing])
  const isDefault = asksForIt && presenceQuestion(condition, context)?.merely === true
  return isDefault && value.kind === 'oneOf' && isOne(holds.value) ? { ...value, fallback: true } : value
}

/** Whether it stands for one place as it is. */
function isOne(value: AbstractValue): boolean {
  const [place, ...others] = value.kind === 'places' ? value.places : []
  return place !== undefined && others.length === 0 && isAsDeclared(place)
}

/** What a branch gives, what it uses under the protection of the condition, and whether something in it may fail. */
interface Branch {
  readonly value: AbstractValue
  readonly uses: readonly Where[]
  readonly mayFail: boolean
}

const noBranch: Branch = { value: nothing, uses: [], mayFail: false }

/** What a condition decides about. */
interface Decides {
  /** What is used under its protection. */
  readonly protects: readonly Where[]
  /** Whether there is a value where it holds, or nothing does as well. */
  readonly whereTrue: boolean
  readonly whereFalse: boolean
  /** Whether there is nothing where it is nothing itself: `$not` and `$boolean` of nothing are nothing. */
  readonly isValue?: boolean
  /** Whether it chooses between two values. */
  readonly chooses?: boolean
}

const anything: Decides = { protects: [], whereTrue: true, whereFalse: true }

/** Goes through a predicate: what it does not hold for is left out. */
export function testPredicate(condition: Node, context: Context): AbstractValue {
  return test(condition, context, { ...anything, isValue: true })
}

/** Goes through a call of `$exists`, `$not` or `$boolean` whose value is used. */
export function testValue(call: Node, context: Context): AbstractValue {
  return test(call, context, { ...anything, isValue: true })
}

/** Whether it is asked for the same that is then given, as `??` and `?:` do. */
function isItself(condition: Node, then: Node, context: Context): boolean {
  return textOf(presenceQuestion(condition, context)?.of ?? condition) === textOf(then)
}

function branch(node: Node, assured: readonly Assured[], context: Context): Branch {
  const { failures, uses: earlier } = context.recorder
  const before = earlier.length
  const value = assure(
    context.interpret(node, { ...context, maybe: true, assured: [...context.assured, ...assured] }),
    assured,
  )
  const uses = assured.length === 0 ? [] : [...context.recorder.uses.slice(before), ...placesIn(value, context)]
  return { value, uses, mayFail: context.recorder.failures > failures }
}

/**
 * Goes through a condition. A value that is asked about for its presence may be absent; so may one that is asked for
 * its truth, where a use of it is guarded by this condition; neither where its absence decides for what may be nothing.
 */
export function test(condition: Node, context: Context, decides: Decides = anything): AbstractValue {
  const question = presenceQuestion(condition, context)
  const inner = { ...context, provided: decides.isValue !== true || context.provided === true }
  if (question !== undefined) testPresence(question, { ...context, provided: true }, decides)
  else if (isCallOf(condition, ['boolean'], context)) test(argument(condition), context, decides)
  else if (isCallOf(condition, ['not'], context)) test(argument(condition), context, denied(decides))
  else if (isBinary(condition, ['and', 'or'])) testBoth(condition, context, decides)
  else if (isSingle(condition)) test(condition.expressions[0] as Node, context, decides)
  else if (decides.chooses && nullQuestion(condition, context)) testNull(condition, context, decides)
  else testTruth(condition, inner, decides)
  return (question !== undefined || isBinary(condition, ['and', 'or']) ? certainOf : derivedOf)('boolean')
}

function denied({ whereTrue, whereFalse, ...rest }: Decides): Decides {
  return { ...rest, whereTrue: whereFalse, whereFalse: whereTrue }
}

function testTruth(condition: Node, context: Context, { protects, whereTrue, whereFalse }: Decides): void {
  const since = context.recorder.readSoFar
  const value = context.interpret(condition, context)
  if (!(whereTrue && whereFalse)) context.recorder.expose(since, context.assured)
  const place = onlyPlace(condition, context)
  const protecting =
    place !== undefined && protects.some(({ step, path }) => step === place.step && startsWith(path, place.path))
  const ifAbsent = protecting && whereFalse ? 'tolerated' : 'drops'
  const notNull = ifAbsent === 'tolerated'
  context.recorder.use(value, { as: 'test', ifAbsent, becomes: 'false', notNull, assured: context.assured })
}

/** Where null alone is asked for, and there is a value for it, null is provided for, and nothing else. */
function testNull(condition: Node, context: Context, { whereTrue, whereFalse }: Decides): void {
  const { recorder, assured } = context
  const since = recorder.readSoFar
  const value = context.interpret(nullQuestion(condition, context) ?? condition, { ...context, provided: false })
  if (!(whereTrue && whereFalse)) recorder.expose(since, assured)
  recorder.use(value, { as: 'test', ifAbsent: 'drops', becomes: 'false', unlessNull: whereTrue, assured })
}

/** What is made of nothing is nothing, unless it fails by something else: asking for it asks for what it is made of. */
function testPresence(
  { of, merely, notNull, asksNull = false }: PresenceQuestion,
  context: Context,
  { whereTrue, whereFalse, chooses = false }: Decides,
): void {
  const { recorder, assured } = context
  const [since, failures] = [recorder.readSoFar, recorder.failuresElsewhere]
  const place = onlyPlace(sourceOf(of, context), context)
  const known = place === undefined || place.many !== undefined ? [] : [knownOf(place, false)]
  const value = context.interpret(of, { ...context, assured: [...assured, ...known] })
  const goesWell = whereFalse && recorder.failuresElsewhere === failures
  if (!goesWell || !whereTrue) recorder.expose(since, goesWell ? [...assured, ...known] : assured)
  const ifAbsent = whereFalse ? 'tolerated' : 'drops'
  recorder.use(value, {
    as: 'test',
    ifAbsent,
    becomes: 'false',
    assured,
    presence: merely,
    notNull: notNull && whereFalse,
    unlessNull: asksNull && chooses && whereTrue,
  })
}

function testBoth({ lhs, rhs, value }: BinaryNode, context: Context, decides: Decides): void {
  const { recorder } = context
  const [before, failures] = [recorder.uses.length, recorder.failures]
  const assured = assuredBy(lhs, context, value === 'and')
  const { isValue: _, protects, ...both } = decides
  test(rhs, { ...context, assured: [...context.assured, ...assured] }, { ...both, protects })
  const goesWell = recorder.failures === failures
  test(lhs, context, {
    protects: [...protects, ...recorder.uses.slice(before)],
    whereTrue: both.whereTrue && (goesWell || value === 'or'),
    whereFalse: both.whereFalse && (goesWell || value === 'and'),
    ...(both.chooses && { chooses: true }),
  })
}

/** The paths that are there where the condition holds, or where it does not: where it is false, or nothing. */
export function assuredBy(condition: Node, context: Context, holds: boolean): Assured[] {
  if (isSingle(condition)) return assuredBy(condition.expressions[0] as Node, context, holds)
  if (isCallOf(condition, ['boolean'], context)) return assuredBy(argument(condition), context, holds)
  if (isCallOf(condition, ['not'], context)) {
    const denied = argument(condition)
    return holds || isNeverNothing(denied, context) ? assuredBy(denied, context, !holds) : []
  }
  if (isBinary(condition, [holds ? 'and' : 'or']))
    return [condition.lhs, condition.rhs].flatMap((part) => assuredBy(part, context, holds))
  if (!holds) return unlessNull(condition, context)
  const question = presenceQuestion(condition, context)
  const asked = question?.of ?? condition
  const place = onlyPlace(sourceOf(asked, context), context)
  if (place === undefined || place.many !== undefined) return []
  return [knownOf(place, isPlain(asked) && (question?.notNull ?? true))]
}

/** What is not null where a question for null does not hold: it may be absent. */
function unlessNull(condition: Node, context: Context): Assured[] {
  const asked = nullQuestion(condition, context)
  const place = asked === undefined ? undefined : onlyPlace(asked, context)
  return place === undefined || place.many !== undefined ? [] : [{ ...knownOf(place, true), maybe: true }]
}

function knownOf({ step, path, picked }: Place, notNull: boolean): Assured {
  return { step, path, picked, notNull }
}

/** What holds is true, so it is not null; of what is made of it that says nothing: `$string(null)` is text. */
function isPlain(asked: Node): boolean {
  return asked.type === 'path' || asked.type === 'variable'
}

/** The one place that a path or a variable stands for. */
function onlyPlace(node: Node, context: Context): Place | undefined {
  if (node.type !== 'path' && node.type !== 'variable') return undefined
  const value = context.interpret(node, { ...context, recorder: new Recorder(context.recorder.text) })
  if (value.kind !== 'places' || value.places.length !== 1) return undefined
  const [place] = value.places
  return place === undefined || place.deep || place.path.length === 0 ? undefined : place
}
