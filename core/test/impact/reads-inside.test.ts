import { describe, expect, it } from 'vitest'
import type { Schema, StepStatus } from '../../src/model/index.ts'
import { objectOf } from '../diff/models.ts'
import { gone, number, plain, required, testEach, text, whole } from './reading.ts'
import { between, stepAfter } from './usages.ts'

const address = (fields: Record<string, object>, ...required: string[]): object =>
  objectOf(fields as never, ...required)

describe('what lies inside or around', () => {
  const lines = (fields: object): Schema => objectOf({ lines: { type: 'array', items: fields } } as never, 'lines')
  const both = address({ sku: text, note: text }, 'sku')
  const one = address({ sku: text }, 'sku')
  const counts = (bounds: object): Schema => whole({ type: 'array', items: { ...number, ...bounds } }, 'a')
  testEach([
    [lines(both), lines(one), { path: ['lines'], as: 'iterate' }, 'safe'],
    [lines(both), lines(one), { path: ['lines', '*', 'note'] }, 'broken'],
    [lines(both), lines(one), { path: ['lines', 'note'] }, 'broken'],
    [lines(both), lines(one), { path: ['lines', '0', 'note'] }, 'broken'],
    [lines(both), lines(one), { path: ['lines', '*', 'sku'] }, 'unaffected'],
    [lines(both), lines(one), { path: ['lines'], as: 'whole' }, 'risky'],
    [lines(both), lines(one), { path: ['lines'], as: 'test', ifAbsent: 'tolerated' }, 'safe'],
    [lines(both), gone, { path: ['lines', '*', 'sku'] }, 'broken'],
    // What counts as true may count as false now: {} and [0].
    [whole(one, 'a'), whole(address({ sku: text }), 'a'), { path: ['a'], as: 'test', ifAbsent: 'tolerated' }, 'risky'],
    [counts({ minimum: 1 }), counts({ minimum: 0 }), { path: ['a'], as: 'test', ifAbsent: 'tolerated' }, 'risky'],
    [counts({ minimum: 2 }), counts({ minimum: 1 }), { path: ['a'], as: 'test', ifAbsent: 'tolerated' }, 'safe'],
    [whole(address({ b: text }, 'b'), 'a'), whole(address({ b: text }, 'b')), { path: ['a', 'b'], guarded: 1 }, 'safe'],
    [
      whole(address({ b: text }, 'b'), 'a'),
      whole(address({ b: text }), 'a'),
      { path: ['a', 'b'], guarded: 1 },
      'broken',
    ],
  ])

  it('breaks a step that hands the whole on with a part gone', () => {
    const reads = [{ path: ['a'], as: 'whole' as const }]
    const supplies = [{ path: ['any'], from: { kind: 'copy' as const, step: 'trigger', path: ['a'] } }]
    const pair = [between(whole(both)), between(whole(one))] as const
    expect(stepAfter(pair, { reads, supplies }).status).toBe('broken')
    expect(stepAfter(pair, { reads }).status).toBe('risky')
  })

  it('finds a field at any depth of a schema that is inside itself', () => {
    const node = (leaf: object): Record<string, Schema> => ({
      Node: objectOf(
        {
          name: leaf,
          next: { $ref: '#/schemas/Node' },
          all: { type: 'array', items: { $ref: '#/schemas/Node' } },
        } as never,
        'name',
      ),
    })
    const pair = [
      between({ $ref: '#/schemas/Node' }, undefined, node(text)),
      between({ $ref: '#/schemas/Node' }, undefined, node(number)),
    ] as const
    for (const path of [['name'], ['next', 'name'], ['next', 'all', '*', 'next', 'name'], ['all', 'all', 'name']])
      expect([path, stepAfter(pair, { reads: [{ path }] }).status]).toEqual([path, 'broken'])
    expect(stepAfter(pair, { reads: [{ path: ['next', 'other'] }] }).status).toBe('unaffected')
  })
})

describe('alternatives', () => {
  const card = address({ kind: { const: 'card' }, id: text, card: text }, 'kind', 'id', 'card')
  const bank = address({ kind: { const: 'bank' }, id: text, iban: text }, 'kind', 'id', 'iban')
  const cash = address({ kind: { const: 'cash' }, id: text }, 'kind', 'id')
  const bare = address({ kind: { const: 'none' } }, 'kind')
  const of = (...options: object[]): Schema => objectOf({ paid: { oneOf: options } } as never, 'paid')
  testEach([
    [of(card, bank), of(card, bank, cash), { path: ['paid', 'id'] }, 'safe'],
    [of(card, bank), of(card, bank, bare), { path: ['paid', 'id'] }, 'broken'],
    [of(card, bank), of(card, bank, cash), { path: ['paid', 'kind'] }, 'risky'],
    [of(card, bank), of(card, bank, cash), { path: ['paid', 'card'] }, 'risky'],
    [of(card, bank), of(card, bank, text), { path: ['paid', 'id'] }, 'broken'],
    [of(card, bank, cash), of(card, bank), { path: ['paid', 'id'] }, 'safe'],
    [of(card, bank), of(card, bank, cash), { path: ['paid'], as: 'whole' }, 'risky'],
  ])
})

describe('fields of any name', () => {
  const map = (rest: unknown, more: Record<string, object> = {}): Schema =>
    ({ ...(objectOf({ id: text, ...more } as never, 'id') as object), additionalProperties: rest }) as never
  testEach([
    [map(text), map(number), { path: ['eu'] }, 'broken'],
    [map(text), map(number), { path: ['id'] }, 'unaffected'],
    [map(text), map(false), { path: ['eu'] }, 'broken'],
    [map(text), map(false), { path: ['id'] }, 'unaffected'],
    [map(true), map(false), { path: ['id'] }, 'safe'],
    [map(address({ a: text }, 'a')), map(address({ a: text })), { path: ['eu', 'a'] }, 'broken'],
    [map(address({ a: text }, 'a')), map(address({ a: text })), { path: ['eu', 'b'] }, 'unaffected'],
    // A declared field is gone, whatever else may come under any name.
    [map(text, { gone: text }), map(text), { path: ['gone'] }, 'broken'],
    [map(text, { gone: number }), map(text), { path: ['gone'] }, 'broken'],
    [map(text, { gone: text }), map(false), { path: ['gone'] }, 'broken'],
    [map(text, { gone: text }), map(text), { path: ['eu'] }, 'unaffected'],
    [map(text), map(text, { eu: text }), { path: ['eu'] }, 'unaffected'],
    [map(text), map(text, { eu: number }), { path: ['eu'] }, 'broken'],
    [map(text), map(number, { eu: text }), { path: ['eu'] }, 'unaffected'],
    [map(text), map(false, { eu: number }), { path: ['us'] }, 'broken'],
  ])
})

describe('the whole that an operation gives', () => {
  const inside = { path: ['a'] } as const
  const anyOf = (...options: object[]): Schema => ({ anyOf: options }) as never

  testEach([
    [required, anyOf(required as object, { type: 'null' }), inside, 'broken'],
    [required, { type: 'array', items: required } as never, inside, 'broken'],
    [required, objectOf({ data: required } as never, 'data'), inside, 'broken'],
    [required, anyOf(required as object, { type: 'null' }), { ...inside, ifAbsent: 'tolerated' }, 'safe'],
  ])
})

describe('one more alternative', () => {
  const id = { path: ['id'] } as const
  const one = (of: object, ...required: string[]): object => objectOf({ id: of, a: text } as never, ...required)
  const anyOf = (...options: object[]): Schema => ({ anyOf: options }) as never
  const other = objectOf({ id: text, b: text })

  testEach([
    [one(text) as Schema, anyOf(one(text), other), id, 'safe'],
    [one(text, 'id') as Schema, anyOf(one(text, 'id'), other), id, 'broken'],
    [one(text) as Schema, anyOf(one(text), objectOf({ id: number, b: text })), id, 'broken'],
    [one(text) as Schema, anyOf(one(text), objectOf({ b: text })), id, 'risky'],
    [one(text) as Schema, anyOf(one(text), other), { path: ['a'] }, 'risky'],
  ])
})

describe('what narrowing leaves nothing of', () => {
  const bank = objectOf({ iban: text }, 'iban')
  const card = objectOf({ number: text }, 'number')
  const either = whole({ oneOf: [bank, card] }, 'a')
  const iban = { path: ['a', 'iban'] } as const

  testEach([
    [either, whole({ oneOf: [card] }, 'a'), iban, 'broken'],
    [either, whole({ oneOf: [card] }, 'a'), { ...iban, ifAbsent: 'tolerated' }, 'risky'],
    [either, whole({ oneOf: [bank] }, 'a'), iban, 'safe'],
    [required, { ...(required as object), additionalProperties: false }, { path: ['undeclared'] }, 'broken'],
    [required, { ...(required as object), additionalProperties: false }, plain, 'safe'],
  ])
})

describe('schemas that hold themselves', () => {
  const held = { Nest: { type: 'array', items: { $ref: '#/schemas/Nest' } } } as never
  const nest = whole({ $ref: '#/schemas/Nest' }, 'a')
  const at = { file: 'f.yaml', line: 1, pointer: '/steps/0/input/any', expression: 'trigger.a.b' }
  const does = {
    reads: [{ path: ['a', 'b'], at }],
    supplies: [{ path: ['any'], from: { kind: 'copy', step: 'trigger', path: ['a', 'b'] } as const, at }],
  }

  it.each<readonly [base: Schema, revision: Schema, status: StepStatus]>([
    [nest, whole(text, 'a'), 'broken'],
    [whole({}, 'a'), whole(text, 'a'), 'broken'],
    [whole({}, 'a'), whole(false as never, 'a'), 'broken'],
    [whole(text, 'a'), whole({}, 'a'), 'broken'],
  ])('are read without end: from %j to %j', (base, revision, status) => {
    const [one, other] = [base, revision].map((output) => between(output, objectOf({ any: text }), held))
    expect(stepAfter([one as never, other as never], does).status).toBe(status)
  })
})
