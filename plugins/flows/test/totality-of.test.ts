import type { Connector, Json } from '@jackfield/core'
import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import type { AbstractObject } from '../src/usage/abstract-value.ts'
import { follow } from '../src/usage/follow.ts'
import { SchemaView } from '../src/usage/schema-view.ts'

const line = {
  type: 'object',
  required: ['text'],
  properties: { text: { type: 'string' }, note: { type: 'string' } },
}
const properties = {
  text: { type: 'string' },
  note: { type: 'string' },
  number: { type: 'number' },
  flag: { type: 'boolean' },
  cleared: { type: ['string', 'null'] },
  list: { type: 'array', items: { type: 'string' } },
  lines: { type: 'array', items: line },
  line,
  free: {},
}
const schema = { type: 'object', required: Object.keys(properties).filter((name) => name !== 'note'), properties }

/** The fields of the schema, by their names alone. */
const root: AbstractObject = {
  kind: 'object',
  fields: new Map(
    Object.keys(properties).map((name) => {
      const view = SchemaView.of(schema as never, { schemas: {} } as unknown as Connector).property(name)
      const required = schema.required.includes(name)
      const place = { step: 'trigger', path: [name], assured: [], required, ...(view && { view }) }
      return [name, { kind: 'places', places: [place] }]
    }),
  ),
}

const isTotal = (text: string): boolean => follow(text, { root, as: 'value' }).totality === 'total'

const texts = ['', 'a', 'open', ' x ', 'é😀', '12', 'null', 'a'.repeat(300)]
const numbers = [0, -1, 1, 0.1, 1e-300, 2 ** 31, -(2 ** 53), 1.7e308]
const lists = [[], ['a'], ['a', 'b'], [''], ['null', '', 'x']]
const orders = texts.flatMap((text, index) =>
  [true, false].map((flag): { [name: string]: Json } => ({
    text,
    note: texts.at(-index) ?? '',
    number: numbers[index] ?? 0,
    flag,
    cleared: text,
    list: lists[index % lists.length] ?? [],
    lines: (lists[index % lists.length] ?? []).map((one) => ({ text: one, note: one })),
    line: { text, note: text },
    free: flag,
  })),
)

describe('an expression that fails for no value of the types that it reads', () => {
  it.each([
    'text',
    '"No. " & number',
    'text & " " & number & flag',
    '$uppercase(text)',
    'text.$uppercase()',
    'text ~> $trim ~> $uppercase',
    '$substring(text, 0, 4)',
    '$substringBefore(text, "")',
    '$length($trim(text))',
    '$join([text, $string(number)], ", ")',
    '$join(list, ", ")',
    'number > 5',
    '$floor(number) > 5',
    'number + 1 > 5',
    '1 - -number',
    '0.5 * number',
    'number / 2',
    'number % 3',
    'text = "open" ? "yes" : "no"',
    'number > 0 ? text : line.text',
    'text ?? "none"',
    'note ?: "none"',
    'cleared ?: "none"',
    '$exists(text) ? text : "none"',
    '$exists(note) ? note : 0',
    '$exists(note) ? note',
    '$not($exists(note)) ? 0 : note',
    'flag and number < 3',
    '{ "name": text, "all": [number, flag] }',
    '$contains(text, "a")',
    '$count(list)',
    '$count(lines.text)',
    '[lines.text]',
    '"all: " & lines.text',
    'line.(text & note)',
    '( $name := $trim(text); $name & "!" )',
    '"free: " & free',
  ])('%s', async (text) => {
    expect(isTotal(text)).toBe(true)
    const types = new Set<string>()
    for (const order of orders) types.add(typeof (await jsonata(text).evaluate(order)))
    expect([...types]).toHaveLength(1)
    expect([...types]).not.toContain('undefined')
  })

  it.each(['$join(lines.text)', '$string(lines.text)', '$join(lines.text, ", ")'])(
    'is one as long as there are elements: %s',
    async (text) => {
      expect(follow(text, { root, as: 'value' }).totality).toBe('total in elements')
      const some = orders.filter(({ lines }) => Array.isArray(lines) && lines.length > 0)
      for (const order of some) expect(typeof (await jsonata(text).evaluate(order))).toBe('string')
    },
  )

  it.each([
    [
      'arithmetic',
      [
        'number * 2',
        'number + number',
        '1 / number',
        '7 % number',
        'number / 0.1',
        '-text',
        '$sum(list)',
        '$round(number, 1)',
        '$power(number, 2)',
        '[1..number]',
      ],
    ],
    ['a condition that leaves out', ['number > 0 ? "a"', 'text ? text', 'flag ? note : "none"', '"x" in list ? text']],
    ['a condition between types', ['flag ? 1 : "x"', 'text ? text : 0', 'number > 0 ? text : cleared']],
    ['a position', ['list[0]', 'lines[0].text', 'lines[-1]', '[list][0]', '$map(list, $string)[0]']],
    ['what an empty list has none of', ['lines.text', 'lines.note', '$join(lines.text)', '$string(lines.text)']],
    ['a filter', ['list[$ = text]', 'list[number]', 'text[$ = "a"]', 'line[text = "a"].text']],
    [
      'other types',
      ['text > number', 'cleared > "a"', 'flag < 3', '$uppercase(number)', '$length(cleared)', '$trim(free)'],
    ],
    ['texts of texts', ['$join([number])', '$join(lines)', '$number(text)', '$toMillis(text)', '$pad(text, number)']],
    [
      'a part that fails',
      ['flag and cleared > "a"', '[$number(text)]', '"a" & $number(text)', '$exists($number(text))'],
    ],
    ['objects', ['{ text: number }', '{"a": 1, "a": text}', '{"a": flag ? 1}', '$lookup({ "open": 1 }, text)']],
    ['functions', ['$map(list, function($each) { $each })', '$uppercase', '( $f := function(){ text }; $f() )']],
    ['a name that is bound anew', ['( $string := function($x){ $x * 2 }; $string(number) )']],
    ['the rest', ['list^($)', 'line ~> |$|{"text": 1}|', '$match(text, /a/)', 'line.*', 'nothing', '()']],
  ])('is none: %s', (_why, expressions) => {
    expect(expressions.filter(isTotal)).toEqual([])
  })
})
