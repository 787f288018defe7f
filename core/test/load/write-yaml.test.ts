import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseText } from '../../src/load/index.ts'
import { writeYaml } from '../../src/load/text/write-yaml.ts'
import type { Json } from '../../src/model/index.ts'

const read = async (text: string) => {
  const { value, problems } = await parseText(new TextEncoder().encode(text), 'value.yaml')
  expect(problems).toEqual([])
  return value
}

const awkward = [
  ...['', ' ', 'yes', 'null', '~', '1.10', '0x1f', '.inf', '2024-01-02', '- a', 'a: b', 'a:', 'a #b', '#', '&a', '*a'],
  ...[
    '!x',
    '%',
    '@',
    '`',
    "it's",
    '"quoted"',
    '{input.a}',
    '[a]',
    'a, b',
    'a\tb',
    'a\nb',
    'a\nb\n',
    '\na',
    'a\n\n',
    ' a\nb',
  ],
  ...[
    'a\r\nb',
    'a\u0085b',
    'a\u2028b',
    '\ufeffa',
    '👍 x',
    'Ü',
    '---',
    '...',
    '? a',
    '| a',
    '> a',
    'a\\b',
    'y',
    'a\n  b\n\nc',
  ],
  ...[
    'a\n \nb',
    'a \nb',
    'x:y',
    'http://a/b?c=d#e',
    '__proto__',
    'constructor',
    'a]',
    'a}',
    '/orders/{orderId}',
    '\u0000',
  ],
]

describe('YAML', () => {
  it.each(awkward)('reads as what was written: %j', async (text) => {
    const value = { [text]: text, list: [text, [text], { a: text }], flow: { a: text, b: [text] } }
    expect(await read(writeYaml(value))).toEqual(value)
  })

  it('reads as what was written, whatever it is', async () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...awkward))
    const { value } = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<Json>(null, true, false, 0, -1.5, 1e21, -(2 ** 63), 2 ** 1000),
        text,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(text, tie('value'), { maxKeys: 4 }),
      ),
    }))
    await fc.assert(
      fc.asyncProperty(fc.dictionary(text, value, { minKeys: 1, maxKeys: 4 }), async (written) => {
        expect(await read(writeYaml(written))).toEqual(JSON.parse(JSON.stringify(written)))
        expect(parse(writeYaml(written))).toEqual(JSON.parse(JSON.stringify(written)))
      }),
      { numRuns: 300, seed: 4 },
    )
  })

  it('is as people write it', () => {
    const value = {
      title: 'List orders, newest first',
      http: 'GET /orders/{orderId}',
      description: 'One line.\nAnother.',
      input: {
        required: ['orderId'],
        properties: { orderId: { type: 'string' }, since: { type: 'string', format: 'date' } },
      },
      empty: {},
    }
    expect(writeYaml(value)).toBe(`title: List orders, newest first
http: GET /orders/{orderId}
description: |-
  One line.
  Another.
input:
  required: [orderId]
  properties: { orderId: { type: string }, since: { type: string, format: date } }
empty: {}
`)
  })
})
