import { describe, expect, it } from 'vitest'
import type { JsonObject, Schema } from '../../../src/model/index.ts'
import { type Play, verdictOn } from './play.ts'

const text = { type: 'string' }
const integer = { type: 'integer' }
const of = (properties: JsonObject, ...required: readonly string[]): JsonObject => ({
  type: 'object',
  properties,
  required: [...required],
})

interface Played {
  readonly output: readonly [base: JsonObject, revision: JsonObject]
  readonly where?: Play['where']
  readonly input?: Schema
  readonly required?: boolean
}

function status(expression: string, { output, where = 'x', input = {}, required = false }: Played): string {
  const played = { expression, where, output, input: [input, input], required: [required, required] } as const
  return verdictOn(played).status
}

describe.each<readonly [how: string, o: JsonObject]>([
  ['as a field', of({ a: text, y: integer }, 'a', 'y')],
  ['as a field of any name', { ...of({ a: text }, 'a'), additionalProperties: integer }],
  ['by an alternative', { anyOf: [of({ a: text }, 'a'), of({ a: text, y: integer }, 'a', 'y')] }],
])('what a flow reads and is declared for the first time, %s', (_how, o) => {
  const output = [of({ o: of({ a: text }, 'a') }, 'o'), of({ o }, 'o')] as const

  it.each([
    ['x', '$uppercase(trigger.o.y)'],
    ['x', '$uppercase(trigger.o.y ?? "d")'],
    ['x', 'trigger.o.y > "a"'],
    ['x', 'trigger.o.y ? 5 : "d"'],
    ['x', 'trigger.o[$not($exists(y))].a'],
    ['when', 'trigger.o.y'],
    ['when', '$exists(trigger.o.y)'],
    ['when', '$not($exists(trigger.o.y))'],
    ['forEach', 'trigger.o.y'],
  ] as const)('is not safe, as %s: %s', (where, expression) => {
    expect(['risky', 'broken']).toContain(status(expression, { output, where }))
  })

  it('is what its input makes of it where it is handed on', () => {
    expect(status('trigger.o.y ?? 5', { output, input: integer })).toBe('safe')
    expect(status('trigger.o.y ?? "d"', { output, input: text })).toBe('broken')
  })

  it.each<readonly [expression: string, input: JsonObject, verdict: string]>([
    ['[trigger.o.y, "t"]', { type: 'array', maxItems: 1 }, 'risky'],
    ['[trigger.o.y, "t"]', { type: 'array', maxItems: 2 }, 'safe'],
    ['[trigger.o.y, "t"]', { type: 'array' }, 'safe'],
    ['[$string(trigger.o.y), "t"]', { type: 'array', maxItems: 1 }, 'risky'],
    ['["t", {"a": trigger.o.y}]', { type: 'array', items: {}, maxItems: 2 }, 'safe'],
    ['{"in": [1, trigger.o.y]}', of({ in: { anyOf: [text, { type: 'array', maxItems: 1 }] } }), 'risky'],
    ['{"y": trigger.o.y, "t": 1}', { type: 'object', maxProperties: 1 }, 'risky'],
    ['{"y": trigger.o.y, "t": 1}', { type: 'object', maxProperties: 2 }, 'safe'],
  ])('makes one more of what holds it: %s into %j is %s', (expression, input, verdict) => {
    expect(status(expression, { output, input })).toBe(verdict)
  })
})

describe('a condition that copes with finding nothing', () => {
  const made = (how: (s: JsonObject, l: JsonObject) => JsonObject): Played['output'] => {
    const [s, l] = [
      { ...text, minLength: 1 },
      { type: 'array', items: text, minItems: 1 },
    ]
    return [of({ s, l }, 's', 'l'), how(s, l)]
  }
  const optional = made((s, l) => of({ s, l }))
  const nullable = made((s, l) =>
    of({ s: { ...s, type: ['string', 'null'] }, l: { ...l, type: ['array', 'null'] } }, 's', 'l'),
  )

  it.each([
    ['when', '$exists(trigger.s)', optional],
    ['when', 'trigger.s ?? false', optional],
    ['when', '$not($exists(trigger.s))', optional],
    ['when', '$type(trigger.s) = "string"', optional],
    ['when', 'trigger.s != null', nullable],
    ['when', 'trigger.s = null ? false : true', nullable],
    ['when', 'trigger.s = null ? 0 : $length(trigger.s) + 1', nullable],
    ['forEach', 'trigger.l ?? []', optional],
    ['forEach', 'trigger.l = null ? [] : trigger.l', nullable],
  ] as const)('decides for the first time whether the step runs, as %s: %s', (where, expression, output) => {
    expect(status(expression, { output, where })).toBe('risky')
  })

  it('is nothing new where it could be absent before, or was compared', () => {
    const [, wasOptional] = optional
    const nowNullable = of({ s: { type: ['string', 'null'], minLength: 1 }, l: {} })
    expect(status('$exists(trigger.s)', { output: [wasOptional, nowNullable], where: 'when' })).toBe('safe')
    expect(status('(trigger.s ?? "open") = "open"', { output: optional, where: 'when' })).toBe('safe')
    expect(status('$exists(trigger.s)', { output: nullable, where: 'when' })).toBe('safe')
  })
})

describe('an alternative of a field below what may be null now', () => {
  const b = { enum: ['x', 'y'] }
  const below = (added: JsonObject): Played['output'] => {
    const v = of({ b: { anyOf: [b, added] } }, 'b')
    return [of({ v: of({ b }, 'b') }, 'v'), of({ v: { anyOf: [v, { type: 'null' }] } }, 'v')]
  }

  it.each(['trigger.v.b ?? "d"', '$exists(trigger.v.b) ? trigger.v.b : "d"', 'trigger.v.b ? trigger.v.b : "d"'])(
    'is not coped with by a default: %s',
    (expression) => {
      expect(status(expression, { output: below(of({ c: text })), input: text, required: true })).toBe('broken')
      expect(status(expression, { output: below({ type: 'array', items: text }), input: text })).toBe('broken')
      expect(status(expression, { output: below(text), input: b })).toBe('broken')
    },
  )
})
