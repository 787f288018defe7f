import { type Group, type Node, nodesOf, type PathNode, type Stage } from '../expression/index.ts'
import {
  type AbstractValue,
  assure,
  atPosition,
  certainOf,
  derived,
  nothing,
  oneOf,
  several,
  single,
  sometimes,
} from './abstract-value.ts'
import { type Context, fails, Names, tokenOf, use, useAround } from './context.ts'
import { assuredBy, testPredicate } from './guards.ts'
import { isSurelyThere } from './is-surely-there.ts'
import { isGuarded, mayBeOther } from './may-be-other.ts'
import { eachOf, elementsOf, fieldOf, isList } from './navigate.ts'
import { Recorder } from './recorder.ts'
import { describe, freshMark, marked, mayBeList, present, remarked } from './same-element.ts'

/** Goes through a path step by step, each over the elements of what the one before gave. */
export function interpretPath(node: PathNode, context: Context): AbstractValue {
  const { steps } = node
  const names = new Names(context.names)
  let value = context.value
  let many = false
  let tuple = [...nodesOf(node)].some(({ type }) => type === 'parent')
  let bound = false
  const passed: AbstractValue[] = []
  const start = context.recorder.uses.length
  const before = context.recorder.readSoFar
  steps.forEach((step, index) => {
    const since = context.recorder.uses.length
    const over = index > 0 || step.type !== 'variable'
    many ||= over && isList(value)
    for (const rule of rulesOf(step, many)) context.recorder.rules.add(rule)
    const mark = over && !naming.has(step.type) && mayBeList(value) ? freshMark() : undefined
    const each = over ? eachOf(value, context.recorder) : value
    const inner: Context = { ...context, names, value: mark === undefined ? each : present(marked(each, mark)) }
    if (step.ancestor !== undefined)
      names.bind(`!${step.ancestor.label}`, marked(elementsOf(value, context.recorder), freshMark()))
    // What is left again has to be there all the same.
    if (index > 0 && step.type === 'parent') passed.push(inner.value)
    const { failures } = context.recorder
    const stepped = interpretStep(step, inner)
    const finds = context.provided === true || !mayFindNothing(value, step, inner)
    if (context.recorder.failures > failures || !finds) context.recorder.expose(before, context.assured)
    // An array that a step makes is sorted as one.
    const made = step.type === 'sort' && value.kind === 'list' ? oneOf([stepped, single(value)]) : stepped
    const found = index === 0 || step.type === 'name' || isThere(value) ? made : sometimes(made)
    const kept = filtered(found, step.stages ?? [], { context: inner, node, since: before })
    const result = mark === undefined ? kept : remarked(kept, mark, describe(step, inner))
    if (step.index !== undefined) names.bind(step.index, certainOf('integer'))
    if (index > 0 && !leading.has(step.type)) useAround(inner.value, result, { since, context })
    tuple ||= isTuple(step)
    if (step.focus === undefined) {
      const here = bound ? sometimes(result) : result
      value = many || (tuple && isList(result)) ? several(here, isMadeLast(node, index) ? 'each' : 'flat') : here
    } else {
      passed.push(result)
      names.bind(step.focus, marked(elementsOf(result, context.recorder), freshMark()))
      many ||= isList(result)
      bound = true
    }
  })
  for (const one of passed) useAround(one, value, { since: start, context })
  return keptArray(node, isOfWritten(node) ? oneOf([value, derived]) : value, context)
}

/** Of an array that is written and picked of, JSONata gives empty text itself, whatever would be looked for in it. */
function isOfWritten({ steps: [first, ...others] }: PathNode): boolean {
  const picks = [...(first?.stages ?? []), ...(first?.predicate ?? [])]
  return first?.type === 'unary' && first.value === '[' && picks.length > 0 && others.length > 0
}

/** Whether it is the last step, and makes an array: this stays one. */
function isMadeLast({ steps }: PathNode, index: number): boolean {
  const step = steps[index]
  return index === steps.length - 1 && step?.type === 'unary' && step.value === '['
}

/** Whether one of several values, that is given instead of another, may lack the field, or have no elements. */
function mayFindNothing(value: AbstractValue, step: Node, context: Context): boolean {
  const options = alternatives(value)
  return (
    options.length > 1 &&
    options.some((option) => {
      if (option.kind === 'places' && option.places.every(isGuarded)) return false
      if (step.type !== 'name') return step.type === 'wildcard' || isList(option)
      const field = fieldOf(option, step.value, { recorder: new Recorder(context.recorder.text), token: null })
      return !isSurelyThere(field, context.assured)
    })
  )
}

function alternatives(value: AbstractValue): readonly AbstractValue[] {
  if (value.kind === 'oneOf') return value.options.flatMap(alternatives)
  return value.kind === 'places' ? value.places.map((place) => ({ kind: 'places', places: [place] })) : [value]
}

/** Steps that evaluate nothing in what they are of. */
const naming: ReadonlySet<string> = new Set(['name', 'wildcard', 'descendant', 'parent'])

/** Steps whose value lies in what they are of, or is that. */
const leading: ReadonlySet<string> = new Set(['name', 'wildcard', 'descendant', 'parent', 'sort'])

function rulesOf({ type, focus, index }: Node, many: boolean): readonly string[] {
  return [
    ...(many ? ['path-several'] : []),
    ...(focus === undefined ? [] : ['path-focus']),
    ...(index === undefined ? [] : ['path-index']),
    ...(type === 'sort' ? ['path-sort'] : []),
  ]
}

/** Arrays are laid out wherever positions, values or contexts around are kept. */
function isTuple({ focus, index, ancestor }: Node): boolean {
  return focus !== undefined || index !== undefined || ancestor !== undefined
}

/** `[]` makes an array of one value as well. */
function keptArray(node: PathNode, value: AbstractValue, context: Context): AbstractValue {
  if (node.keepSingletonArray !== true) return value
  context.recorder.rules.add('path-array')
  const list: AbstractValue = { kind: 'list', items: [elementsOf(value, context.recorder)] }
  return sometimes(list)
}

/** Whether a value is there without anybody's declaring it: what a step gave as a whole. */
function isThere(value: AbstractValue): boolean {
  if (value.kind !== 'places') return value.kind === 'object' && value.presence !== 'sometimes'
  return value.places.every(({ path, around, presence }) => path.length === 0 && !around && presence !== 'sometimes')
}

function interpretStep(step: Node, context: Context): AbstractValue {
  if (step.type === 'name') context.recorder.rules.add('name')
  if (step.type === 'name')
    return fieldOf(context.value, step.value, {
      recorder: context.recorder,
      token: tokenOf(step as Node & { value: string }, context),
    })
  if (step.type !== 'sort') return context.interpret(step, context)
  const element = { ...context, value: elementsOf(context.value, context.recorder) }
  for (const { expression } of step.terms) use(context.interpret(expression, element), context, 'test')
  return context.value
}

/** What is left of a value by its predicates. */
export function filtered(value: AbstractValue, stages: readonly Stage[], of: Filtering): AbstractValue {
  return stages.reduce((left, stage) => filter(left, stage, of), value)
}

interface Filtering {
  readonly context: Context
  /** What the predicates belong to. */
  readonly node: Node
  /** How much was read before them. */
  readonly since: number
}

function filter(value: AbstractValue, stage: Stage, { context, node, since }: Filtering): AbstractValue {
  if (stage.type === 'index') {
    context.names.bind(stage.value, certainOf('integer'))
    return value
  }
  const element = elementsOf(value, context.recorder)
  const index = indexOf(stage.expr)
  // What is given instead of another may have nothing that is looked for.
  if (context.provided !== true && alternatives(value).length > 1) context.recorder.expose(since, context.assured)
  context.recorder.rules.add(index === undefined ? 'filter-condition' : 'filter-index')
  if (index !== undefined) {
    const by =
      value.kind === 'places' && value.places.length === 1 ? `${index}` : `${index} of ${describe(node, context)}`
    const picked = node.type === 'path' ? undefined : writtenAt(value, index)
    // What is not picked may fail all the same.
    if (picked !== undefined)
      context.recorder.use(value, { as: 'test', ifAbsent: 'tolerated', assured: context.assured })
    return picked ?? atPosition(marked(element, by))
  }
  const isOne = !mayBeList(value)
  testPredicate(stage.expr, { ...context, value: isOne ? element : present(marked(element, freshMark())) })
  const found = isOne ? element : marked(element, describe(stage.expr, context))
  const left = assure(sometimes(found), assuredBy(stage.expr, { ...context, value: found }, true))
  return isList(value) ? several(left) : left
}

function indexOf(node: Node): number | undefined {
  if (node.type === 'number') return Math.floor(Number(node.value))
  const negated = node.type === 'unary' && node.value === '-' ? node.expression : undefined
  return negated?.type === 'number' ? -Number(negated.value) : undefined
}

/** Of an array that is written, where each item up to the position, from either end, is one value in any case. */
function writtenAt(value: AbstractValue, index: number): AbstractValue | undefined {
  if (value.kind !== 'list' || value.many !== undefined || value.presence === 'sometimes') return undefined
  const upTo = index < 0 ? value.items.slice(index) : value.items.slice(0, index + 1)
  if (!upTo.every(isOne)) return undefined
  return value.items.at(index) ?? (upTo.length === value.items.length ? nothing : undefined)
}

/** Whether it is a plain value or an object that is there whatever is read: these stay as they are in an array. */
function isOne(item: AbstractValue): boolean {
  if (item.kind === 'places' || item.kind === 'oneOf' || item.kind === 'function' || isList(item)) return false
  return isSurelyThere(item, [])
}

/** `{ key: value }` over the elements of a value, gathered by key. */
export function grouped(value: AbstractValue, { lhs }: Group, context: Context): AbstractValue {
  const mark = freshMark()
  const element = { ...context, value: present(marked(elementsOf(value, context.recorder), mark)) }
  const gathered = isList(value) ? { ...context, value: several(element.value) } : element
  const since = context.recorder.uses.length
  context.recorder.rules.add('group')
  const fields = new Map<string, AbstractValue>()
  const rest: AbstractValue[] = []
  for (const [key, property] of lhs) {
    const given = context.interpret(property, gathered)
    const name = key.type === 'string' ? key.value : undefined
    if (typeof name === 'string') fields.set(name, given)
    else {
      const before = context.recorder.readSoFar
      const called = context.interpret(key, element)
      use(called, element, 'value')
      if (mayBeOther(called, ['string'])) fails(before, context)
      rest.push(given)
    }
  }
  const made: AbstractValue = { kind: 'object', fields, ...(rest.length === 0 ? {} : { rest: oneOf(rest) }) }
  useAround(element.value, made, { since, context })
  return made
}
