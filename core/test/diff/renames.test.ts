import { describe, expect, it } from 'vitest'
import { diffConnectors } from '../../src/diff/index.ts'
import { inferRenames, type Siblings } from '../../src/diff/infer-renames.ts'
import type { Json, Schema } from '../../src/model/index.ts'
import { seeded, shuffled } from '../impact/shuffled.ts'
import { actionOf, withOperations } from './models.ts'
import { described, objectOf, text, told, whole } from './told-renames.ts'

const place = objectOf({ street: text, city: text, country: text }) as Json

describe('fields', () => {
  it.each<[what: string, base: Schema, revision: Schema, expected: readonly string[]]>([
    [
      'the only one',
      objectOf({ id: text, sku: text }, 'id', 'sku'),
      objectOf({ id: text, itemCode: text }, 'id', 'itemCode'),
      ['sku → itemCode'],
    ],
    [
      'case and separators',
      objectOf({ orderId: text, lineNo: text }),
      objectOf({ order_id: text, line_no: text }),
      ['lineNo → line_no', 'orderId → order_id'],
    ],
    [
      'by what is said of them',
      objectOf({ a: described('The day of delivery'), b: described('Who pays for it') }),
      objectOf({ x: described('Who pays for it'), y: described('The day of delivery') }),
      ['a → y', 'b → x'],
    ],
    [
      'by what they are made of',
      objectOf({ a: place, b: text, c: text }),
      objectOf({ location: place, d: whole, e: whole }),
      ['a → location'],
    ],
    [
      'below a list',
      objectOf({ lines: { type: 'array', items: objectOf({ sku: text, count: whole }, 'sku') as Json } }),
      objectOf({ lines: { type: 'array', items: objectOf({ itemSku: text, count: whole }, 'itemSku') as Json } }),
      ['sku → itemSku'],
    ],
    [
      'numbers tell siblings apart',
      objectOf({ memo1: text, memo2: text, memo3: text }),
      objectOf({ memo: text }),
      ['memo1 → memo?'],
    ],
  ])('are paired: %s', (_what, base, revision, expected) => {
    expect(
      told(base, revision)
        .map((one) => one.replace(/\?$/, ''))
        .sort(),
    ).toEqual(expected.map((one) => one.replace(/\?$/, '')))
    if (expected.some((one) => one.endsWith('?'))) expect(told(base, revision)).toEqual(expected)
  })

  it.each<[what: string, base: Schema, revision: Schema]>([
    ['of other types', objectOf({ sku: text }), objectOf({ count: whole })],
    [
      'several of which nothing but the type is alike',
      objectOf({ id: text, name: text, color: text }),
      objectOf({ shift: text, owner: text, machine: text }),
    ],
    [
      'the only ones, that say other things of themselves',
      objectOf({ filter: described('Which orders to list, as an expression') }),
      objectOf({ note: described('Printed beneath every invoice') }),
    ],
    [
      'objects of other fields',
      objectOf({ a: objectOf({ x: text, y: text, z: text }) as Json, k: text }),
      objectOf({ b: objectOf({ p: text, q: text, r: text }) as Json, l: whole }),
    ],
  ])('are not paired: %s', (_what, base, revision) => {
    expect(told(base, revision)).toEqual([])
  })

  it('are paired one to one, the most convincing first, the same in whatever order they come', () => {
    const base = objectOf({ customerName: text, customerMail: text, total: whole })
    const revision = objectOf({ customer_mail: text, customer_name: text, sum: whole })
    expect([...told(base, revision)].sort()).toEqual([
      'customerMail → customer_mail',
      'customerName → customer_name',
      'total → sum?',
    ])
    const candidates = (names: readonly string[]) => names.map((name) => ({ name, thing: null, required: false }))
    const expected = inferRenames({
      removed: candidates(['a1', 'a2', 'b_c']),
      added: candidates(['bC', 'a3', 'a4']),
      ...same,
    })
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const random = seeded(seed)
      const again = inferRenames({
        removed: shuffled(candidates(['a1', 'a2', 'b_c']), random),
        added: shuffled(candidates(['bC', 'a3', 'a4']), random),
        ...same,
      })
      expect(again.map(({ rename }) => rename)).toEqual(expected.map(({ rename }) => rename))
    }
  })

  it('are never one of two that came, nor two of one that went', () => {
    const candidates = (names: readonly string[]) =>
      names.map((name) => ({ name, thing: null, required: false, position: 0.5 }))
    const pairs = (removed: readonly string[], added: readonly string[]) =>
      inferRenames({ removed: candidates(removed), added: candidates(added), ...same }).map(
        ({ rename }) => `${rename.from} → ${rename.to}`,
      )
    expect(pairs(['itemCode'], ['item_code', 'item_codes'])).toEqual(['itemCode → item_code'])
    expect(pairs(['item_code', 'item_codes'], ['itemCode'])).toEqual(['item_code → itemCode'])
  })

  it('of inputs and settings are paired too', () => {
    const input = (field: string) =>
      withOperations(actionOf('get', { input: objectOf({ id: text, [field]: text }, 'id', field) }))
    expect(diffConnectors(input('customerName'), input('customer_name'))).toMatchObject([
      { kind: 'input.renamed', level: 'breaking', rename: { from: 'customerName', to: 'customer_name' } },
    ])
    const settings = (field: string) => ({
      ...input('a'),
      settings: { type: 'object', properties: { [field]: text } } as const,
    })
    expect(diffConnectors(settings('dataCentre'), settings('data_centre'))).toMatchObject([
      { kind: 'settings.changed', rename: { from: 'dataCentre', to: 'data_centre' } },
    ])
  })
})

const same: Pick<Siblings<null>, 'likeness' | 'isTelling'> = { likeness: () => 1, isTelling: () => false }

describe('operations', () => {
  const output = objectOf({ id: text, total: whole })
  const get = (id: string, more: object = {}) => actionOf(id, { output, ...more })
  const kinds = (base: readonly ReturnType<typeof actionOf>[], revision: readonly ReturnType<typeof actionOf>[]) =>
    diffConnectors(withOperations(...base), withOperations(...revision))
      .filter(({ kind }) => /^operation\.(added|removed|renamed)$/.test(kind))
      .map(({ kind, operation, rename }) =>
        [kind, operation, ...(rename ? [rename.to, rename.confidence] : [])].join(' '),
      )

  it('have the heir that says so, whatever is more alike', () => {
    const heir = get('fetch', { formerly: ['listOrders'] })
    expect(kinds([get('listOrders')], [get('list_orders'), heir])).toEqual([
      'operation.renamed listOrders fetch 1',
      'operation.added list_orders',
    ])
    // Two that have become one.
    expect(kinds([get('a'), get('b')], [get('c', { formerly: ['a', 'b'] })])).toEqual([
      'operation.renamed a c 1',
      'operation.renamed b c 1',
    ])
  })

  it('are not paired for being of one kind', () => {
    const call = (path: string) => ({ http: { method: 'GET', path, parameters: [], responses: [] } })
    const found = kinds(
      [get('listPapers', { output: objectOf({ papers: { type: 'array' } }), ...call('/papers') })],
      [get('countGroups', { output: objectOf({ groups: whole }), ...call('/groups') })],
    )
    expect(found).toEqual(['operation.added countGroups', 'operation.removed listPapers'])
  })
})
