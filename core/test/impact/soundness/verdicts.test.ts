import { expect, it } from 'vitest'
import type { Schema } from '../../../src/model/index.ts'
import { type Play, verdictOn } from './play.ts'

const text = { type: 'string' }
const some = { type: 'string', minLength: 1 }
const person = (required: readonly string[], more: object = {}): object => ({
  type: 'object',
  required,
  properties: { name: text, nick: text, ...more },
})
const lines = (minItems: number): object => ({
  type: 'array',
  minItems,
  items: { type: 'object', required: ['sku'], properties: { sku: text } },
})
const closed = { type: 'object', properties: { name: text, nick: text }, additionalProperties: false }

type Case = readonly [
  field: readonly [base: object, revision: object],
  where: Play['where'],
  expression: string,
  input: object,
]

const optional = [person(['name']), person([])] as const
const more = [person(['name']), person(['name'], { age: { type: 'number' } })] as const
const opened = [person(['name']), { ...person(['name']), additionalProperties: text }] as const
const unclear = [
  { ...person(['name']), 'of-somebody': 1 },
  { ...person(['name']), 'of-somebody': 2 },
] as const
const emptied = [lines(1), lines(0)] as const
const fewer = [lines(3), lines(1)] as const
const blank = [some, text] as const
const variants = [
  { list: { type: 'array', items: text } },
  { list: { anyOf: [{ type: 'array', items: text }, { type: 'number' }] } },
].map((properties) => ({ type: 'object', properties, required: ['list'] })) as unknown as readonly [object, object]

const name = { type: 'object', required: ['k'], properties: { k: text } }
const other = { type: 'object', required: ['z'], properties: { z: text } }
const listed = [name, { oneOf: [name, { type: 'array', items: name }] }] as const
const nested = [
  { type: 'array', items: name },
  { type: 'array', items: { anyOf: [name, { type: 'array', items: name }] } },
] as const
const alternative = [name, { oneOf: [name, other] }] as const
const nullList = [
  { ...lines(1), type: 'array' },
  { ...lines(1), type: ['array', 'null'] },
] as const
const either = [
  {
    oneOf: [
      { type: 'object', required: ['t', 'k'], properties: { t: { const: 'A' }, k: text } },
      { type: 'object', required: ['t', 'm'], properties: { t: { const: 'B' }, m: text } },
    ],
  },
  {
    oneOf: [
      { type: 'object', required: ['t'], properties: { t: { const: 'A' }, k: text } },
      { type: 'object', required: ['t', 'm'], properties: { t: { const: 'B' }, m: text } },
    ],
  },
] as const

const map = { type: 'object', additionalProperties: text }
const named = [map, { ...map, propertyNames: { pattern: '^a' } }] as const
const filled = [{ ...map, minProperties: 1 }, map] as const
const declared = [person(['name']), person(['name', 'age'], { age: { type: 'number' } })] as const

const lacking = [
  person(['name']),
  { anyOf: [person(['name']), { type: 'object', required: ['name'], properties: { name: text } }] },
] as const
/** In the base one of both is there in each alternative. */
const neither = [
  { anyOf: [person(['name']), person(['nick'])] },
  { anyOf: [person(['name']), person(['nick']), { type: 'object', properties: {} }] },
] as const
const ofLines = { type: 'object', required: ['lines'], properties: { lines: lines(1) } }
const orders = [
  { type: 'array', minItems: 1, items: ofLines },
  { type: 'array', items: ofLines },
] as const
const bounded = [{ type: 'integer', minimum: 1 }, { type: 'integer' }] as const
const orNumber = [text, { anyOf: [text, { type: 'number' }] }] as const

const blanks = [
  { type: 'array', minItems: 2, items: some },
  { type: 'array', minItems: 2, items: text },
] as const
const blankLists = [
  { type: 'array', minItems: 1, items: { type: 'array', minItems: 1, items: some } },
  { type: 'array', minItems: 1, items: { type: 'array', items: some } },
] as const
const nullable = [text, { type: ['string', 'null'] }] as const

function statusOf([[base, revision], where, expression, input]: Case): string {
  const output = (field: object) => ({ type: 'object', properties: { a: field }, required: ['a'] }) as never
  const { status, complete } = verdictOn({
    expression,
    where,
    output: [output(base), output(revision)],
    input: [input as Schema, input as Schema],
    required: [true, true],
  })
  return complete ? status : 'incomplete'
}

it.each<readonly [status: string, ...Case]>([
  ['broken', optional, 'x', 'trigger.a.name ?? 5', text],
  ['broken', optional, 'x', 'trigger.a.name ?? null', text],
  ['broken', optional, 'x', 'trigger.a.name ? trigger.a.name : 5', text],
  ['broken', optional, 'x', 'trigger.a.name ?? trigger.a.nick', text],
  ['broken', optional, 'x', '$exists(trigger.a.name) ? trigger.a.name', {}],
  ['risky', optional, 'x', 'trigger.a.name ?? trigger.a.nick ?? 5', text],
  ['broken', optional, 'text', 'trigger.a.name ?? trigger.a.nick', text],
  ['safe', optional, 'x', 'trigger.a.name ?? "none"', text],
  ['safe', optional, 'text', 'trigger.a.name ?? "none"', text],
  ['broken', emptied, 'x', 'trigger.a[0].sku', text],
  ['broken', emptied, 'x', 'trigger.a.sku', {}],
  ['broken', emptied, 'forEach', 'trigger.a', {}],
  ['risky', emptied, 'when', 'trigger.a', text],
  ['safe', emptied, 'x', '$count(trigger.a)', {}],
  ['risky', emptied, 'x', '$count(trigger.a)', { type: 'number', minimum: 1 }],
  ['safe', emptied, 'x', 'trigger.a', {}],
  ['risky', fewer, 'x', 'trigger.a[2].sku', text],
  ['risky', blank, 'when', 'trigger.a', text],
  ['safe', blank, 'x', 'trigger.a ? "yes" : "no"', text],
  ['safe', blank, 'x', 'trigger.a', text],
  ['broken', blank, 'x', 'trigger.a', some],
  ['broken', more, 'x', 'trigger.a', closed],
  ['safe', more, 'x', 'trigger.a', { type: 'object' }],
  ['unaffected', more, 'x', 'trigger.a.name', text],
  ['risky', more, 'x', '$sum(trigger.a.*)', {}],
  ['risky', more, 'forEach', 'trigger.a.*', {}],
  ['risky', opened, 'x', '$keys(trigger.a)', {}],
  ['risky', opened, 'x', '$sum(trigger.a.*)', {}],
  ['risky', unclear, 'x', '$exists(trigger.a.name)', {}],
  ['risky', more, 'x', '$count(trigger.a.*)', {}],
  ['risky', more, 'when', '$count(trigger.a.*) = 1', text],
  ['safe', more, 'x', '$exists(trigger.a.*)', {}],
  ['safe', more, 'x', '$string(trigger.a)', {}],
  ['safe', more, 'x', '$merge([{"age": 1}, trigger.a]).age', {}],
  ['broken', more, 'x', '$merge([{"age": "1"}, trigger.a]).age', text],
  ['broken', variants, 'x', 'trigger.a', {}],
  ['risky', optional, 'x', 'trigger.a[$exists(name)].nick', text],
  ['broken', listed, 'x', 'trigger.a.k', text],
  ['broken', listed, 'x', 'trigger.a.k ?? ""', text],
  ['broken', listed, 'when', 'trigger.a.k = "a"', text],
  ['broken', nested, 'x', 'trigger.a[0].k', text],
  ['broken', alternative, 'x', 'trigger.a.k', text],
  ['risky', alternative, 'x', '$exists(trigger.a) ? trigger.a.k : "none"', text],
  ['safe', alternative, 'x', '$exists(trigger.a.k) ? trigger.a.k : "none"', text],
  ['broken', alternative, 'x', '$exists(trigger.a.k) ? trigger.a.k : 5', text],
  ['broken', nullList, 'x', 'trigger.a[0] ?? {"sku": "z"}', { type: 'object' }],
  ['safe', nullList, 'x', 'trigger.a[0].sku ?? "z"', text],
  ['broken', either, 'x', '$exists(trigger.a.k) ? trigger.a.k : trigger.a.m', text],
  ['broken', named, 'x', 'trigger.a.k', text],
  ['safe', named, 'x', 'trigger.a.ab ?? "none"', text],
  ['risky', filled, 'when', 'trigger.a', text],
  ['broken', declared, 'x', 'trigger.a.age ?? "none"', text],
  ['safe', declared, 'x', 'trigger.a.age ?? "none"', {}],
  ['broken', optional, 'x', 'trigger.a.name.%.nick', {}],
  ['broken', optional, 'x', 'trigger.a.name@$x.{"v": 1}', {}],
  ['broken', optional, 'x', '(true ? $x := trigger.a.name : $x := ""; $x)', text],
  ['broken', optional, 'x', '$assert($exists(trigger.a.name)) ? "a" : "b"', text],
  ['safe', blank, 'when', 'trigger.a = "open"', text],
  ['risky', blank, 'when', 'trigger.a != ""', text],
  ['risky', blanks, 'when', 'trigger.a', text],
  ['risky', blankLists, 'when', 'trigger.a', text],
  ['risky', alternative, 'x', 'trigger.a', {}],
  ['safe', nullable, 'x', 'trigger.a != null ? trigger.a : "x"', text],
  ['safe', nullable, 'x', 'trigger.a ? trigger.a : "x"', text],
  ['safe', nullable, 'x', 'trigger.a ?: "x"', text],
  ['broken', nullable, 'x', 'trigger.a ?: 5', text],
  ['broken', nullable, 'x', 'trigger.a ?? "x"', text],
  ['safe', lacking, 'x', 'trigger.a.nick ?? "none"', text],
  ['safe', lacking, 'x', '$exists(trigger.a.nick) ? trigger.a.nick : trigger.a.name', text],
  ['risky', lacking, 'x', 'trigger.a.nick', {}],
  ['risky', neither, 'x', '$exists(trigger.a.name) ? trigger.a.name : trigger.a.nick', text],
  ['risky', neither, 'x', 'trigger.a.name ?? trigger.a.nick', text],
  // What is asked inside of what is gone through says nothing of how many there are.
  ['risky', orders, 'x', 'trigger.a.($exists(lines) ? lines[0].sku : "none")', {}],
  ['broken', emptied, 'x', '$exists(trigger.a[0]) ? trigger.a[-1].sku : "none"', text],
  ['safe', bounded, 'x', 'trigger.a + 1', { type: 'number' }],
  ['safe', bounded, 'x', '-trigger.a / 2', { type: 'number' }],
  ['risky', bounded, 'x', 'trigger.a + 1', { type: 'number', minimum: 1 }],
  ['risky', bounded, 'x', '10 / trigger.a', { type: 'number' }],
  ['risky', bounded, 'x', 'trigger.a * 2', { type: 'number' }],
  ['safe', orNumber, 'x', '$exists(trigger.a) ? "y" : "n"', text],
  ['broken', orNumber, 'x', '$exists(trigger.a) ? trigger.a : "n"', text],
])('is %s: %j, as %s of %s into %j', (status, ...played) => {
  expect(statusOf(played)).toBe(status)
})
