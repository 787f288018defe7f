import { dict, type Json } from '@jackfield/core'
import { assertFinite } from './assert-finite.ts'
import { isLambda, tooDeep } from './budget.ts'
import { ExpressionError } from './expression-error.ts'

/** What an expression gave, without anything of JSONata's about it: plain JSON with null-prototype objects. */
export function toJson(value: unknown, levels: number): Json | undefined {
  if (value === undefined || value === null) return value
  if (typeof value === 'function' || (typeof value === 'object' && isLambda(value))) throw noFunction()
  assertFinite(value)
  if (typeof value !== 'object') return Object.is(value, -0) ? 0 : (value as Json)
  if (levels === 0) throw tooDeep(0)
  if (Array.isArray(value)) return Array.from(value, (inner) => toJson(inner, levels - 1) ?? null)
  const entries = Object.entries(value).map(([name, inner]) => [name, toJson(inner, levels - 1)] as const)
  return dict(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined))
}

function noFunction(): ExpressionError {
  return new ExpressionError('It gives a function, which is not a value.', {
    hint: 'Call it: a function is followed by its arguments in parentheses.',
  })
}
