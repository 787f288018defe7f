import jsonata from 'jsonata'
import { describe, expect, it } from 'vitest'
import { compile } from '../src/expression/index.ts'
import { isTotal } from '../src/usage/is-total.ts'

const texts = ['', 'a', 'open', ' x ', 'é😀', '12', 'null', 'a'.repeat(300)]
const numbers = [0, -1, 1, 0.1, 1e-300, 2 ** 31, -(2 ** 53), 1.7e308]
const flags = [true, false]

describe('an expression that fails for no value of the types that it reads', () => {
  it.each([
    'text',
    '"No. " & number',
    'text & " " & number & flag',
    '$uppercase(text)',
    '$substring(text, 0, 4)',
    '$length($trim(text))',
    '$join([text, $string(number)], ", ")',
    'number > 5',
    'text = "open" ? "yes" : "no"',
    'text ?? "none"',
    '$exists(text) ? text : "none"',
    'flag and number < 3',
    '{ "name": text, "all": [number, flag] }',
    '$contains(text, "a")',
    'list[0]',
  ])('%s', async (text) => {
    expect(isTotal(compile(text).ast)).toBe(true)
    const types = new Set<string>()
    for (const [index, value] of texts.entries())
      for (const flag of flags) {
        const input = { text: value, number: numbers[index], flag, list: [value] }
        types.add(typeof (await jsonata(text).evaluate(input)))
      }
    expect([...types]).toHaveLength(1)
    expect([...types]).not.toContain('undefined')
  })

  it.each([
    'number * 2',
    '-number',
    '$number(text)',
    '$toMillis(text)',
    '$lookup({ "open": 1 }, text)',
    'list[$ = text]',
    'list[number]',
    '$sum(list)',
    '$round(number, 1)',
    '$power(number, 2)',
    '[1..number]',
    '{ text: number }',
    '$map(list, function($each) { $number($each) })',
    '$pad(text, number)',
    'list^($)',
  ])('is not %s', (text) => {
    expect(isTotal(compile(text).ast)).toBe(false)
  })
})
