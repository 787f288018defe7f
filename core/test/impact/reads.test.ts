import { describe, expect, it } from 'vitest'
import type { Read, Schema } from '../../src/model/index.ts'
import { objectOf } from '../diff/models.ts'
import { gone, guarded, number, plain, required, testEach, text, whole } from './reading.ts'
import { between, stepAfter } from './usages.ts'

const optional = whole(text)
const nullable = whole({ type: ['string', 'null'] }, 'a')
const outside = objectOf({ id: text, a: text, other: objectOf({ b: text }) } as never, 'id')
const inside = objectOf({ id: text, other: objectOf({ b: text, a: text }) } as never, 'id')

describe('a field that goes', () => {
  testEach([
    [required, gone, plain, 'broken'],
    [optional, gone, plain, 'broken'],
    [required, gone, { ...plain, ifAbsent: 'throws' }, 'broken'],
    [required, gone, { ...plain, as: 'test' }, 'broken'],
    [required, gone, { ...plain, as: 'iterate' }, 'broken'],
    [required, gone, guarded, 'risky'],
    [required, gone, { path: ['id'] }, 'unaffected'],
    [required, gone, { path: ['aa'] }, 'unaffected'],
    [required, gone, { path: [], as: 'whole' }, 'risky'],
    [required, gone, { path: ['a', 'deeper'] }, 'broken'],
    [outside, inside, plain, 'broken'],
    [outside, inside, guarded, 'risky'],
    [inside, outside, { path: ['other', 'a'], ifAbsent: 'tolerated' }, 'risky'],
  ])
})

describe('what comes of a field that goes', () => {
  it.each<readonly [read: Partial<Read>, said: string]>([
    [{}, '"trigger.a" finds nothing any more.'],
    [{ ifAbsent: 'throws' }, '"trigger.a" finds nothing any more, and the step fails then.'],
    [{ becomes: 'empty text' }, '"trigger.a" finds nothing any more, which is empty text here.'],
    [{ as: 'test', becomes: 'false' }, '"trigger.a" finds nothing any more, which makes its condition false.'],
    [{ as: 'test', becomes: 'skip' }, '"trigger.a" finds nothing any more, and the step is skipped then.'],
  ])('read as %j', (read, said) => {
    const { findings } = stepAfter([between(required), between(gone)], { reads: [{ ...plain, ...read }] })
    expect(findings.map(({ message }) => message)).toEqual([`Output "a" is removed. ${said}`])
  })

  it('is one finding where it is read in several ways: the worst', () => {
    const reads = [{ ...plain, ifAbsent: 'tolerated' as const }, plain, { ...plain, as: 'test' as const }]
    const { findings } = stepAfter([between(required), between(gone)], { reads })
    expect(findings.map(({ status }) => status)).toEqual(['broken'])
  })
})

describe('a field that may be absent, or null', () => {
  testEach([
    [required, optional, plain, 'broken'],
    [required, optional, { ...plain, as: 'test' }, 'broken'],
    [required, optional, guarded, 'safe'],
    [required, optional, { path: [], as: 'whole' }, 'risky'],
    [optional, required, plain, 'safe'],
    [optional, required, { path: ['id'] }, 'unaffected'],
    [required, nullable, plain, 'broken'],
    [required, nullable, guarded, 'broken'],
    [required, nullable, { ...guarded, notNull: 1 }, 'safe'],
    [required, nullable, { ...guarded, as: 'test' }, 'risky'],
    [required, nullable, { path: ['a', 'b'] }, 'broken'],
    [required, nullable, { path: ['a', 'b'], ifAbsent: 'tolerated' }, 'safe'],
    [nullable, required, plain, 'safe'],
  ])
})

describe('a field with other values', () => {
  const few = whole({ enum: ['x', 'y'] })
  const many = whole({ enum: ['x', 'y', 'z'] })
  const any = whole({})
  testEach([
    [required, whole(number, 'a'), plain, 'broken'],
    [required, whole(number, 'a'), guarded, 'broken'],
    [required, whole(number, 'a'), { ...guarded, as: 'test' }, 'risky'],
    [required, whole(number, 'a'), { ...plain, as: 'iterate' }, 'safe'],
    [required, whole({ type: 'array', items: text }, 'a'), { ...plain, as: 'iterate' }, 'broken'],
    [whole({ type: 'array', items: number }, 'a'), required, { ...plain, as: 'iterate' }, 'broken'],
    [required, whole(objectOf({ b: text }), 'a'), { ...plain, as: 'iterate' }, 'broken'],
    [whole(objectOf({ b: text }), 'a'), required, { ...plain, as: 'iterate' }, 'broken'],
    [required, { type: 'array', items: required } as Schema, guarded, 'broken'],
    [required, { type: 'array', items: required } as Schema, { ...guarded, as: 'test' }, 'risky'],
    [required, objectOf({ data: required as never }, 'data'), guarded, 'risky'],
    [whole({ type: 'integer' }), whole(number), plain, 'risky'],
    [whole({ type: 'integer' }), whole(number), { ...plain, as: 'test' }, 'safe'],
    [whole(number), whole({ type: 'integer' }), plain, 'safe'],
    [whole(text), any, plain, 'broken'],
    [any, whole(text), plain, 'safe'],
    [few, many, plain, 'risky'],
    [few, many, { ...plain, as: 'test' }, 'risky'],
    [many, few, plain, 'safe'],
    [whole({ type: 'string', format: 'date' }), whole({ type: 'string', format: 'date-time' }), plain, 'risky'],
    [whole({ type: 'integer', minimum: 1 }), whole({ type: 'integer' }), plain, 'risky'],
    [whole({ type: 'array', items: text }), whole(text), plain, 'broken'],
    [whole(text), whole({ type: 'array', items: text }), plain, 'broken'],
  ])
})

describe('a field that comes', () => {
  testEach([
    [gone, optional, { path: ['id'] }, 'unaffected'],
    [gone, optional, { path: [], as: 'whole' }, 'safe'],
    [gone, optional, plain, 'safe'],
  ])
})

describe('fixes', () => {
  const sku = objectOf({ order: objectOf({ sku: text }, 'sku') }, 'order')
  const code = objectOf({ order: objectOf({ code: text }, 'code') }, 'order')
  const at = (expression: string) => ({ file: 'f.yaml', line: 1, pointer: '/steps/0/input/x', expression })
  const fixOf = (expression: string, more = {}) =>
    stepAfter([between(sku), between(code)], { reads: [{ path: ['order', 'sku'], at: at(expression) }] }, more)
      .findings[0]?.fix

  it('are written where the expression is the path', () => {
    expect(fixOf('trigger.order.sku')?.after).toBe('trigger.order.code')
  })

  it('are asked of the reader elsewhere, and left out where it can’t', () => {
    expect(fixOf('$uppercase(trigger.order.sku)')).toBe(undefined)
    const asked: unknown[] = []
    const rewrite = (rename: { expression: string }): string => {
      asked.push(rename)
      return rename.expression.replace('sku', 'code')
    }
    expect(fixOf('$uppercase(trigger.order.sku)', { rewrite })).toEqual({
      file: 'f.yaml',
      pointer: '/steps/0/input/x',
      before: '$uppercase(trigger.order.sku)',
      after: '$uppercase(trigger.order.code)',
    })
    expect(asked).toEqual([
      { expression: '$uppercase(trigger.order.sku)', step: 'trigger', path: ['order', 'sku'], to: 'code' },
    ])
  })

  it('rename something around what is read', () => {
    const purchase = objectOf({ purchase: objectOf({ sku: text }, 'sku') }, 'purchase')
    const reads = [{ path: ['order', 'sku'], at: at('trigger.order.sku') }]
    expect(stepAfter([between(sku), between(purchase)], { reads }).findings[0]?.fix?.after).toBe('trigger.purchase.sku')
  })
})
