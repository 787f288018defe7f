import { describe, expect, it } from 'vitest'
import { shown, usageOf } from './usage-of.ts'

const readsOf = (expression: string): string[] => shown(usageOf({ input: { x: `{% ${expression} %}` } }).usage)

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
