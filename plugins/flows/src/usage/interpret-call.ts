import type { ApplyNode, CallNode, LambdaNode } from '../expression/index.ts'
import { type AbstractValue, derived, nothing, oneOf } from './abstract-value.ts'
import { type Context, Names, use } from './context.ts'
import { testValue } from './guards.ts'
import { callNative } from './native-functions.ts'
import { nativeName } from './native-name.ts'
import { isCallOf } from './presence-question.ts'
import { describe } from './same-element.ts'

/** How often a function that calls itself is followed. */
const deepest = 3

export function interpretCall(node: CallNode, context: Context): AbstractValue {
  const native = nativeName(node.procedure, context)
  if (native !== undefined && isCallOf(node, ['exists', 'not', 'boolean'], context)) {
    context.recorder.rules.add(`$${native}`)
    return testValue(node, context)
  }
  return call(node, [], context)
}

/** `first` goes before the arguments, as in `value ~> $f(2)`. */
function call(node: CallNode, first: readonly AbstractValue[], context: Context): AbstractValue {
  const since = context.recorder.readSoFar
  const inner = given(context)
  const args = [...first, ...node.arguments.map((argument) => context.interpret(argument, inner))]
  const native = nativeName(node.procedure, context)
  return native === undefined
    ? applied(context.interpret(node.procedure, context), args, context)
    : callNative(native, args, { ...context, since: context.since ?? since })
}

/** What stands in a call: nothing is not provided for by what is given of it. */
function given({ since: _, ...context }: Context): Context {
  return { ...context, provided: false }
}

/** Calls what is perhaps a function. */
function applied(procedure: AbstractValue, args: readonly AbstractValue[], context: Context): AbstractValue {
  if (procedure.kind === 'function') return procedure.apply(args)
  if (procedure.kind === 'oneOf') return oneOf(procedure.options.map((option) => applied(option, args, context)))
  for (const value of [procedure, ...args]) use(value, context, 'whole')
  return derived
}

export function interpretLambda(node: LambdaNode, context: Context): AbstractValue {
  if (node.thunk) return context.interpret(node.body, context)
  const { calls } = context.recorder
  const apply = (args: readonly AbstractValue[]): AbstractValue => {
    const depth = calls.get(node) ?? 0
    if (depth >= deepest) return applied(derived, args, context)
    calls.set(node, depth + 1)
    const bound = node.arguments.map((parameter, index) => [parameter.value, args[index] ?? nothing] as const)
    const value = context.interpret(node.body, { ...context, names: new Names(context.names, bound) })
    calls.set(node, depth)
    return value
  }
  return { kind: 'function', apply, text: describe(node, context) }
}

/** `$f(?, 2)`: a function of what is left open. */
export function interpretPartial(node: CallNode, context: Context): AbstractValue {
  const given = node.arguments.map((argument) =>
    argument.type === 'operator' ? undefined : context.interpret(argument, context),
  )
  const native = nativeName(node.procedure, context)
  const procedure = native === undefined ? context.interpret(node.procedure, context) : undefined
  const apply = (open: readonly AbstractValue[]): AbstractValue => {
    const left = [...open]
    const args = given.map((value) => value ?? left.shift() ?? nothing)
    return procedure === undefined ? callNative(native ?? '', args, context) : applied(procedure, args, context)
  }
  return { kind: 'function', apply }
}

/** `value ~> function`, or two functions one after the other. */
export function interpretApply({ lhs, rhs }: ApplyNode, context: Context): AbstractValue {
  const since = context.recorder.readSoFar
  const value = context.interpret(lhs, given(context))
  if (rhs.type === 'function') return call(rhs, [value], { ...context, since })
  const procedure = context.interpret(rhs, context)
  if (value.kind !== 'function') {
    const { failures } = context.recorder
    const made = applied(procedure, [value], context)
    if (context.recorder.failures > failures) context.recorder.expose(since, context.assured)
    return made
  }
  context.recorder.rules.add('compose')
  return { kind: 'function', apply: (args) => applied(procedure, [value.apply(args)], context) }
}
