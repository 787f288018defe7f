import { describe, expect, it } from 'vitest'
import { diffConnectors } from '../../src/diff/index.ts'
import { assess } from '../../src/impact/index.ts'
import type { Connector, JsonObject, Supply } from '../../src/model/index.ts'
import { actionOf, objectOf, withOperations } from './models.ts'

const sku = { type: 'string', maxLength: 20 }
const order = { sku, size: { type: 'integer' } }
const inside = objectOf({ id: { type: 'string' }, order: objectOf(order) })
const outside = objectOf({ id: { type: 'string' }, sku, order: objectOf({ size: order.size }) })

const taking = (input: JsonObject): Connector => withOperations(actionOf('put', { input, effect: 'once' }))

/** What is said of a step that supplies only this. */
function verdictOf(base: Connector, revision: Connector, path: readonly string[], value: string): string | undefined {
  const supply: Supply = { path, from: { kind: 'literal', value }, at: null }
  const report = assess({
    base: 'base',
    revision: 'revision',
    pairs: [{ base, revision, changes: diffConnectors(base, revision) }],
    dependents: [
      {
        dependent: { organisation: '', id: 'flow', edition: '', kind: 'flow' },
        usages: [{ step: 'put', operation: 'shop.put', supplies: [supply], reads: [] }],
        complete: true,
      },
    ],
  })
  return report.steps[0]?.status
}

const kinds = (base: Connector, revision: Connector) =>
  diffConnectors(base, revision).map(({ kind, pointer }) => [kind, pointer.split('/').slice(4).join('/')])

describe('an input that moved', () => {
  const [base, revision] = [taking(inside), taking(outside)]

  it('is told of in both places', () => {
    expect(kinds(base, revision)).toEqual([
      ['input.moved', 'properties/order/properties/sku'],
      ['input.added', 'properties/sku'],
    ])
  })

  it('concerns a step that supplies the old place, and one that supplies the new place already', () => {
    expect(verdictOf(base, revision, ['order', 'sku'], 'a')).toBe('risky')
    expect(verdictOf(base, revision, ['sku'], 'a')).toBe('safe')
    expect(verdictOf(base, revision, ['sku'], 'a'.repeat(30))).toBe('broken')
  })

  it('concerns a step that does not supply a new place that is required', () => {
    const required = { ...outside, required: ['sku'] }
    expect(verdictOf(base, taking(required), ['id'], 'a')).toBe('broken')
  })

  it('concerns a step that does not supply a new place that is required inside another', () => {
    const deep = objectOf({ id: { type: 'string' }, order: objectOf(order, 'sku') }, 'order')
    expect(verdictOf(revision, taking(deep), ['sku'], 'a')).toBe('broken')
  })
})

describe('an output that moved', () => {
  it('is told of in both places', () => {
    const giving = (output: JsonObject) => withOperations(actionOf('get', { output }))
    expect(kinds(giving(inside), giving(outside))).toEqual([
      ['output.moved', 'properties/order/properties/sku'],
      ['output.added', 'properties/sku'],
    ])
  })
})

describe('an input that has another name', () => {
  const called = (name: string): Connector => taking(objectOf({ id: { type: 'string' }, [name]: sku }))
  const [base, revision] = [called('itemCode'), called('item_code')]

  it('is told of as one change', () => {
    expect(kinds(base, revision)).toEqual([['input.renamed', 'properties/itemCode']])
  })

  it('concerns a step that supplies the old name, and one that supplies the new name already', () => {
    expect(verdictOf(base, revision, ['itemCode'], 'a')).toBe('risky')
    expect(verdictOf(base, revision, ['item_code'], 'a')).toBe('safe')
    expect(verdictOf(base, revision, ['item_code'], 'a'.repeat(30))).toBe('broken')
  })
})

describe('alternatives of which only one may fit now', () => {
  const [card, iban] = [objectOf({ card: { type: 'string' } }), objectOf({ iban: { type: 'string' } })]
  const paying = (pay: JsonObject): Connector => taking(objectOf({ pay }))

  it('concern a step whose value fits several', () => {
    const [base, revision] = [paying(card), paying({ oneOf: [card, iban] })]
    expect(verdictOf(base, revision, ['pay', 'card'], 'a')).not.toBe('safe')
    expect(
      verdictOf(
        base,
        paying({
          oneOf: [
            { ...card, required: ['card'] },
            { ...iban, required: ['iban'] },
          ],
        }),
        ['pay', 'card'],
        'a',
      ),
    ).toBe('safe')
  })
})
