import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { connectorOf } from './fixtures/connectors.ts'
import { reader, shown, usageOf } from './usage-of.ts'

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
