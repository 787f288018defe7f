import { expect, it } from 'vitest'
import type { JsonObject, Schema } from '../../../src/model/index.ts'
import { verdictOn } from './play.ts'

const text = { type: 'string' }
const listed = { enum: ['open', 'done'] }
const output = (required: readonly string[]): JsonObject =>
  ({ type: 'object', properties: { a: listed, b: text, l: { type: 'array', items: text } }, required }) as never

const always = output(['a', 'b', 'l'])
const maybe = output(['b', 'l'])
const narrowed = [text, listed] as const

interface Case {
  readonly status: string
  readonly expression: string
  readonly sends?: readonly [base: JsonObject, revision: JsonObject]
  readonly takes?: readonly [base: object, revision: object]
}

it.each<Case>([
  // A default that never comes is neither shown to break, nor shown to be harmless.
  { status: 'risky', expression: 'trigger.a ?? "none"' },
  { status: 'risky', expression: '$exists(trigger.a) ? trigger.a : "none"' },
  { status: 'risky', expression: 'trigger.a ?? "none"', sends: [maybe, always] },
  { status: 'safe', expression: 'trigger.a ?? "open"' },
  { status: 'broken', expression: 'trigger.a ?? "none"', sends: [maybe, maybe] },
  { status: 'broken', expression: 'trigger.a ?? "none"', sends: [always, maybe] },
  { status: 'broken', expression: 'trigger.a ?: "none"' },
  { status: 'broken', expression: 'trigger.b ?? 5', takes: [{}, { type: 'number' }] },
  { status: 'broken', expression: 'trigger.l[0] ?? 5', takes: [{}, text] },
  { status: 'broken', expression: '(trigger.l ?? [5])[0]', takes: [{}, text] },
])('is $status: $expression', ({ status, expression, sends = [always, always], takes = narrowed }) => {
  const input = takes as unknown as readonly [Schema, Schema]
  expect(verdictOn({ expression, where: 'x', output: sends, input, required: [true, true] }).status).toBe(status)
})
