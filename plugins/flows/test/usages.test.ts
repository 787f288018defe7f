import type { Usage } from '@jackfield/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flowReader } from '../src/usage/index.ts'
import { connectorOf } from './fixtures/connectors.ts'

const reader = flowReader()

function flowWith(step: object): string {
  return JSON.stringify({
    flow: 1,
    id: 'f',
    connections: { t: 'production-tracker', s: 'zoho-inventory' },
    trigger: { operation: 'production-tracker.orderCompleted', connection: 't' },
    steps: [
      { id: 'item', operation: 'zoho-inventory.findItem', connection: 's', input: { sku: 'x' } },
      {
        id: 'each',
        operation: 'zoho-inventory.findItem',
        connection: 's',
        forEach: '{% [1..2] %}',
        input: { sku: 'x' },
      },
      { id: 'free', operation: 'production-tracker.anything', connection: 't' },
      { id: 'last', operation: 'zoho-inventory.findAdjustment', connection: 's', ...step },
    ],
  })
}

function usageOf(step: object): { usage: Usage; codes: string[]; complete: boolean } {
  const { usages, problems, complete } = reader.read({ path: 'f.json', text: flowWith(step) }, connectorOf)
  const codes = problems.filter((problem) => problem.code !== 'input-undeclared').map((problem) => problem.code)
  return { usage: usages.at(-1) as Usage, codes, complete }
}

/** `step.path as ifAbsent`, each once, in order; `value drops` is left out. */
function shown({ reads }: Usage): string[] {
  const all = reads.map(({ step, path, as, ifAbsent, guarded }) =>
    [[step, ...path].join('.'), as === 'value' ? '' : as, ifAbsent === 'drops' ? '' : ifAbsent, guarded ?? '']
      .filter(Boolean)
      .join(' '),
  )
  return [...new Set(all)]
}

const readsOf = (expression: string): string[] => shown(usageOf({ input: { x: `{% ${expression} %}` } }).usage)
const whenReads = (expression: string): string[] => shown(usageOf({ when: `{% ${expression} %}` }).usage)

describe('what an input reads', () => {
  it.each<[expression: string, reads: string[]]>([
    // paths
    ['trigger.sku', ['trigger.sku']],
    ['trigger', ['trigger whole']],
    ['trigger.customer', ['trigger.customer whole']],
    ['trigger.customer.name', ['trigger.customer.name']],
    ['trigger.customer.address.city', ['trigger.customer.address.city']],
    ['steps.item.item_id', ['item.item_id']],
    ['steps.item', ['item whole']],
    ['steps', ['item whole', 'each whole', 'free whole']],
    ['$$.trigger.sku', ['trigger.sku']],
    ['$', ['trigger whole', 'item whole', 'each whole', 'free whole']],
    ['$.trigger.sku', ['trigger.sku']],
    ['trigger.`sku`', ['trigger.sku']],
    ['trigger."sku"', ['trigger.sku']],
    ['(trigger).sku', ['trigger.sku']],
    ['trigger.(sku)', ['trigger.sku']],
    ['trigger.(sku & name)', ['trigger.sku', 'trigger.name']],
    ['trigger.parent.parent.sku', ['trigger.parent.parent.sku']],
    ['"text"', []],
    ['$now()', []],
    // arrays
    ['trigger.lines', ['trigger.lines whole']],
    ['trigger.lines.sku', ['trigger.lines.*.sku']],
    ['trigger.lines[0].sku', ['trigger.lines.*.sku']],
    ['trigger.lines[-1].sku', ['trigger.lines.*.sku']],
    ['trigger.lines.sku[0]', ['trigger.lines.*.sku']],
    ['trigger.lines.tags', ['trigger.lines.*.tags whole']],
    ['trigger.lines.tags[0]', ['trigger.lines.*.tags.*']],
    ['trigger.lines[qty > 3].sku', ['trigger.lines.*.qty test', 'trigger.lines.*.sku']],
    [
      'trigger.lines[sku = $$.trigger.sku].qty',
      ['trigger.lines.*.sku test', 'trigger.sku test', 'trigger.lines.*.qty'],
    ],
    ['trigger.lines[$exists(sku)].sku', ['trigger.lines.*.sku test tolerated', 'trigger.lines.*.sku tolerated']],
    [
      'trigger.lines[price.amount > 3][0].price.currency',
      ['trigger.lines.*.price.amount test', 'trigger.lines.*.price.currency'],
    ],
    ['trigger.lines^(qty).sku', ['trigger.lines.*.qty test', 'trigger.lines.*.sku']],
    [
      'trigger.lines^(>price.amount, sku)[0].sku',
      ['trigger.lines.*.price.amount test', 'trigger.lines.*.sku test', 'trigger.lines.*.sku'],
    ],
    ['trigger.lines{sku: qty}', ['trigger.lines.*.sku', 'trigger.lines.*.qty']],
    ['trigger.lines.{"s": sku, "q": qty}', ['trigger.lines.*.sku', 'trigger.lines.*.qty']],
    ['trigger.lines.[sku, qty]', ['trigger.lines.*.sku', 'trigger.lines.*.qty']],
    ['trigger.lines@$l.(sku & $l.qty)', ['trigger.sku', 'trigger.lines.*.qty']],
    ['trigger.lines#$i[$i < 2].sku', ['trigger.lines.*.sku']],
    ['trigger.lines.price.(amount & %.sku)', ['trigger.lines.*.price.amount', 'trigger.lines.*.sku']],
    ['trigger.lines.sku[% .qty > 1]', ['trigger.lines.*.qty test', 'trigger.lines.*.sku']],
    ['trigger.either', ['trigger.either whole']],
    ['trigger.either[0]', ['trigger.either whole', 'trigger.either.*']],
    ['steps.each.item_id', ['each.item_id']],
    ['steps.each[0].item_id', ['each.item_id']],
    ['steps.each', ['each whole']],
    // wildcards
    ['trigger.*', ['trigger whole']],
    ['trigger.customer.*', ['trigger.customer whole']],
    ['trigger.**.sku', ['trigger.sku', 'trigger.lines.*.sku', 'trigger whole']],
    ['trigger.*.sku', ['trigger.lines.*.sku', 'trigger.parent.sku', 'trigger whole']],
    ['trigger.customer.*.city', ['trigger.customer.address.city', 'trigger.customer whole']],
    ['trigger.lines.*', ['trigger.lines.* whole']],
    ['**', ['trigger whole', 'item whole', 'each whole', 'free whole']],
    ['*.sku', ['trigger.sku']],
    ['**.sku', ['trigger.sku', 'trigger.lines.*.sku', 'trigger whole', 'item whole', 'each whole', 'free whole']],
    ['steps.*.name', ['item.name', 'each.name', 'free.name']],
    // blocks, variables, closures
    ['( $x := trigger.customer; $x.name )', ['trigger.customer.name']],
    ['( $x := trigger.customer; 1 )', []],
    ['( $f := function($o){ $o.sku }; $f(trigger) )', ['trigger.sku']],
    [
      '( $id := trigger.id; $map(trigger.lines, function($l){ $l.sku & $id }) )',
      ['trigger.lines iterate', 'trigger.lines.*.sku', 'trigger.id'],
    ],
    ['( $x := trigger.sku; ( $x := trigger.name; 1 ); $x )', ['trigger.sku']],
    ['( $f := function($n){ $n = 0 ? trigger.sku : $f($n - 1) }; $f(3) )', ['trigger.sku']],
    ['trigger ~> function($t){ $t.sku }', ['trigger.sku']],
    ['trigger.sku ~> $uppercase ~> $trim', ['trigger.sku']],
    ['( $both := $uppercase ~> $trim; $both(trigger.sku) )', ['trigger.sku']],
    ['( $first := $substring(?, 0, 1); $first(trigger.sku) )', ['trigger.sku']],
    // operators
    ['trigger.quantity * 2 + 1', ['trigger.quantity']],
    ['-trigger.quantity', ['trigger.quantity']],
    ['"a" & trigger.sku', ['trigger.sku']],
    ['[1..trigger.quantity]', ['trigger.quantity']],
    ['trigger.sku = "x"', ['trigger.sku test']],
    ['trigger.sku in ["a", trigger.name]', ['trigger.sku test', 'trigger.name test']],
    // functions
    ['$substring(trigger.completedAt, 0, 10)', ['trigger.completedAt']],
    ['trigger.sku.$uppercase()', ['trigger.sku']],
    ['trigger.sku.$substring(1, 2)', ['trigger.sku']],
    ['trigger.lines.$string(sku)', ['trigger.lines.*.sku']],
    ['$string(trigger.customer)', ['trigger.customer whole']],
    ['$sum(trigger.lines.qty)', ['trigger.lines.*.qty']],
    ['$count(trigger.lines)', ['trigger.lines iterate']],
    ['$split(trigger.name, trigger.sku)', ['trigger.name', 'trigger.sku throws']],
    [
      '$filter(trigger.lines, function($l){ $l.qty > 1 }).sku',
      ['trigger.lines iterate', 'trigger.lines.*.qty test', 'trigger.lines.*.sku'],
    ],
    ['$reduce(trigger.lines, function($a, $l){ $a + $l.qty }, 0)', ['trigger.lines iterate', 'trigger.lines.*.qty']],
    [
      '$sort(trigger.lines, function($a, $b){ $a.qty > $b.qty }).sku',
      ['trigger.lines.*.qty test', 'trigger.lines.*.sku'],
    ],
    ['$map(trigger.lines.sku, $uppercase)', ['trigger.lines.*.sku iterate', 'trigger.lines.*.sku']],
    ['$lookup(trigger, "sku")', ['trigger.sku']],
    ['$lookup(trigger, trigger.name)', ['trigger.name', 'trigger whole']],
    ['$keys(trigger)', ['trigger whole']],
    ['$merge([trigger.customer, {"a": trigger.sku}]).a', ['trigger.sku', 'trigger.customer.a']],
    ['$append(trigger.lines, trigger.parent.lines).sku', ['trigger.lines.*.sku', 'trigger.parent.lines.*.sku']],
    ['$each(trigger, function($v, $k){ $k })', ['trigger whole']],
    ['$assert(trigger.sku, "none")', ['trigger.sku test throws']],
    [
      'trigger ~> |lines|{"qty": $$.steps.item.name}, "sku"|',
      ['trigger whole', 'trigger.lines.* whole', 'trigger.lines.* iterate', 'item.name'],
    ],
    // what comes as often as there are elements
    ['trigger.lines.(1)', ['trigger.lines.* iterate']],
    ['trigger.lines.($$.trigger.sku)', ['trigger.lines.* iterate', 'trigger.sku']],
    [
      'trigger.lines.(sku ?? "x")',
      ['trigger.lines.*.sku test tolerated', 'trigger.lines.*.sku tolerated', 'trigger.lines.* iterate'],
    ],
    ['trigger.lines{"n": 1}', ['trigger.lines.* iterate']],
    ['trigger.customer.("x")', ['trigger.customer iterate']],
    // by their elements
    ['$join(trigger.lines.sku, ",")', ['trigger.lines.*.sku']],
    ['$join(trigger.parent.lines.tags)', ['trigger.parent.lines.*.tags iterate', 'trigger.parent.lines.*.tags.*']],
    // constructors
    ['{"a": trigger.sku, "b": {"c": steps.item.name}}', ['trigger.sku', 'item.name']],
    ['{"a": trigger.sku, "b": trigger.name}.a', ['trigger.sku']],
    ['{trigger.name: trigger.sku}', ['trigger.name', 'trigger.sku']],
    ['[trigger.sku, trigger.name][0]', ['trigger.sku', 'trigger.name']],
    // conditions and defaults
    ['trigger.urgent ? trigger.sku : trigger.name', ['trigger.urgent test', 'trigger.sku', 'trigger.name']],
    ['trigger.name ? trigger.name : "none"', ['trigger.name test tolerated', 'trigger.name tolerated']],
    ['trigger.name ?: "none"', ['trigger.name test tolerated', 'trigger.name tolerated']],
    ['trigger.name ?? "none"', ['trigger.name test tolerated', 'trigger.name tolerated']],
    ['trigger.name ?? trigger.sku', ['trigger.name test tolerated', 'trigger.name tolerated', 'trigger.sku']],
    ['$uppercase(trigger.name) ?? "none"', ['trigger.name tolerated']],
    ['$trim($substring(trigger.name, 0, 3)) ?? "none"', ['trigger.name tolerated']],
    ['(trigger.name ~> $uppercase ~> $trim) ?? "none"', ['trigger.name tolerated']],
    ['(trigger.name ~> $substring(0, 3)) ?? "none"', ['trigger.name tolerated']],
    ['$uppercase(trigger.name) ? trigger.name : "none"', ['trigger.name', 'trigger.name tolerated']],
    ['$substring("abc", trigger.quantity) ?? "none"', ['trigger.quantity']],
    ['(trigger.name & "!") ?? "none"', ['trigger.name']],
    ['$count(trigger.lines) ?? 0', ['trigger.lines iterate']],
    ['( $uppercase := function($x){ "A" & $x }; $uppercase(trigger.name) ?? "none" )', ['trigger.name']],
    ['$exists(trigger.name) ? trigger.name : "none"', ['trigger.name test tolerated', 'trigger.name tolerated']],
    ['$exists(trigger.name) ? "a" : "b"', ['trigger.name test tolerated']],
    ['$not($exists(trigger.name)) ? "none" : trigger.name', ['trigger.name test tolerated', 'trigger.name tolerated']],
    ['trigger.name != null ? trigger.name : "none"', ['trigger.name test tolerated', 'trigger.name tolerated']],
    [
      '$type(trigger.name) = "string" ? trigger.name : "none"',
      ['trigger.name test tolerated', 'trigger.name tolerated'],
    ],
    [
      '$exists(trigger.customer) ? trigger.customer.name : "none"',
      ['trigger.customer test tolerated', 'trigger.customer.name 1'],
    ],
    [
      '$exists(trigger.customer.name) ? trigger.customer.name : "none"',
      ['trigger.customer.name test tolerated', 'trigger.customer.name tolerated'],
    ],
    [
      '$exists(trigger.customer) and $exists(trigger.name) ? trigger.name : trigger.sku',
      ['trigger.customer test tolerated', 'trigger.name test tolerated', 'trigger.name tolerated', 'trigger.sku'],
    ],
    [
      '$exists(trigger.name) or $exists(trigger.sku) ? trigger.name : 1',
      ['trigger.name test tolerated', 'trigger.sku test tolerated', 'trigger.name'],
    ],
    ['( $n := trigger.name; $exists($n) ? $n : "none" )', ['trigger.name test tolerated', 'trigger.name tolerated']],
    ['trigger.quantity > 0 ? trigger.quantity : 1', ['trigger.quantity test', 'trigger.quantity']],
    [
      '(trigger.name ?? "none") & trigger.name',
      ['trigger.name test tolerated', 'trigger.name tolerated', 'trigger.name'],
    ],
    ['steps.free.a.b', ['free.a.b']],
    ['trigger.extra.anything', ['trigger.extra.anything']],
  ])('%s', (expression, expected) => {
    expect(readsOf(expression).sort()).toEqual([...expected].sort())
  })
})

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

describe('forEach', () => {
  it('maps item to the elements', () => {
    const { usage } = usageOf({
      forEach: '{% trigger.lines[qty > 0] %}',
      input: { s: '{% item.sku %}', n: '{% index %}', all: '{% item %}' },
    })
    expect(shown(usage)).toEqual([
      'trigger.lines.*.qty test',
      'trigger.lines.* iterate',
      'trigger.lines.*.sku',
      'trigger.lines.* whole',
    ])
  })

  it('follows items that are made', () => {
    const { usage } = usageOf({ forEach: '{% trigger.lines.{"s": sku, "q": qty} %}', input: { s: '{% item.s %}' } })
    expect(usage.supplies).toMatchObject([
      { path: ['s'], from: { kind: 'copy', step: 'trigger', path: ['lines', '*', 'sku'] } },
    ])
  })

  it('goes over the outputs of another forEach', () => {
    const { usage } = usageOf({ forEach: '{% steps.each %}', input: { s: '{% item.item_id %}' } })
    expect(shown(usage)).toEqual(['each iterate', 'each.item_id'])
  })
})

describe('text', () => {
  it('throws where a value is absent, unless it has a default', () => {
    const { usage } = usageOf({ input: { x: 'Order {% trigger.sku %} of {% trigger.name ?? "nobody" %}' } })
    expect(shown(usage)).toEqual(
      ['trigger.sku throws', 'trigger.name tolerated', 'trigger.name test tolerated'].sort((a, b) =>
        a === 'trigger.sku throws' ? -1 : b === 'trigger.sku throws' ? 1 : a.length < b.length ? 1 : -1,
      ),
    )
    expect(usage.supplies).toMatchObject([{ path: ['x'], from: { kind: 'derived', schema: { type: 'string' } } }])
  })
})

describe('what an input is given', () => {
  it.each<[input: unknown, supplies: unknown[]]>([
    [
      { x: 'fixed', y: [1, 2] },
      [
        { path: ['x'], from: { kind: 'literal', value: 'fixed' } },
        { path: ['y'], from: { kind: 'literal', value: [1, 2] } },
      ],
    ],
    [{ x: '{% trigger.sku %}' }, [{ path: ['x'], from: { kind: 'copy', step: 'trigger', path: ['sku'] } }]],
    [{ x: '{% trigger.lines %}' }, [{ path: ['x'], from: { kind: 'copy', step: 'trigger', path: ['lines'] } }]],
    [
      { x: { y: '{% steps.item.name %}', z: 1 } },
      [
        { path: ['x', 'y'], from: { kind: 'copy', step: 'item', path: ['name'] } },
        { path: ['x', 'z'], from: { kind: 'literal', value: 1 } },
      ],
    ],
    [
      { x: ['{% trigger.sku %}', 'b'] },
      [
        { path: ['x', '*'], from: { kind: 'copy' } },
        { path: ['x', '*'], from: { kind: 'literal', value: 'b' } },
      ],
    ],
    [{ x: '{% "fixed" %}' }, [{ path: ['x'], from: { kind: 'literal', value: 'fixed' } }]],
    [{ x: '{% ["fixed", trigger.sku][0] %}' }, [{ path: ['x'], from: { kind: 'literal', value: 'fixed' } }]],
    [{ x: '{% [trigger.sku, "fixed"][1] %}' }, [{ path: ['x'], from: { kind: 'either' }, presence: 'sometimes' }]],
    [{ x: '{% null %}' }, [{ path: ['x'], from: { kind: 'literal', value: null } }]],
    [
      { x: '{% trigger.quantity * 2 %}' },
      [
        {
          path: ['x'],
          from: { kind: 'derived', reads: [{ step: 'trigger', path: ['quantity'] }], schema: { type: 'number' } },
        },
      ],
    ],
    [
      { x: '{% trigger.urgent ? "high" : "low" %}' },
      [
        {
          path: ['x'],
          from: { kind: 'derived', reads: [{ step: 'trigger', path: ['urgent'] }], schema: { enum: ['high', 'low'] } },
        },
      ],
    ],
    [
      { x: '{% trigger.urgent ? trigger.sku : "none" %}' },
      [
        {
          path: ['x'],
          from: {
            kind: 'either',
            options: [
              { kind: 'copy', step: 'trigger', path: ['sku'] },
              { kind: 'literal', value: 'none' },
            ],
          },
        },
      ],
    ],
    [
      { x: '{% trigger.sku ?? "none" %}' },
      [{ path: ['x'], from: { kind: 'either', options: [{ kind: 'copy', known: 'there' }, { kind: 'literal' }] } }],
    ],
    [
      { x: '{% trigger.sku ?: "none" %}' },
      [{ path: ['x'], from: { kind: 'either', options: [{ kind: 'copy', known: 'not-null' }, { kind: 'literal' }] } }],
    ],
    [
      { x: '{% trigger.lines.sku %}' },
      [{ path: ['x'], from: { kind: 'sequence', of: { kind: 'copy', path: ['lines', '*', 'sku'] } } }],
    ],
    [
      { x: '{% trigger.lines.tags %}' },
      [{ path: ['x'], from: { kind: 'sequence', of: { kind: 'copy', path: ['lines', '*', 'tags', '*'] } } }],
    ],
    [{ x: '{% trigger.lines[0].sku %}' }, [{ path: ['x'], from: { kind: 'copy', path: ['lines', '*', 'sku'] } }]],
    [{ x: '{% trigger.lines[-1].tags %}' }, [{ path: ['x'], from: { kind: 'copy', path: ['lines', '*', 'tags'] } }]],
    [{ x: '{% () %}' }, []],
    [
      { x: '{% [[trigger.sku], trigger.lines.tags] %}' },
      [
        { path: ['x'], from: { kind: 'derived', schema: { type: 'array' } }, presence: 'always' },
        { path: ['x', '*'], from: { kind: 'derived', schema: { type: 'array' } } },
        { path: ['x', '*', '*'], from: { kind: 'copy', path: ['sku'] } },
        { path: ['x', '*'], from: { kind: 'copy', path: ['lines', '*', 'tags', '*'] } },
      ],
    ],
    [
      { x: '{% {"a": trigger.sku, "b": 1} %}' },
      [
        { path: ['x', 'a'], from: { kind: 'copy', path: ['sku'] } },
        { path: ['x', 'b'], from: { kind: 'literal', value: 1 } },
      ],
    ],
    [
      { x: '{% trigger.lines.{"sku": sku} %}' },
      [
        { path: ['x'], from: { kind: 'sequence', of: { kind: 'derived', schema: { type: 'object' } } } },
        { path: ['x', 'sku'], from: { kind: 'copy', path: ['lines', '*', 'sku'] } },
      ],
    ],
    [
      { x: '{% $map(trigger.lines, function($l){ {"sku": $l.sku} }) %}' },
      [
        { path: ['x'], from: { kind: 'sequence', of: { kind: 'derived', schema: { type: 'object' } } } },
        { path: ['x', 'sku'], from: { kind: 'copy', path: ['lines', '*', 'sku'] } },
      ],
    ],
    ['{% {"a": trigger.sku} %}', [{ path: ['a'], from: { kind: 'copy', path: ['sku'] } }]],
    ['{% trigger %}', [{ path: [], from: { kind: 'copy', step: 'trigger', path: [] } }]],
    [{ x: '{% trigger.* %}' }, [{ path: ['x'], from: { kind: 'derived', reads: [{ step: 'trigger', path: [] }] } }]],
    [{ x: '{% $uppercase %}' }, [{ path: ['x'], from: { kind: 'unknown' } }]],
    [{ x: '{% trigger. %}' }, [{ path: ['x'], from: { kind: 'unknown' } }]],
    [{ x: '{% $foo %}' }, [{ path: ['x'], from: { kind: 'unknown' } }]],
  ])('%j', (input, supplies) => {
    expect(usageOf({ input }).usage.supplies).toMatchObject(supplies)
    expect(usageOf({ input }).usage.supplies).toHaveLength(supplies.length)
  })
})

describe('places', () => {
  it('says file, line, pointer and expression', () => {
    const text = `flow: 1
id: f
connections: { t: production-tracker }
trigger: { operation: production-tracker.orderCompleted, connection: t }
steps:
  - id: get
    operation: production-tracker.getOrder
    connection: t
    when: '{% trigger.quantity > 0 %}'
    input:
      orderId: '{% trigger.id %}'
      note: >-
        For {% trigger.name ?? 'x' %}
        and {% trigger.sku %}
`
    const { usages } = reader.read({ path: 'flows/f.yaml', text }, connectorOf)
    expect(usages[1]?.at).toEqual({ file: 'flows/f.yaml', line: 7, pointer: '/steps/0/operation' })
    expect(usages[0]?.at).toMatchObject({ line: 4, pointer: '/trigger/operation' })
    expect(usages[1]?.reads.map(({ path, at }) => [path.join('.'), at?.line, at?.pointer, at?.expression])).toEqual([
      ['quantity', 9, '/steps/0/when', 'trigger.quantity > 0'],
      ['id', 11, '/steps/0/input/orderId', 'trigger.id'],
      ['name', 13, '/steps/0/input/note', "trigger.name ?? 'x'"],
      ['name', 13, '/steps/0/input/note', "trigger.name ?? 'x'"],
      ['sku', 14, '/steps/0/input/note', 'trigger.sku'],
    ])
    expect(usages[1]?.supplies.map(({ path, at }) => [path.join('.'), at?.line])).toEqual([
      ['orderId', 11],
      ['note', 13],
    ])
  })
})

describe('what can not be followed', () => {
  it('counts as reading everything', () => {
    const doubling = Array.from({ length: 30 }, (_, index) => `$a${index + 1} := [$a${index}, $a${index}]`).join('; ')
    const { usage, complete } = usageOf({ input: { x: `{% ( $a0 := trigger.sku; ${doubling}; $a30.x ) %}` } })
    expect(shown(usage)).toEqual(['trigger whole', 'item whole', 'each whole', 'free whole'])
    expect(usage.supplies).toMatchObject([{ from: { kind: 'unknown' } }])
    expect(complete).toBe(false)
  })

  it('ends for every expression', () => {
    const part = fc.constantFrom(
      'trigger',
      'trigger.lines',
      'sku',
      '$x',
      '$',
      '$$',
      '*',
      '**',
      '%',
      '1',
      '"a"',
      'item',
      'steps.item',
      '$map',
      '$f',
    )
    const expression = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        part,
        fc
          .tuple(
            tie('node'),
            fc.constantFrom('.', ' & ', ' + ', ' and ', ' = ', ' ?? ', ' ?: ', ' ~> ', '^', '@$x.', '#$x.'),
            tie('node'),
          )
          .map(([a, op, b]) => (op === '^' ? `${a}^(${b})` : `${a}${op}${b}`)),
        fc.tuple(tie('node'), tie('node')).map(([a, b]) => `${a}[${b}]`),
        fc.tuple(tie('node'), tie('node')).map(([a, b]) => `{${a}: ${b}}`),
        fc.tuple(tie('node'), tie('node')).map(([a, b]) => `${a}{"k": ${b}}`),
        fc.tuple(tie('node'), tie('node'), tie('node')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
        tie('node').map((a) => `( $x := ${a}; $f := function($y){ $f($y.sku) & $x }; $f(${a}) )`),
        tie('node').map((a) => `$map(${a}, function($x){ $x })`),
        tie('node').map((a) => `(${a} ~> |${a}|{"a": ${a}}|)`),
      ),
    })).node
    fc.assert(
      fc.property(expression, (text) => {
        const { usage } = usageOf({ input: { x: `{% ${text} %}` } })
        expect(usage.reads.length).toBeLessThan(1_000)
      }),
      { numRuns: 300 },
    )
  })
})

describe('rewriting', () => {
  const rewrite = (expression: string, path: string, to = 'itemCode', step = 'trigger') =>
    reader.rewrite?.({ expression, step, path: path.split('.'), to })

  it.each([
    ['trigger.sku', 'sku', 'trigger.itemCode'],
    [
      'trigger.sku & "sku" & steps.item.sku & trigger.skus',
      'sku',
      'trigger.itemCode & "sku" & steps.item.sku & trigger.skus',
    ],
    ['trigger.`sku`', 'sku', 'trigger.itemCode'],
    ['trigger.sku ?? trigger.name', 'sku', 'trigger.itemCode ?? trigger.name'],
    ['trigger.lines[sku = "a"].sku', 'lines.*.sku', 'trigger.lines[itemCode = "a"].itemCode'],
    ['trigger.lines.sku', 'lines', 'trigger.itemCode.sku'],
    ['( $t := trigger; $t.sku )', 'sku', '( $t := trigger; $t.itemCode )'],
    ['$map(trigger.lines, function($l){ $l.sku })', 'lines.*.sku', '$map(trigger.lines, function($l){ $l.itemCode })'],
    ['item.sku', 'lines.*.sku', 'item.itemCode'],
    ['trigger.(sku)', 'sku', 'trigger.(itemCode)'],
  ])('%s', (expression, path, expected) => {
    expect(rewrite(expression, path)).toBe(expected)
  })

  it('leaves alone what may be a field that the expression writes by the same name', () => {
    expect(rewrite('{"sku": trigger.sku}', 'sku')).toBe('{"sku": trigger.itemCode}')
    expect(rewrite('{"sku": trigger.lines[0].sku}', 'lines.*.sku')).toBe('{"sku": trigger.lines[0].itemCode}')
    expect(rewrite('$merge([trigger.o, {"sku": "q"}]).sku', 'o.sku')).toBeNull()
    expect(rewrite('$append([trigger.o], [{"sku": "q"}])[0].sku', 'o.sku')).toBeNull()
    expect(rewrite('"sku" in $keys(trigger.o) ? trigger.o.sku : "none"', 'o.sku')).toBeNull()
  })

  it('quotes what is not a name, and knows when it can not', () => {
    expect(rewrite('trigger.sku', 'sku', 'item-code')).toBe('trigger.`item-code`')
    expect(rewrite('trigger.name', 'sku')).toBeNull()
    expect(rewrite('trigger.*', 'sku')).toBeNull()
    expect(rewrite('trigger.', 'sku')).toBeNull()
    expect(rewrite('steps.a.sku & steps.b.sku', 'sku', 'itemCode', 'b')).toBe('steps.a.sku & steps.b.itemCode')
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
