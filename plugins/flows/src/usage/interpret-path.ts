import type { Group, Node, PathNode, Stage } from '../expression/index.ts'
import { type AbstractValue, assure, certainOf, nothing, oneOf, several, single, sometimes } from './abstract-value.ts'
import { type Context, Names, tokenOf, use, useAround } from './context.ts'
import { assuredBy, test } from './guards.ts'
import { eachOf, elementsOf, fieldOf, isList } from './navigate.ts'

/** Goes through a path step by step, each over the elements of what the one before gave. */
export function interpretPath(node: PathNode, context: Context): AbstractValue {
  const { steps } = node
  const names = new Names(context.names)
  let value = context.value
  let many = false
  let tuple = false
  let bound = false
  steps.forEach((step, index) => {
    const since = context.recorder.uses.length
    const over = index > 0 || step.type !== 'variable'
    many ||= over && isList(value)
    for (const rule of rulesOf(step, many)) context.recorder.rules.add(rule)
    const inner: Context = { ...context, names, value: over ? eachOf(value, context.recorder) : value }
    if (step.ancestor !== undefined) names.bind(`!${step.ancestor.label}`, elementsOf(value, context.recorder))
    const stepped = interpretStep(step, inner)
    // An array that a step makes is sorted as one.
    const made = step.type === 'sort' && value.kind === 'list' ? oneOf([stepped, single(value)]) : stepped
    const found = index === 0 || step.type === 'name' || isThere(value) ? made : sometimes(made)
    const result = filtered(found, step.stages ?? [], inner)
    if (step.index !== undefined) names.bind(step.index, certainOf('integer'))
    if (index > 0 && !leading.has(step.type)) useAround(inner.value, result, { since, context })
    tuple ||= isTuple(step)
    if (step.focus === undefined) {
      const here = bound ? sometimes(result) : result
      value = many || (tuple && isList(result)) ? several(here, isMadeLast(node, index) ? 'each' : 'flat') : here
    } else {
      names.bind(step.focus, elementsOf(result, context.recorder))
      many ||= isList(result)
      bound = true
    }
  })
  return keptArray(node, value, context)
}

/** Whether it is the last step, and makes an array: this stays one. */
function isMadeLast({ steps }: PathNode, index: number): boolean {
  const step = steps[index]
  return index === steps.length - 1 && step?.type === 'unary' && step.value === '['
}

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
export function filtered(value: AbstractValue, stages: readonly Stage[], context: Context): AbstractValue {
  return stages.reduce((left, stage) => filter(left, stage, context), value)
}

function filter(value: AbstractValue, stage: Stage, context: Context): AbstractValue {
  if (stage.type === 'index') {
    context.names.bind(stage.value, certainOf('integer'))
    return value
  }
  const element = elementsOf(value, context.recorder)
  const index = indexOf(stage.expr)
  context.recorder.rules.add(index === undefined ? 'filter-condition' : 'filter-index')
  if (index !== undefined) return literalAt(value, index) ?? sometimes(picked(element, index))
  const inner = { ...context, value: element }
  const assured = assuredBy(stage.expr, inner, true)
  test(stage.expr, inner)
  const left = assure(sometimes(element), assured)
  return isList(value) ? several(left) : left
}

function indexOf(node: Node): number | undefined {
  if (node.type === 'number') return Math.floor(Number(node.value))
  const negated = node.type === 'unary' && node.value === '-' ? node.expression : undefined
  return negated?.type === 'number' ? -Number(negated.value) : undefined
}

/** Whoever asks about one element does not ask about another. */
function picked(element: AbstractValue, index: number): AbstractValue {
  if (element.kind === 'oneOf') return oneOf(element.options.map((option) => picked(option, index)))
  if (element.kind !== 'places') return element
  const places = element.places.map((place) => ({
    ...place,
    picked: `${place.picked ?? ''}${place.path.length}:${index} `,
  }))
  return { kind: 'places', places }
}

/** Of an array that is written with fixed values. */
function literalAt(value: AbstractValue, index: number): AbstractValue | undefined {
  if (value.kind !== 'list' || value.many !== undefined || value.presence === 'sometimes') return undefined
  const fixed = value.items.every((item) => item.kind === 'literal' && typeof item.value !== 'object' && !item.many)
  if (!fixed || value.items.includes(nothing)) return undefined
  return value.items.at(index) ?? nothing
}

/** `{ key: value }` over the elements of a value, gathered by key. */
export function grouped(value: AbstractValue, { lhs }: Group, context: Context): AbstractValue {
  const element = { ...context, value: elementsOf(value, context.recorder) }
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
      use(context.interpret(key, element), element, 'value')
      rest.push(given)
    }
  }
  const made: AbstractValue = { kind: 'object', fields, ...(rest.length === 0 ? {} : { rest: oneOf(rest) }) }
  useAround(element.value, made, { since, context })
  return made
}
