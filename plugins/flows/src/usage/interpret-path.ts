import type { Group, Node, PathNode, Stage } from '../expression/index.ts'
import { type AbstractValue, assure, certainOf, oneOf, sometimes } from './abstract-value.ts'
import { type Context, Names, tokenOf, use } from './context.ts'
import { assuredBy, test } from './guards.ts'
import { eachOf, elementsOf, fieldOf } from './navigate.ts'

/** Goes through a path step by step, each over the elements of what the one before gave. */
export function interpretPath({ steps }: PathNode, context: Context): AbstractValue {
  const names = new Names(context.names)
  let value = context.value
  steps.forEach((step, index) => {
    const inner: Context = { ...context, names, value: index === 0 ? value : eachOf(value, context.recorder) }
    if (step.ancestor !== undefined) names.bind(`!${step.ancestor.label}`, elementsOf(value, context.recorder))
    const made = interpretStep(step, inner)
    const found = index === 0 || step.type === 'name' || isThere(value) ? made : sometimes(made)
    const result = filtered(found, step.stages ?? [], inner)
    if (step.index !== undefined) names.bind(step.index, certainOf('integer'))
    if (step.focus === undefined) value = result
    else names.bind(step.focus, elementsOf(result, context.recorder))
  })
  return value
}

/** Whether a value is there without anybody's declaring it: what a step gave as a whole. */
function isThere(value: AbstractValue): boolean {
  if (value.kind !== 'places') return value.kind === 'object' && value.presence !== 'sometimes'
  return value.places.every(({ path, around, presence }) => path.length === 0 && !around && presence !== 'sometimes')
}

function interpretStep(step: Node, context: Context): AbstractValue {
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
  if (stage.expr.type === 'number') return sometimes(element)
  const inner = { ...context, value: element }
  const assured = assuredBy(stage.expr, inner, true)
  test(stage.expr, inner)
  return assure(sometimes(element), assured)
}

/** `{ key: value }` over the elements of a value. */
export function grouped(value: AbstractValue, { lhs }: Group, context: Context): AbstractValue {
  const inner = { ...context, value: elementsOf(value, context.recorder) }
  const fields = new Map<string, AbstractValue>()
  const rest: AbstractValue[] = []
  for (const [key, property] of lhs) {
    const given = context.interpret(property, inner)
    const name = key.type === 'string' ? key.value : undefined
    if (typeof name === 'string') fields.set(name, given)
    else {
      use(context.interpret(key, inner), inner, 'value')
      rest.push(given)
    }
  }
  return { kind: 'object', fields, ...(rest.length === 0 ? {} : { rest: oneOf(rest) }) }
}
