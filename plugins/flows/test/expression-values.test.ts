import { describe, expect, it } from 'vitest'
import { evaluate, type Moment, type Scope } from '../src/expression/index.ts'

const moment: Moment = { now: Date.parse('2026-03-04T05:06:07.089Z'), random: 0.25 }
const scope: Scope = {
  trigger: {
    id: 'A1',
    quantity: 3,
    none: null,
    empty: [],
    lines: [
      { sku: 'b', qty: 2 },
      { sku: 'a', qty: 5 },
    ],
    text: 'one two three',
  },
  steps: { item: { item_id: '77', tags: ['x'] } },
  each: { item: { sku: 'q' }, index: 4 },
}
const value = (text: string) => evaluate(text, scope, { moment })

describe('values', () => {
  it.each([
    ['trigger.id', 'A1'],
    ['steps.item.item_id', '77'],
    ['item.sku & index', 'q4'],
    ['trigger.none', null],
    ['trigger.missing', undefined],
    ['steps.skipped.x', undefined],
    ['trigger.empty', []],
    ['trigger.lines.sku', ['b', 'a']],
    ['trigger.lines[qty > 3].sku', 'a'],
    ['trigger.lines[qty > 3].sku[]', ['a']],
    ['trigger.lines^(sku).sku', ['a', 'b']],
    ['trigger.lines{sku: qty}', { a: 5, b: 2 }],
    ['$sum(trigger.lines.qty)', 7],
    ['-0', 0],
    ['[1..3]', [1, 2, 3]],
    ['trigger ~> |lines|{"qty": qty * 2}, "sku"|', { ...(scope.trigger as object), lines: [{ qty: 4 }, { qty: 10 }] }],
    ['$map(trigger.lines, function($l, $i){ $l.sku & $i })', ['b0', 'a1']],
    ['$map(["a", "b"], $uppercase)', ['A', 'B']],
    ['["a"] ~> $map($pad(?, 3, "-"))', 'a--'],
    ['$match(trigger.text, /t(\\w)/).groups', ['w', 'h']],
    ['$replace(trigger.text, /(o)(n)/, "$2$1")', 'noe two three'],
    ['$replace(trigger.text, /t\\w+/, function($m){ $uppercase($m.match) })', 'one TWO THREE'],
    ['$replace(trigger.text, "t", "T", 1)', 'one Two three'],
    ['$split(trigger.text, / /)', ['one', 'two', 'three']],
    ['$contains(trigger.text, /TWO/i)', true],
    ['$distinct([1, "1", {"a": 1, "b": 2}, {"b": 2, "a": 1}, 1])', [1, '1', { a: 1, b: 2 }]],
    ['$sort([3, 1, 2])', [1, 2, 3]],
    ['$sort(["b", "a"])', ['a', 'b']],
    ['$sort(trigger.lines, function($a, $b){ $a.qty < $b.qty }).qty', [5, 2]],
    ['$spread({"a": 1, "b": 2})', [{ a: 1 }, { b: 2 }]],
    ['$spread([{"a": 1}, {"b": 2}]).b', 2],
    ['$spread("text")', 'text'],
    ['$formatNumber(1234.5, "#,##0.00")', '1,234.50'],
    ['$fromMillis(0, "[D01]/[M01]/[Y0001]")', '01/01/1970'],
    ['$toMillis("03/04/2020", "[D01]/[M01]/[Y0001]")', Date.UTC(2020, 3, 3)],
    ['$reduce([1..4], function($a, $b){ $a * $b })', 24],
    ['( $f := function($n){ $n <= 1 ? 1 : $n * $f($n - 1) }; $f(5) )', 120],
  ])('%s', async (text, expected) => {
    expect(await value(text)).toEqual(expected)
  })

  it('fixes the time and chance', async () => {
    expect(await value('$now()')).toBe('2026-03-04T05:06:07.089Z')
    expect(await value('$now("[Y]")')).toBe('2026')
    expect(await value('$millis()')).toBe(moment.now)
    expect(await value('$random()')).toBe(0.25)
    const shuffled = await value('$shuffle([1..20])')
    expect(await value('$shuffle([1..20])')).toEqual(shuffled)
    expect(shuffled).not.toEqual(await value('[1..20]'))
    expect(await value('$toMillis("05:00", "[H01]:[m01]")')).toBe(Date.parse('2026-03-04T05:00:00Z'))
  })

  it('gives plain JSON', async () => {
    const list = (await value('trigger.lines.{"sku": sku}')) as object[]
    expect(Object.getOwnPropertyNames(list)).toEqual(['0', '1', 'length'])
    expect(Object.getPrototypeOf(list[0])).toBeNull()
    await expect(value('$uppercase')).rejects.toThrow('It gives a function')
    await expect(value('{"a": function($x){ $x }}')).rejects.toThrow('It gives a function')
    await expect(value('1/0')).rejects.toThrow('out of range')
  })

  it('leaves what it reads as it is', async () => {
    const before = structuredClone(scope)
    await value('trigger.empty{"a": 1}')
    await value('trigger ~> |$|{"id": "changed"}|')
    await value('trigger.lines[].sku[]')
    expect(scope).toEqual(before)
  })
})

describe('mistakes', () => {
  it.each([
    ['trigger.id +', 'Unexpected end of expression', 12],
    ['trigger.id > > 1', 'The symbol ">" cannot be used as a unary operator', 14],
    ['$upercase(trigger.id)', 'There is no function or variable $upercase.', 9],
    ['$eval("1")', '$eval is not available', 5],
    ['$match(trigger.id, /(?=x)/)', 'is not supported', 26],
    ['/(a)\\1/', 'is not supported', 7],
    ['$match(trigger.id, /a/) ?? 1', 'can not stand on the left side', undefined],
    ['( $clone := function($x){ $x }; 1 )', '$clone can not be given another meaning', 11],
    ['function($a)<s+s+s+s+s+s+s+:s>{ $a }', 'The function signature <s+s+s+s+s+s+s+:s> is not supported', 9],
    ['trigger.quantity > trigger.id', 'must be of the same data type', 18],
    ['trigger.none > 0', 'must evaluate to numeric or string values', 14],
  ])('%s', async (text, message, position) => {
    await expect(value(text)).rejects.toMatchObject({
      name: 'ExpressionError',
      message: expect.stringContaining(message),
      ...(position === undefined ? {} : { position }),
    })
  })
})
