import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluateTemplate } from '../../src/invoke/index.ts'
import type { Json } from '../../src/model/index.ts'
import { array, literal, object, reference, text, value } from './bound.ts'

const scope = {
  input: { sku: 'A1', count: 3, on: false, none: null, list: [1, { b: 2 }], nested: { a: 'x' }, empty: '' },
  settings: { host: 'h.example.com' },
  call: { idempotencyKey: 'k' },
}

test.each([
  ['input.sku', 'A1'],
  ['input.count', 3],
  ['input.on', false],
  ['input.none', null],
  ['input.list', [1, { b: 2 }]],
  ['input.list.1.b', 2],
  ['input.nested.a', 'x'],
  ['input.empty', ''],
  ['settings.host', 'h.example.com'],
  ['call.idempotencyKey', 'k'],
  ['input.missing', undefined],
  ['input.sku.length', undefined],
  ['input.constructor', undefined],
  ['input.list.length', undefined],
  ['derived.anything', undefined],
  ['credentials.key', undefined],
])('a whole value keeps its type: %s', (from, expected) => {
  expect(evaluateTemplate(value(from), scope)).toEqual(expected)
})

test('text joins its parts', () => {
  const template = text('sku-', reference('input.sku'), '/', reference('input.count'), '?', reference('input.on'))
  expect(evaluateTemplate(template, scope)).toBe('sku-A1/3?false')
})

test.each(['input.missing', 'input.none', 'input.list', 'input.nested'])('text refuses %s', (from) => {
  expect(() => evaluateTemplate(text('a', reference(from)), scope)).toThrow(
    expect.objectContaining({ code: 'template-absent', message: expect.stringContaining(`{${from}}`) }),
  )
})

test('absent properties and elements are left out, null ones stay', () => {
  const template = object({
    a: value('input.sku'),
    b: value('input.missing'),
    c: value('input.none'),
    d: array(value('input.missing'), literal(1), object({ e: value('input.missing') })),
    __proto__x: literal(true),
  })
  expect(JSON.stringify(evaluateTemplate(template, scope))).toBe('{"a":"A1","c":null,"d":[1,{}],"__proto__x":true}')
})

test('names of JavaScript are names like others', () => {
  const template = object({ constructor: value('input.sku'), toString: literal(1) })
  const filled = evaluateTemplate(template, scope) as Record<string, Json>
  expect(Object.getPrototypeOf(filled)).toBeNull()
  expect(Object.keys(filled)).toEqual(['constructor', 'toString'])
})

test('any JSON value comes through a whole-value template unchanged', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (given) => {
      expect(evaluateTemplate(value('input.x'), { input: { x: given as Json } })).toEqual(given)
    }),
  )
})
