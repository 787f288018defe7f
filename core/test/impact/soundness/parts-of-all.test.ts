import { describe, expect, it } from 'vitest'
import type { JsonObject, Schema } from '../../../src/model/index.ts'
import { verdictOn } from './play.ts'

const text = { type: 'string' }
const named: JsonObject = { type: 'object', properties: { a: text }, required: ['a'] }
const beside: JsonObject = { type: 'object', properties: { b: { type: 'object', properties: { t: text } } } }
const open: Schema = { allOf: [named, beside] }

/** JSON Schema 2020-12, Core 10.3.2.3: `additionalProperties` sees the properties of its own part. */
const closing: readonly (readonly [how: string, schema: Schema])[] = [
  ['closes', { allOf: [{ ...named, additionalProperties: false }, beside] }],
  ['types', { allOf: [{ ...named, additionalProperties: text }, beside] }],
  ['closes beside a reference', { ...named, additionalProperties: false, allOf: [beside] }],
]

/** Core 11.3: `unevaluatedProperties` sees its own parts, not what stands beside it. */
const half: typeof closing = [
  ['closes as far as it is evaluated', { allOf: [beside, { ...named, unevaluatedProperties: false }] }],
  ['closes first, as far as it is evaluated', { allOf: [{ ...named, unevaluatedProperties: false }, beside] }],
]

const whole = (schema: Schema): JsonObject => ({ type: 'object', properties: { o: schema as never }, required: ['o'] })

type Sides = readonly [base: Schema, revision: Schema]

const ofOutput = (expression: string, [base, revision]: Sides): string => {
  const output = [whole(base), whole(revision)] as const
  return verdictOn({ expression, where: 'x', output, input: [{}, {}], required: [false, false] }).status
}

const ofInput = (expression: string, input: Sides): string => {
  const output = [whole(open), whole(open)] as const
  return verdictOn({ expression, where: 'x', output, input, required: [true, true] }).status
}

describe.each([...closing, ...half])('one part that %s', (_how, closed) => {
  it('is not understood where another part is read or supplied', () => {
    expect(ofOutput('trigger.o.b.t', [open, closed])).toBe('risky')
    expect(ofOutput('trigger.o.b.t ?? "none"', [open, closed])).toBe('risky')
    expect(ofOutput('trigger.o', [open, closed])).toBe('risky')
    expect(ofInput('trigger.o', [open, closed])).toBe('risky')
  })

  it('is so, too, where the other part is new', () => {
    expect(['risky', 'broken']).toContain(ofInput('trigger.o', [named, closed]))
  })

  it('is as it was where it was so before', () => {
    expect(ofOutput('trigger.o', [closed, structuredClone(closed)])).toBe('unaffected')
    expect(ofInput('trigger.o', [closed, structuredClone(closed)])).toBe('unaffected')
  })
})

it.each(closing)('nobody is alarmed who reads and supplies the part itself that %s', (_how, closed) => {
  expect(['safe', 'unaffected']).toContain(ofOutput('trigger.o.a', [open, closed]))
  expect(ofInput('{"a": trigger.o.a}', [open, closed])).toBe('safe')
})

describe('what sees the other parts', () => {
  const patterned: JsonObject = { ...named, patternProperties: { '^b': true } }
  it.each<readonly [string, Schema, Schema]>([
    ['what no part evaluates', open, { ...(open as JsonObject), unevaluatedProperties: false }],
    [
      'a part that lists the name',
      { allOf: [{ ...named, properties: { a: text, b: true } }, beside] },
      { allOf: [{ ...named, properties: { a: text, b: true }, additionalProperties: false }, beside] },
    ],
    [
      'a part with a pattern for it',
      { allOf: [patterned, beside] },
      { allOf: [{ ...patterned, additionalProperties: false }, beside] },
    ],
  ])('is %s', (_who, one, other) => {
    expect(['safe', 'unaffected']).toContain(ofOutput('trigger.o.b.t', [one, other]))
  })
})
