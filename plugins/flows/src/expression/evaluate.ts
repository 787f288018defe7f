import type { Json } from '@jackfield/core'
import jsonata from 'jsonata'
import { assertFinite } from './assert-finite.ts'
import type { Node } from './ast.ts'
import { Budget } from './budget.ts'
import { type CompiledExpression, compile } from './compile.ts'
import { ExpressionError } from './expression-error.ts'
import { boundedFunctions } from './functions.ts'
import { defaultLimits, type ExpressionLimits } from './limits.ts'
import { linearRegExp } from './linear-regexp.ts'
import type { Moment } from './moment.ts'
import { nodesOf } from './nodes-of.ts'
import { inputOf, type Scope } from './scope.ts'
import { toJson } from './to-json.ts'

let last: Promise<unknown> = Promise.resolve()

export interface EvaluateOptions {
  readonly moment: Moment
  readonly limits?: ExpressionLimits
}

/**
 * Evaluates a JSONata expression over `trigger`, `steps`, `item` and `index`; `undefined` where it has no value.
 * Throws {@link ExpressionError}, also when a limit is reached. One at a time, so that each has its own time.
 */
export function evaluate(
  text: string,
  scope: Scope,
  { moment, limits = defaultLimits }: EvaluateOptions,
): Promise<Json | undefined> {
  const turn = last.then(() => run(compile(text, limits.text), scope, { moment, budget: new Budget(limits) }))
  last = turn.catch(() => undefined)
  return turn
}

async function run(
  expression: CompiledExpression,
  scope: Scope,
  { moment, budget }: { moment: Moment; budget: Budget },
): Promise<Json | undefined> {
  const { depth, sequence, levels } = budget.limits
  const prepared = jsonata(expression.text, { stack: depth, sequence, RegexEngine: linearRegExp(budget) })
  for (const [name, native] of await boundedFunctions(expression.functions, budget, moment))
    prepared.assign(name, native)
  watch(prepared, expression, budget)
  try {
    return toJson(await prepared.evaluate(inputOf(scope, budget)), levels)
  } catch (error) {
    throw asExpressionError(error)
  }
}

type Watcher = (node: Node, input: unknown, environment: unknown, result: unknown) => unknown

/** JSONata asks before and after each node of the tree. */
function watch(prepared: jsonata.Expression, { transforms }: CompiledExpression, budget: Budget): void {
  const properties = new Set([...nodesOf(prepared.ast() as unknown as Node)].flatMap(propertyValues))
  const enter: Watcher = () => budget.pause()
  const leave: Watcher = (node, _input, _environment, result) => {
    assertFinite(result)
    if (transforms) budget.forget()
    if (makes(node)) budget.made(result)
    if (typeof result === 'function' && properties.has(node)) throw noFunctions()
  }
  prepared.assign(Symbol.for('jsonata.__evaluate_entry') as unknown as string, enter)
  prepared.assign(Symbol.for('jsonata.__evaluate_exit') as unknown as string, leave)
}

/** Other nodes only pass on what is there. */
function makes(node: Node): boolean {
  return /^(unary|binary|function|apply|path|wildcard|descendant)$/.test(node.type) || node.group !== undefined
}

function propertyValues(node: Node): readonly Node[] {
  const pairs = node.type === 'unary' ? (node.lhs ?? []) : (node.group?.lhs ?? [])
  return pairs.map(([, value]) => value)
}

/** An object with a function named `then` would be waited for: forever, or until the host's process ends of it. */
function noFunctions(): ExpressionError {
  return new ExpressionError('A function or a regular expression can not be a property of an object.')
}

function asExpressionError(error: unknown): ExpressionError {
  const { message, position, code } = error as { message?: string; position?: number; code?: string }
  const limit = code === 'D1011' || code === 'D2014' || code === 'D2015' || error instanceof RangeError
  const hint = error instanceof ExpressionError ? error.hint : undefined
  return new ExpressionError(
    error instanceof RangeError ? 'It makes too much at once.' : (message ?? 'It can not be evaluated.'),
    {
      limit: error instanceof ExpressionError ? error.limit : limit,
      ...(position === undefined ? {} : { position }),
      ...(hint === undefined ? {} : { hint }),
      cause: error,
    },
  )
}
