import { expect, it } from 'vitest'
import type { JsonObject } from '../../../src/model/index.ts'
import { type Play, verdictOn } from './play.ts'

const text = { type: 'string' }
const line = { type: 'object', required: ['sku', 'n'], properties: { sku: text, n: { type: 'number' } } }
const list = (items: object, minItems: number, maxItems = 1): object => ({ type: 'array', items, minItems, maxItems })
const other = { type: 'object', required: ['sku', 'n'], properties: { sku: { type: 'boolean' }, n: line.properties.n } }

const unwrapped = [list(line, 1), line] as const
const maybe = [list(line, 0), line] as const
const upToTwo = [list(line, 1, 2), line] as const
const any = [{ type: 'array', items: line }, line] as const
const several = [line, list(line, 1)] as const
const texts = [list(text, 1), text] as const
const nested = [list(list(text, 1), 1), list(text, 1)] as const
const orNull = [list({ type: ['string', 'null'] }, 1), { type: ['string', 'null'] }] as const
const unlike = [list(line, 1), other] as const

type Case = readonly [field: readonly [base: object, revision: object], where: Play['where'], expression: string]

function statusOf([[base, revision], where, expression]: Case): string {
  const output = (a: object): JsonObject => ({ type: 'object', properties: { a }, required: ['a'] }) as never
  const { status, complete } = verdictOn({
    expression,
    where,
    output: [output(base), output(revision)],
    input: [{}, {}],
    required: [false, false],
  })
  return complete ? status : 'incomplete'
}

it.each<readonly [status: string, ...Case]>([
  ...[
    'trigger.a.sku',
    'trigger.a[0].sku',
    'trigger.a.sku ?? "x"',
    '$sum(trigger.a.n)',
    '$map(trigger.a, function($l) { $l.sku })',
    'trigger.a[n > 3].sku',
    '$count(trigger.a)',
    '[trigger.a.{"v": sku}]',
    '($l := trigger.a; $uppercase($l[0].sku))',
    '$exists(trigger.a)',
  ].map((expression): readonly [string, ...Case] => ['safe', unwrapped, 'x', expression]),
  ...['trigger.a', '$type(trigger.a)', '{"l": trigger.a}', '$string(trigger.a)', '$append(trigger.a, 1)'].map(
    (expression): readonly [string, ...Case] => ['broken', unwrapped, 'x', expression],
  ),
  ['safe', unwrapped, 'forEach', 'trigger.a'],
  ['safe', unwrapped, 'forEach', 'trigger.a.sku'],
  ['broken', unwrapped, 'x', 'trigger'],
  ['safe', maybe, 'x', 'trigger.a[0].sku'],
  ['safe', maybe, 'forEach', 'trigger.a'],
  ['broken', upToTwo, 'x', 'trigger.a[1].sku'],
  ['broken', upToTwo, 'x', 'trigger.a.sku'],
  ['broken', any, 'x', '$count(trigger.a)'],
  ['broken', any, 'forEach', 'trigger.a'],
  ['safe', texts, 'x', '$join(trigger.a, ",")'],
  ['broken', texts, 'x', 'trigger.a & "!"'],
  ['broken', texts, 'when', 'trigger.a = "x"'],
  ['broken', nested, 'x', 'trigger.a[0]'],
  ['broken', orNull, 'forEach', 'trigger.a'],
  ['broken', unlike, 'x', 'trigger.a.sku'],
  ['broken', several, 'x', 'trigger.a.sku'],
])('is %s: %j, as %s of %s', (status, ...played) => {
  expect(statusOf(played)).toBe(status)
})
