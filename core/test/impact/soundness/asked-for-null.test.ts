import { expect, it } from 'vitest'
import type { JsonObject } from '../../../src/model/index.ts'
import { type Play, verdictOn } from './play.ts'

const text = { type: 'string' }
const orNull = (schema: object, type: string): object => ({ ...schema, type: [type, 'null'] })
const person = (name: object): object => ({ type: 'object', required: ['name'], properties: { name } })
const list = (items: object): object => ({ type: 'array', minItems: 1, items })

const plain = [text, orNull(text, 'string')] as const
const whole = [person(text), orNull(person(text), 'object')] as const
const inside = [person(text), person(orNull(text, 'string'))] as const
const elements = [list(text), list(orNull(text, 'string'))] as const
const lists = [list(text), orNull(list(text), 'array')] as const
const optional = [text, text] as const

interface Rest {
  readonly where?: Play['where']
  /** Whether the field may be absent. */
  readonly lacks?: readonly [base: boolean, revision: boolean]
}
type Field = readonly [base: object, revision: object]

const never: readonly [boolean, boolean] = [false, false]

function statusOf([base, revision]: Field, expression: string, { where = 'x', lacks = never }: Rest): string {
  const output = (field: object, absent: boolean): JsonObject =>
    ({ type: 'object', properties: { a: field, b: text, c: text }, required: absent ? ['b'] : ['a', 'b'] }) as never
  const { status, complete } = verdictOn({
    expression,
    where,
    output: [output(base, lacks[0]), output(revision, lacks[1])],
    input: [text, text],
    required: lacks[0] ? [false, false] : [true, true],
  })
  return complete ? status : 'incomplete'
}

type Case = readonly [status: string, field: Field, expression: string, rest?: Rest]

it.each<Case>([
  ['safe', plain, 'trigger.a = null ? "d" : trigger.a'],
  ['safe', plain, 'null = trigger.a ? trigger.b : trigger.a'],
  ['safe', plain, '$type(trigger.a) = "null" ? "d" : trigger.a'],
  ['safe', plain, '$not(trigger.a = null) ? trigger.a : "d"'],
  ['safe', plain, 'trigger.a = null or trigger.a = "" ? "d" : $uppercase(trigger.a)'],
  ['safe', plain, '($v := trigger.a; $v = null ? "d" : $v)'],
  ['safe', plain, '(trigger.a = null ? "" : trigger.a) & "!"'],
  ['safe', plain, 'trigger.a = null ? "d" : trigger.a', { where: 'text' }],
  // What is given for null is refused, absent, null again, or fails.
  ['broken', plain, 'trigger.a = null ? 5 : trigger.a'],
  ['broken', plain, 'trigger.a = null ? trigger.c : trigger.a'],
  ['broken', plain, 'trigger.a = null ? trigger.a : "d"'],
  ['broken', plain, 'trigger.a = null ? $error("none") : trigger.a'],
  ['broken', plain, '$uppercase(trigger.a = null ? 5 : trigger.a)'],
  ['broken', plain, 'trigger.a = null', { where: 'when' }],
  // What picks for the first time decides for what there never was.
  ['risky', plain, '"a" & trigger.b[$type($$.trigger.a) = "null"]'],
  ['risky', plain, '$exists(trigger.b[$type($$.trigger.a) = "null"]) ? "d" : "e"'],
  // Absence is another matter: "missing = null" is false.
  ['broken', optional, 'trigger.a = null ? "d" : trigger.a', { lacks: [false, true] }],
  ['broken', plain, 'trigger.a = null ? 5 : trigger.a', { lacks: [true, true] }],
  ['safe', plain, 'trigger.a = null ? "d" : trigger.a', { lacks: [true, true] }],
  ['safe', whole, 'trigger.a = null ? "d" : trigger.a.name'],
  ['safe', whole, 'trigger.a != null ? trigger.a.name : "d"'],
  ['safe', whole, 'trigger.a != null ? $uppercase(trigger.a.name) : "d"'],
  ['broken', whole, 'trigger.a.name = null ? "d" : trigger.a.name'],
  ['broken', inside, 'trigger.a = null ? "d" : trigger.a.name'],
  ['safe', inside, 'trigger.a.name = null ? "d" : trigger.a.name'],
  ['safe', inside, 'trigger.a.(name = null ? "d" : name)'],
  ['safe', elements, 'trigger.a[0] = null ? "d" : trigger.a[0]'],
  ['broken', elements, 'trigger.a[0] = null ? "d" : trigger.a[-1]'],
  ['safe', lists, 'trigger.a = null ? "d" : trigger.a[0]'],
  ['safe', lists, 'trigger.a != null ? trigger.a[0] : "d"'],
])('is %s: %j, %s, %j', (...played) => {
  const [status, field, expression, rest = {}] = played as unknown as Case
  expect(statusOf(field, expression, rest)).toBe(status)
})
