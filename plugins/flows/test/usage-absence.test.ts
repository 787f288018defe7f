import { describe, expect, it } from 'vitest'
import { connectorOf } from './fixtures/connectors.ts'
import { flowWith, reader, shown, usageOf } from './usage-of.ts'

const whenReads = (expression: string): string[] => shown(usageOf({ when: `{% ${expression} %}` }).usage)

describe('what a condition reads', () => {
  it.each<[expression: string, reads: string[]]>([
    ['trigger.quantity > 0', ['trigger.quantity test']],
    ['trigger.urgent', ['trigger.urgent test']],
    ['$exists(trigger.name)', ['trigger.name test tolerated']],
    ['$exists(trigger.name) and trigger.name != ""', ['trigger.name test tolerated']],
    ['trigger.name and trigger.name != "x"', ['trigger.name test tolerated']],
    ['trigger.urgent and trigger.name != "x"', ['trigger.urgent test', 'trigger.name test']],
    ['$not(trigger.urgent)', ['trigger.urgent test']],
    ['$not($exists(trigger.name)) or trigger.name = "x"', ['trigger.name test tolerated']],
    ['$count(trigger.lines) > 0', ['trigger.lines test tolerated']],
    ['trigger.lines[qty > 0]', ['trigger.lines.*.qty test', 'trigger.lines.* test']],
    ['(trigger.quantity > 0)', ['trigger.quantity test']],
    ['$boolean(trigger.lines)', ['trigger.lines test']],
    ['trigger.status = "x"', ['trigger.status test']],
  ])('%s', (expression, expected) => {
    expect(whenReads(expression).sort()).toEqual([...expected].sort())
  })

  it('guards the step that it decides about', () => {
    const { usage } = usageOf({
      when: '{% $exists(trigger.name) %}',
      input: { x: '{% trigger.name %}', y: '{% trigger.sku %}' },
    })
    expect(shown(usage)).toEqual(['trigger.name test tolerated', 'trigger.name tolerated', 'trigger.sku'])
  })
})

describe('what a computed value needs', () => {
  const needs = (expression: string) =>
    usageOf({ input: { x: `{% ${expression} %}` } }).usage.supplies.map(({ from, presence }) =>
      from.kind === 'derived' && from.needs !== undefined ? from.needs.map(({ path }) => path.join('.')) : presence,
    )

  it.each<[expression: string, needed: unknown]>([
    ['$uppercase(trigger.sku)', ['sku']],
    ['$substring(trigger.name, 0, 3)', ['name']],
    ['trigger.quantity * 2', ['quantity']],
    ['trigger.quantity + $length(trigger.name)', ['quantity', 'name']],
    ['trigger.quantity > 1', ['quantity']],
    ['-trigger.quantity', ['quantity']],
    ['trigger.sku ~> $trim ~> $uppercase', ['sku']],
    ['$join(trigger.lines.sku)', 'sometimes'],
    ['$uppercase(trigger.lines[0].sku)', 'sometimes'],
    ['$max([1, 2])', 'sometimes'],
    ['$uppercase("a")', 'always'],
    ['$uppercase("a" & trigger.name)', 'always'],
    ['$count(trigger.lines)', 'always'],
    ['$string(trigger.name ?? "x")', undefined],
  ])('%s', (expression, needed) => {
    expect(needs(expression)).toEqual([needed])
  })
})

describe('what comes of absence', () => {
  const comes = (step: object): string[] =>
    usageOf(step).usage.reads.map(({ path, ifAbsent, becomes = 'nothing' }) =>
      [path.join('.'), ifAbsent === 'drops' ? becomes : ifAbsent].join(': '),
    )

  it.each<[step: object, reads: string[]]>([
    [{ input: { x: '{% trigger.sku %}' } }, ['sku: nothing']],
    [{ input: { x: '{% trigger.quantity + 1 %}' } }, ['quantity: nothing']],
    [{ input: { x: '{% "Order " & trigger.sku %}' } }, ['sku: empty text']],
    [{ input: { x: 'Order {% trigger.sku %}' } }, ['sku: throws']],
    [{ input: { x: '{% trigger.quantity > 5 %}' } }, ['quantity: false']],
    [{ input: { x: '{% trigger.sku != "a" %}' } }, ['sku: false']],
    [{ input: { x: '{% trigger.urgent ? "a" : "b" %}' } }, ['urgent: false']],
    [{ input: { x: '{% trigger.sku ?? "x" %}' } }, ['sku: tolerated', 'sku: tolerated']],
    [{ input: { x: '{% $split("a", trigger.sku) %}' } }, ['sku: throws']],
    [{ when: '{% trigger.urgent %}' }, ['urgent: skip']],
    [{ when: '{% trigger.quantity > 5 %}' }, ['quantity: skip']],
    [{ when: '{% trigger.urgent and (trigger.sku = "a") %}' }, ['sku: skip', 'urgent: skip']],
    [{ when: '{% trigger.urgent or trigger.sku = "a" %}' }, ['sku: false', 'urgent: false']],
    [{ when: '{% $not(trigger.urgent) %}' }, ['urgent: false']],
    [{ forEach: '{% trigger.lines %}' }, ['lines: skip']],
  ])('%j', (step, expected) => {
    expect(comes(step)).toEqual(expected)
  })
})

describe('whether an input is given a value', () => {
  const presences = (step: object): (string | undefined)[] =>
    usageOf(step).usage.supplies.map(({ presence }) => presence)
  const given = (expression: string): (string | undefined)[] => presences({ input: { x: `{% ${expression} %}` } })

  it.each([
    'trigger.urgent ? "x"',
    'trigger.lines[0].sku',
    'trigger.lines[sku = "a"].qty',
    'trigger.lines.sku',
    'trigger.customer[name = "Bo"].name',
    'trigger.sku[$ = "a"]',
    'trigger.customer.("x")',
    '$filter(trigger.lines, function($l) { $l.qty > 1 })',
    '($f := function($x) { $x ? "a" }; $f(trigger.urgent))',
    'trigger.customer[$exists(email)].email',
    'trigger.urgent ? {"sku": trigger.sku}',
  ])('%s: at times', (expression) => {
    expect(given(expression)).toEqual(['sometimes'])
  })

  it.each([
    '"a" & trigger.sku',
    'trigger.sku = "a"',
    'trigger.urgent and trigger.sku',
    '$exists(trigger.sku)',
    '$exists(trigger.sku) ? trigger.sku : "x"',
  ])('%s: always', (expression) => {
    expect(given(expression)).toEqual(['always'])
  })

  it.each(['trigger.sku', 'trigger.quantity > 1', '$uppercase(trigger.sku)', '$not(trigger.urgent)'])(
    '%s: as its source',
    (expression) => {
      expect(given(expression)).toEqual([undefined])
    },
  )

  it('knows texts, items, conditions of the step and steps that may be skipped', () => {
    expect(presences({ input: { x: 'Order {% trigger.sku %}' } })).toEqual(['always'])
    expect(presences({ forEach: '{% trigger.lines.sku %}', input: { x: '{% item %}' } })).toEqual(['always'])
    expect(presences({ when: '{% $exists(trigger.sku) %}', input: { x: '{% trigger.sku %}' } })).toEqual(['always'])
    expect(usageOf({ input: { x: '{% [] %}', y: '{% {} %}' } }).usage.supplies).toMatchObject([
      { path: ['x'], from: { kind: 'literal', value: [] } },
      { path: ['y'], from: { kind: 'literal', value: {} } },
    ])
  })

  it.each<[step: object, presence: string | undefined]>([
    [{}, undefined],
    [{ when: '{% trigger.urgent %}' }, 'sometimes'],
    [{ onError: 'skip' }, 'sometimes'],
    [{ onError: 'continue' }, 'sometimes'],
  ])('of a step with %j', (more, presence) => {
    const flow = JSON.parse(flowWith({ input: { x: '{% steps.item.item_id %}' } }))
    Object.assign(flow.steps[0], more)
    const { usages } = reader.read({ path: 'f.json', text: JSON.stringify(flow) }, connectorOf)
    expect(usages.at(-1)?.supplies.map((supply) => supply.presence)).toEqual([presence])
  })
})
