import type { Json } from '@jackfield/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultLimits, evaluate } from '../src/expression/index.ts'
import type { AbstractObject } from '../src/usage/abstract-value.ts'
import { type Followed, follow } from '../src/usage/follow.ts'
import { typingRules } from '../src/usage/rules.ts'
import { SchemaView } from '../src/usage/schema-view.ts'
import { tracker } from './fixtures/connectors.ts'
import { anyExpressions, sensibleExpressions } from './fixtures/generated-expressions.ts'
import { mayBe } from './fixtures/may-be.ts'

const view = SchemaView.of({ $ref: '#/schemas/Order' }, tracker)
const root: AbstractObject = {
  kind: 'object',
  fields: new Map([
    ['trigger', { kind: 'places', places: [{ step: 'trigger', path: [], assured: [], view }] }],
    ['steps', { kind: 'object', fields: new Map() }],
  ]),
  missing: () => undefined,
}

const word = fc.constantFrom('a', 'b', 'Anna', '', '7', '2026-01-31T09:30:00Z', 'x,y')
const number = fc.constantFrom(0, 1, 2, 5, -3)
const record = (fields: Record<string, fc.Arbitrary<Json>>, requiredKeys: string[] = []): fc.Arbitrary<Json> =>
  fc.record(fields, { requiredKeys, noNullPrototype: true }) as fc.Arbitrary<Json>
const line = record({
  sku: word,
  qty: number,
  tags: fc.array(word, { maxLength: 3 }),
  price: record({ amount: number, currency: word }),
})
const customer = fc.oneof(record({ name: word, email: word, address: record({ city: word }) }), fc.constant(null))
const fields = {
  id: word,
  sku: word,
  quantity: number,
  completedAt: fc.oneof(word, fc.constant(null)),
  name: word,
  urgent: fc.boolean(),
  lines: fc.array(line, { maxLength: 3 }),
  customer,
  either: fc.oneof(word, fc.array(word, { maxLength: 2 })),
}
const required = ['id', 'sku', 'quantity']
/** What the schema of an order says, with what may be absent both there and not. */
const orders = record({ ...fields, parent: record(fields, required) }, required)

async function outcome(text: string, trigger: Json): Promise<{ readonly value: Json | undefined } | 'failed'> {
  return evaluate(
    text,
    { trigger, steps: {} },
    { moment: { now: 1_700_000_000_000, random: 0.5 }, limits: { ...defaultLimits, time: 20_000 } },
  ).then(
    (value) => ({ value }),
    () => 'failed' as const,
  )
}

const seed = Number(process.env.JACKFIELD_SEED ?? 20261130)
const used = new Set<string>()
let compared = 0

/** Throws where JSONata gives what the type has no room for. */
async function hold(text: string, trigger: Json): Promise<void> {
  const followed = following(text)
  if (followed === null || !followed.whole) return
  const real = await outcome(text, trigger)
  if (real === 'failed') return
  compared++
  for (const rule of followed.recorder.rules) used.add(rule)
  expect([mayBe(followed.value, real.value, { trigger }), real.value]).toEqual([true, real.value])
}

function following(text: string): Followed | null {
  try {
    return follow(text, { root, as: 'value' })
  } catch {
    return null
  }
}

/** Every function, and every form, at least once. */
const written: readonly string[] = [
  '$sum(trigger.lines.qty)',
  '$count(trigger.lines)',
  '$count(trigger.name)',
  '$max(trigger.lines.qty)',
  '$min(trigger.lines.price.amount)',
  '$average(trigger.lines.qty)',
  '$string(trigger.lines)',
  '$string(trigger.completedAt)',
  '$substring(trigger.name, 1)',
  '$substringBefore(trigger.sku, ",")',
  '$substringAfter(trigger.sku, ",")',
  '$lowercase(trigger.name)',
  '$uppercase(trigger.name)',
  '$length(trigger.name)',
  '$trim(trigger.name)',
  '$pad(trigger.name, 5)',
  '$match(trigger.sku, /[a-z]/)',
  '$match(trigger.sku, /[a-z]/).match',
  '$match(trigger.sku, /[a-z]/)[0].index',
  '$contains(trigger.sku, "a")',
  '$contains(trigger.sku, /a/)',
  '$replace(trigger.sku, "a", "b")',
  '$replace(trigger.sku, /a/, function($m){ $m.match & "!" })',
  '$split(trigger.sku, ",")',
  '$split(trigger.sku, ",")[1]',
  '$split(trigger.sku, /,/)[0]',
  '$join(trigger.lines.sku, "-")',
  '$join(trigger.lines.tags)',
  '$formatNumber(trigger.quantity, "0.00")',
  '$formatBase(trigger.quantity, 2)',
  '$formatInteger(trigger.quantity, "w")',
  '$parseInteger("12", "0")',
  '$number(trigger.sku)',
  '$number(trigger.urgent)',
  '$floor(trigger.quantity / 2)',
  '$ceil(trigger.quantity / 2)',
  '$round(trigger.quantity / 3, 1)',
  '$abs(trigger.quantity)',
  '$sqrt(4)',
  '$power(trigger.quantity, 2)',
  '$random()',
  '$boolean(trigger.name)',
  '$not(trigger.urgent)',
  '$exists(trigger.name)',
  '$map(trigger.lines, function($l, $i){ $i })',
  '$map(trigger.lines, function($l){ $l.tags })',
  '$map(trigger.lines.sku, $uppercase)',
  '$zip(trigger.lines.sku, trigger.lines.qty)',
  '$filter(trigger.lines, function($l){ $l.qty > 1 })',
  '$filter(trigger.lines, function($l){ $l.qty > 1 }).sku',
  '$single(trigger.lines, function($l){ $l.qty = 1 })',
  '$single(trigger.lines[0]).sku',
  '$reduce(trigger.lines.qty, function($a, $b){ $a + $b })',
  '$reduce(trigger.lines.sku, function($a, $b){ $a & $b }, "")',
  '$sift(trigger, function($v, $k){ $k = "sku" })',
  '$sift({"a": trigger.name, "b": 1}, function($v){ $v = 1 })',
  '$keys(trigger)',
  '$keys(trigger.lines)',
  '$keys(trigger.parent)',
  '$lookup(trigger, "name")',
  '$lookup(trigger.lines, "sku")',
  '$lookup(trigger, trigger.sku)',
  '$lookup({"a": 1, "b": "x"}, trigger.sku)',
  '$append(trigger.lines.sku, trigger.name)',
  '$append(trigger.name, [])',
  '$append(trigger.name, trigger.nothing)',
  '$spread(trigger.parent)',
  '$spread(trigger.lines)',
  '$merge(trigger.lines)',
  '$merge([{"a": trigger.name}, {"b": 1}])',
  '$merge([{"a": trigger.name}, {"a": 1}]).a',
  '$merge([{"a": 1}, {"a": trigger.name}]).a',
  '$merge([trigger.parent, {"z": 1}]).sku',
  '$reverse(trigger.lines)',
  '$reverse(trigger.name)',
  '$reverse([trigger.sku, 1])',
  '$each(trigger.parent, function($v, $k){ $k })',
  '$each({"a": trigger.name}, function($v){ $v })',
  '$assert(true, "no")',
  'trigger.urgent ? $error("no") : 1',
  '$type(trigger.completedAt)',
  '$sort(trigger.lines.sku)',
  '$sort(trigger.lines, function($a, $b){ $a.qty > $b.qty }).sku',
  '$sort(trigger.name)',
  '$shuffle(trigger.lines.sku)',
  '$distinct(trigger.lines.sku)',
  '$distinct(trigger.name)',
  '$base64encode(trigger.name)',
  '$base64decode("YQ==")',
  '$encodeUrlComponent(trigger.name)',
  '$encodeUrl(trigger.name)',
  '$decodeUrlComponent(trigger.name)',
  '$decodeUrl(trigger.name)',
  '$toMillis("2026-01-31T09:30:00Z")',
  '$toMillis("31/01/2026", "[D01]/[M01]/[Y0001]")',
  '$fromMillis(1700000000000)',
  '$fromMillis(1700000000000, "[Y]")',
  '$clone(trigger.parent).sku',
  '$now()',
  '$millis()',
  'trigger',
  '"text"',
  '7',
  'null',
  'trigger.parent.*',
  'trigger.*.city',
  'trigger.parent.**',
  'trigger.**.sku',
  '{"a": trigger.name}.**',
  '[{"a": 1}, trigger.name].**',
  '$spread(trigger.name)',
  '$spread(trigger.*)',
  'trigger.lines.*',
  'trigger.lines.(%.name)',
  'trigger.lines.tags.(%.sku)',
  'trigger.customer.(%.lines)',
  '$$.trigger.lines.sku',
  'trigger.lines.$.sku',
  'trigger.lines.($)',
  'trigger.name and trigger.urgent',
  'trigger.name or trigger.urgent',
  'trigger.quantity > 1',
  'trigger.lines[0].qty > 1',
  'trigger.name = "a"',
  'trigger.name in trigger.either',
  '[1..trigger.quantity]',
  '[1..trigger.quantity][0]',
  'trigger.name & "!"',
  'trigger.quantity * 2',
  'trigger.lines[0].qty * 2',
  '-trigger.quantity',
  '[trigger.lines.sku]',
  '[trigger.name, trigger.lines.tags]',
  '[[trigger.name], [1, 2]]',
  '[[1, 2], [3]][0]',
  '[[{"a": 1}], {"a": trigger.name}].a',
  '["x", "y"][1]',
  '["x", trigger.name][0]',
  '[trigger.name, "y", {"a": trigger.sku}][-2]',
  '[trigger.name, ""][1].a',
  '["x", "y"][-1]',
  '["x", "y"][trigger.quantity]',
  '{"a": trigger.name, "b": trigger.lines.sku}',
  '{"a": trigger.name}.a',
  '{trigger.sku: trigger.name}',
  'trigger.urgent ? trigger.name : trigger.lines.sku',
  'trigger.urgent ? "x"',
  '$lookup({trigger.sku: trigger.name}, "a")',
  'trigger.name ?? trigger.lines.sku',
  'trigger.completedAt ?: "none"',
  '(trigger.urgent ? {"sku": trigger.name}).sku',
  '()',
  '( $x := trigger.lines; $x[1].sku )',
  '( $x := trigger.name )',
  '( $f := function($a){ $a.sku }; $f(trigger.lines) )',
  '( $f := $substring(?, 0, 1); $f(trigger.name) )',
  '( $f := $append(?, "z"); $f(trigger.lines.sku) )',
  'trigger.name ~> $uppercase',
  '( $f := $trim ~> $uppercase; $f(trigger.name) )',
  'trigger.parent ~> |$|{"new": 1}, "sku"|',
  'trigger.lines@$l.($l.sku)',
  'trigger.lines@$l.name',
  'trigger.lines@$l.{"s": $l.sku, "n": name}',
  'trigger.lines#$i.($i & sku)',
  'trigger.lines#$i[$i = 0].sku',
  'trigger.lines^(qty).sku',
  'trigger.lines^(>qty)',
  'trigger.parent.[sku, name]^($)',
  '({"a": 1}).[b]^(c)',
  'trigger.lines.sku[]',
  'trigger.lines[0].tags[]',
  'trigger.name[]',
  'trigger.lines[0].sku',
  'trigger.lines[-1].tags',
  'trigger.lines[0].tags[0]',
  'trigger.lines.tags[0]',
  '(trigger.lines.tags)[0]',
  'trigger.lines.tags',
  'trigger.lines[0].tags',
  'trigger.lines[[0..1]].sku',
  'trigger.lines[qty > 1].sku',
  'trigger.lines[qty > 1][0].sku',
  'trigger.lines[qty > 1].tags[$ != "a"]',
  'trigger.name[$ = "a"]',
  'trigger.name[0]',
  'trigger.name[1]',
  'trigger.either',
  'trigger.either[0]',
  'trigger.either[$ != "a"]',
  'trigger.lines{sku: qty}',
  'trigger.lines{sku: $sum(qty)}',
  'trigger.lines{"all": sku}',
  'trigger.lines{"all": tags}',
  'trigger.lines.{"s": sku, "t": tags}',
  'trigger.lines.{"s": sku}.s',
  'trigger.lines.[sku, qty]',
  'trigger.lines.("x")',
  'trigger.lines.(sku ?? "none")',
  'trigger.lines.$string(qty)',
  'trigger.parent.lines.price.currency',
  '$map(trigger.lines, function($l){ {"s": $l.sku} }).s',
  '$filter(trigger.lines.tags, function($t){ $t != "a" })',
  '$map(trigger.lines, function($l){ $filter($l.tags, function($t){ $t = "a" }) })',
]

describe('the type of an expression', () => {
  it.each(written)('leaves room for what JSONata gives: %s', { timeout: 60_000 }, async (text) => {
    expect(following(text)?.whole).toBe(true)
    await fc.assert(
      fc.asyncProperty(orders, (trigger) => hold(text, trigger)),
      { numRuns: 15 * Number(process.env.JACKFIELD_RUNS ?? 1), seed },
    )
  })

  it.each([
    ['sensible', sensibleExpressions, 500],
    ['any', anyExpressions, 300],
  ])('leaves room for what JSONata gives: %s expressions', { timeout: 120_000 }, async (_name, given, runs) => {
    await fc.assert(
      fc.asyncProperty(given, orders, (text, trigger) => hold(text, trigger)),
      { numRuns: runs * Number(process.env.JACKFIELD_RUNS ?? 1), seed },
    )
  })

  it('was made by every rule there is', () => {
    expect([...typingRules].filter((rule) => !used.has(rule))).toEqual([])
    expect([...used].filter((rule) => !typingRules.has(rule))).toEqual([])
    expect(compared).toBeGreaterThan(2_000)
  })
})
