import type { FieldPath, Json, Usage } from '@jackfield/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultLimits, evaluate } from '../src/expression/index.ts'
import { flowReader } from '../src/usage/index.ts'
import { connectorOf } from './fixtures/connectors.ts'

const line = (sku: string, qty: number) => ({ sku, qty, tags: ['x', sku], price: { amount: qty * 2, currency: 'EUR' } })
const order = {
  id: 'o1',
  sku: 'a',
  quantity: 3,
  completedAt: null,
  name: 'Anna',
  urgent: true,
  lines: [line('a', 2), line('b', 5)],
  customer: { name: 'Bo', email: 'b@x', address: { city: 'Pune' } },
  either: ['p', 'q'],
  extra: { one: 1 },
}
const removable: FieldPath[] = [
  ['id'],
  ['sku'],
  ['quantity'],
  ['name'],
  ['urgent'],
  ['lines'],
  ['lines', '*', 'sku'],
  ['lines', '*', 'qty'],
  ['lines', '*', 'price'],
  ['lines', '*', 'price', 'currency'],
  ['customer'],
  ['customer', 'name'],
  ['customer', 'address', 'city'],
  ['either'],
]

function usageOf(expression: string): Usage {
  const text = JSON.stringify({
    flow: 1,
    id: 'f',
    connections: { t: 'production-tracker' },
    trigger: { operation: 'production-tracker.orderCompleted', connection: 't' },
    steps: [
      { id: 'get', operation: 'production-tracker.anything', connection: 't', input: { x: `{% ${expression} %}` } },
    ],
  })
  return flowReader().read({ path: 'f.json', text }, connectorOf).usages[1] as Usage
}

/** By segment, as the contract compares paths. */
function touches(path: FieldPath, other: FieldPath): boolean {
  return path.slice(0, other.length).every((segment, index) => segment === other[index])
}

function without(value: Json, [name = '', ...rest]: FieldPath): Json {
  if (name === '*') return (value as Json[]).map((inner) => without(inner, rest))
  const copy = { ...(value as Record<string, Json>) }
  if (rest.length === 0) delete copy[name]
  else if (copy[name] !== undefined) copy[name] = without(copy[name], rest)
  return copy
}

async function outcome(text: string, trigger: Json): Promise<unknown> {
  return evaluate(
    text,
    { trigger, steps: {} },
    { moment: { now: 0, random: 0 }, limits: { ...defaultLimits, time: 20_000 } },
  ).then(
    (value) => ({ value }),
    () => 'failed',
  )
}

const name = fc.constantFrom(
  'id',
  'sku',
  'quantity',
  'name',
  'urgent',
  'lines',
  'qty',
  'price',
  'amount',
  'currency',
  'customer',
  'address',
  'city',
  'either',
  'tags',
  'extra',
)
const start = fc.constantFrom(
  'trigger',
  'trigger',
  'trigger.lines',
  'trigger.customer',
  '$$.trigger',
  '$x',
  '$',
  'sku',
  'qty',
  '1',
  '"a"',
  '0',
)
const operator = fc.constantFrom(' & ', ' + ', ' = ', ' != ', ' > ', ' and ', ' or ', ' ?? ', ' ?: ', ' in ')
const unary = fc.constantFrom(
  '$string',
  '$exists',
  '$count',
  '$keys',
  '$sum',
  '$not',
  '$type',
  '$distinct',
  '$reverse',
  '$uppercase',
  '$sort',
  '$merge',
  '$spread',
  '$length',
  '$boolean',
  '$append',
)

const expressions = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.tuple(start, fc.array(name, { maxLength: 3 })).map(([from, names]) => [from, ...names].join('.')),
    fc.tuple(tie('node'), name).map(([a, b]) => `(${a}).${b}`),
    fc
      .tuple(
        tie('node'),
        fc.constantFrom(
          '*',
          '**',
          '(%.sku)',
          '$',
          '{"s": sku, "q": qty}',
          '[sku, qty]',
          '$string(sku)',
          '$uppercase()',
        ),
      )
      .map(([a, b]) => `(${a}).${b}`),
    fc.tuple(tie('node'), operator, tie('node')).map(([a, op, b]) => `(${a}${op}${b})`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a})[${b}]`),
    fc.tuple(tie('node'), name).map(([a, b]) => `(${a})^(${b})`),
    fc.tuple(tie('node'), tie('node'), tie('node')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.tuple(unary, tie('node')).map(([f, a]) => `${f}(${f === '$append' ? `${a}, ` : ''}${a})`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `( $x := ${a}; ${b} )`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `$map(${a}, function($x){ ${b} })`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `$filter(${a}, function($x){ ${b} })`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `$reduce(${a}, function($x, $y){ ${b} })`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `{"a": ${a}, "b": ${b}}`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a}){sku: ${b}}`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a} ~> |${b}|{"new": ${b}}, "sku"|)`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `( $x := ${a}; $f := function($y){ ${b} }; $f($x) )`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a})@$x.(${b})`),
    fc.tuple(tie('node'), name).map(([a, b]) => `(${a}) ~> $lookup("${b}")`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `$each(${a}, function($x, $k){ ${b} })`),
  ),
})).node

const element = fc.constantFrom(
  'sku',
  'qty',
  'price.currency',
  'price.amount',
  'tags[1]',
  '(sku & price.currency)',
  'tags[$ = "b"]',
)

/** Functions that give nothing of nothing, whichever way they are called. */
const strict = fc.constantFrom<(a: string) => string>(
  (a) => `$uppercase(${a})`,
  (a) => `$substring(${a}, 0, 2)`,
  (a) => `(${a} ~> $string ~> $length)`,
  (a) => `(${a} ~> $string() ~> $substring(1))`,
  (a) => `"abc".$contains(${a})`,
  (a) => `"abcdef".$substring(${a}, 2)`,
)

/** Expressions that mean something over the order. */
const sensible = fc.letrec<{ list: string; scalar: string; truth: string; about: string }>((tie) => ({
  list: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant('trigger.lines'),
    fc.tuple(tie('list'), tie('about')).map(([a, b]) => `${a}[${b}]`),
    fc.tuple(tie('list'), element).map(([a, b]) => `${a}^(>${b})`),
    fc.tuple(tie('list'), element).map(([a, b]) => `$sort(${a}, function($p, $q){ $p.${b} < $q.${b} })`),
    fc.tuple(tie('list'), element).map(([a, b]) => `$filter(${a}, function($p){ $p.${b} = "b" or $p.${b} > 2 })`),
    tie('list').map((a) => `$reverse(${a})`),
    fc.tuple(tie('list'), tie('truth')).map(([a, b]) => `(${b} ? ${a} : ${a}[0])`),
    tie('list').map((a) => `( $l := ${a}; $l )`),
    tie('list').map((a) => `$append(${a}, ${a})`),
    tie('list').map((a) => `(${a} ~> function($l){ $l })`),
  ),
  about: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(element, fc.constantFrom(' = "b"', ' > 2', ' != "a"', ' & "" = "b"')).map(([a, b]) => `${a}${b}`),
    fc.constantFrom('0', '-1', '$exists(price)', 'price', 'sku in ["b"]', 'sku = %.name', 'sku = $$.trigger.sku'),
    fc.tuple(tie('about'), tie('about')).map(([a, b]) => `(${a} and ${b})`),
  ),
  scalar: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'trigger.sku',
      'trigger.name',
      'trigger.quantity',
      'trigger.customer.name',
      'trigger.customer.address.city',
      'trigger.either[0]',
      '"k"',
      '2',
    ),
    fc.tuple(tie('list'), element).map(([a, b]) => `${a}.${b}`),
    fc.tuple(tie('list'), element).map(([a, b]) => `$string(${a}.{"k": ${b}}.k)`),
    fc.tuple(tie('list'), element).map(([a, b]) => `$string(${a}{sku: ${b}})`),
    fc.tuple(tie('list'), element).map(([a, b]) => `$string($map(${a}, function($m){ $m.${b} }))`),
    fc.tuple(tie('list'), element).map(([a, b]) => `$reduce(${a}, function($m, $n){ $m & $n.${b} }, "")`),
    fc.tuple(tie('list'), element).map(([a, b]) => `$string(${a}@$e.($e.${b} & name))`),
    fc.tuple(tie('list'), element).map(([a, b]) => `$string(${a}#$i.($i & ${b}))`),
    fc.tuple(tie('list'), element).map(([a, b]) => `$lookup(${a}, "${b}")`),
    fc.tuple(tie('list'), element).map(([a, b]) => `$distinct(${a}.${b})`),
    fc.tuple(tie('list'), tie('about')).map(([a, b]) => `$count(${a}[${b}])`),
    fc.tuple(tie('list'), element).map(([a, b]) => `$string((${a} ~> |$|{"new": ${b}}, "price"|).new)`),
    fc.tuple(tie('scalar'), tie('scalar')).map(([a, b]) => `(${a} & ${b})`),
    fc.tuple(tie('scalar'), tie('scalar')).map(([a, b]) => `(${a} ?? ${b})`),
    fc.tuple(strict, tie('scalar'), tie('scalar')).map(([f, a, b]) => `(${f(a)} ?? ${b})`),
    fc.tuple(strict, tie('scalar'), tie('scalar')).map(([f, a, b]) => `($exists(${f(a)}) ? ${f(a)} : ${b})`),
    fc.tuple(tie('truth'), tie('scalar'), tie('scalar')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.tuple(tie('scalar'), tie('scalar')).map(([a, b]) => `( $v := ${a}; $v & ${b} )`),
    tie('scalar').map((a) => `(${a}).$uppercase($string($))`),
    tie('scalar').map((a) => `(${a} ~> $string ~> $length)`),
    tie('scalar').map((a) => `( $g := $append(?, ${a}); $g("z") )`),
  ),
  truth: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(tie('scalar'), fc.constantFrom('=', '!=', 'in'), tie('scalar')).map(([a, op, b]) => `${a} ${op} ${b}`),
    tie('scalar').map((a) => `$exists(${a})`),
    tie('scalar').map((a) => `$boolean(${a})`),
    tie('scalar').map((a) => `$type(${a}) = "string"`),
    fc.tuple(tie('truth'), fc.constantFrom('and', 'or'), tie('truth')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('truth').map((a) => `$not(${a})`),
  ),
})).scalar

describe('what an expression does not read', () => {
  it.each([
    ['sensible', sensible, 600],
    ['any', expressions, 200],
  ])('can be removed without a difference: %s expressions', { timeout: 120_000 }, async (_name, given, runs) => {
    let compared = 0
    await fc.assert(
      fc.asyncProperty(given, async (text) => {
        const { reads } = usageOf(text)
        const full = await outcome(text, order)
        for (const removed of removable) {
          if (reads.some(({ step, path }) => step === 'trigger' && touches(path, removed))) continue
          compared++
          expect([removed, await outcome(text, without(order, removed))]).toEqual([removed, full])
        }
      }),
      { numRuns: runs * Number(process.env.JACKFIELD_RUNS ?? 1) },
    )
    expect(compared).toBeGreaterThan(runs)
  })
})
