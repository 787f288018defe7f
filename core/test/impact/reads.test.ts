import { describe, expect, it } from 'vitest'
import type { Read, Schema, StepStatus, SupplySource } from '../../src/model/index.ts'
import { objectOf } from '../diff/models.ts'
import { between, stepAfter } from './usages.ts'

const text = { type: 'string' }
const number = { type: 'number' }
const address = (fields: Record<string, object>, ...required: string[]): object =>
  objectOf(fields as never, ...required)

type Case = readonly [base: Schema, revision: Schema, read: Partial<Read>, status: StepStatus]

const whole = (field: object, ...required: string[]): Schema =>
  objectOf({ id: text, a: field } as never, 'id', ...required)

const required = whole(text, 'a')
const optional = whole(text)
const nullable = whole({ type: ['string', 'null'] }, 'a')
const gone = objectOf({ id: text }, 'id')
const guarded = { path: ['a'], ifAbsent: 'tolerated' } as const
const plain = { path: ['a'] } as const

describe('a field that goes', () => {
  it.each<Case>([
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
  ])('from %j to %j, read as %j: %s', (base, revision, read, status) => {
    expect(stepAfter([between(base), between(revision)], { reads: [read] }).status).toBe(status)
  })
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
  it.each<Case>([
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
  ])('from %j to %j, read as %j: %s', (base, revision, read, status) => {
    expect(stepAfter([between(base), between(revision)], { reads: [read] }).status).toBe(status)
  })
})

describe('a field with other values', () => {
  const few = whole({ enum: ['x', 'y'] })
  const many = whole({ enum: ['x', 'y', 'z'] })
  const any = whole({})
  it.each<Case>([
    [required, whole(number, 'a'), plain, 'broken'],
    [required, whole(number, 'a'), guarded, 'broken'],
    [required, whole(number, 'a'), { ...guarded, as: 'test' }, 'risky'],
    [required, whole(number, 'a'), { ...plain, as: 'iterate' }, 'safe'],
    [required, whole({ type: 'array', items: text }, 'a'), { ...plain, as: 'iterate' }, 'broken'],
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
  ])('from %j to %j, read as %j: %s', (base, revision, read, status) => {
    expect(stepAfter([between(base), between(revision)], { reads: [read] }).status).toBe(status)
  })
})

describe('a field that comes', () => {
  it.each<Case>([
    [gone, optional, { path: ['id'] }, 'unaffected'],
    [gone, optional, { path: [], as: 'whole' }, 'safe'],
    [gone, optional, plain, 'safe'],
  ])('from %j to %j, read as %j: %s', (base, revision, read, status) => {
    expect(stepAfter([between(base), between(revision)], { reads: [read] }).status).toBe(status)
  })
})

describe('what lies inside or around', () => {
  const lines = (fields: object): Schema => objectOf({ lines: { type: 'array', items: fields } } as never, 'lines')
  const both = address({ sku: text, note: text }, 'sku')
  const one = address({ sku: text }, 'sku')
  it.each<Case>([
    [lines(both), lines(one), { path: ['lines'], as: 'iterate' }, 'safe'],
    [lines(both), lines(one), { path: ['lines', '*', 'note'] }, 'broken'],
    [lines(both), lines(one), { path: ['lines', 'note'] }, 'broken'],
    [lines(both), lines(one), { path: ['lines', '0', 'note'] }, 'broken'],
    [lines(both), lines(one), { path: ['lines', '*', 'sku'] }, 'unaffected'],
    [lines(both), lines(one), { path: ['lines'], as: 'whole' }, 'risky'],
    [lines(both), lines(one), { path: ['lines'], as: 'test', ifAbsent: 'tolerated' }, 'safe'],
    [lines(both), gone, { path: ['lines', '*', 'sku'] }, 'broken'],
    [whole(address({ b: text }, 'b'), 'a'), whole(address({ b: text }, 'b')), { path: ['a', 'b'], guarded: 1 }, 'safe'],
    [
      whole(address({ b: text }, 'b'), 'a'),
      whole(address({ b: text }), 'a'),
      { path: ['a', 'b'], guarded: 1 },
      'broken',
    ],
  ])('from %j to %j, read as %j: %s', (base, revision, read, status) => {
    expect(stepAfter([between(base), between(revision)], { reads: [read] }).status).toBe(status)
  })

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
  it.each<Case>([
    [of(card, bank), of(card, bank, cash), { path: ['paid', 'id'] }, 'safe'],
    [of(card, bank), of(card, bank, bare), { path: ['paid', 'id'] }, 'broken'],
    [of(card, bank), of(card, bank, cash), { path: ['paid', 'kind'] }, 'risky'],
    [of(card, bank), of(card, bank, cash), { path: ['paid', 'card'] }, 'risky'],
    [of(card, bank), of(card, bank, text), { path: ['paid', 'id'] }, 'broken'],
    [of(card, bank, cash), of(card, bank), { path: ['paid', 'id'] }, 'safe'],
    [of(card, bank), of(card, bank, cash), { path: ['paid'], as: 'whole' }, 'risky'],
  ])('from %j to %j, read as %j: %s', (base, revision, read, status) => {
    expect(stepAfter([between(base), between(revision)], { reads: [read] }).status).toBe(status)
  })
})

describe('fields of any name', () => {
  const map = (rest: unknown, more: Record<string, object> = {}): Schema =>
    ({ ...(objectOf({ id: text, ...more } as never, 'id') as object), additionalProperties: rest }) as never
  it.each<Case>([
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
  ])('from %j to %j, read as %j: %s', (base, revision, read, status) => {
    expect(stepAfter([between(base), between(revision)], { reads: [read] }).status).toBe(status)
  })
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

describe('the whole that an operation gives', () => {
  const inside = { path: ['a'] } as const
  const anyOf = (...options: object[]): Schema => ({ anyOf: options }) as never

  it.each<Case>([
    [required, anyOf(required as object, { type: 'null' }), inside, 'broken'],
    [required, { type: 'array', items: required } as never, inside, 'broken'],
    [required, objectOf({ data: required } as never, 'data'), inside, 'broken'],
    [required, anyOf(required as object, { type: 'null' }), { ...inside, ifAbsent: 'tolerated' }, 'safe'],
  ])('from %j to %j, read as %j: %s', (base, revision, read, status) => {
    expect(stepAfter([between(base), between(revision)], { reads: [read] }).status).toBe(status)
  })
})

describe('one more alternative', () => {
  const id = { path: ['id'] } as const
  const one = (of: object, ...required: string[]): object => objectOf({ id: of, a: text } as never, ...required)
  const anyOf = (...options: object[]): Schema => ({ anyOf: options }) as never
  const other = objectOf({ id: text, b: text })

  it.each<Case>([
    [one(text) as Schema, anyOf(one(text), other), id, 'safe'],
    [one(text, 'id') as Schema, anyOf(one(text, 'id'), other), id, 'broken'],
    [one(text) as Schema, anyOf(one(text), objectOf({ id: number, b: text })), id, 'broken'],
    [one(text) as Schema, anyOf(one(text), objectOf({ b: text })), id, 'risky'],
    [one(text) as Schema, anyOf(one(text), other), { path: ['a'] }, 'risky'],
  ])('from %j to %j, read as %j: %s', (base, revision, read, status) => {
    expect(stepAfter([between(base), between(revision)], { reads: [read] }).status).toBe(status)
  })
})

describe('what narrowing leaves nothing of', () => {
  const bank = objectOf({ iban: text }, 'iban')
  const card = objectOf({ number: text }, 'number')
  const either = whole({ oneOf: [bank, card] }, 'a')
  const iban = { path: ['a', 'iban'] } as const

  it.each<Case>([
    [either, whole({ oneOf: [card] }, 'a'), iban, 'broken'],
    [either, whole({ oneOf: [card] }, 'a'), { ...iban, ifAbsent: 'tolerated' }, 'risky'],
    [either, whole({ oneOf: [bank] }, 'a'), iban, 'safe'],
    [required, { ...(required as object), additionalProperties: false }, { path: ['undeclared'] }, 'broken'],
    [required, { ...(required as object), additionalProperties: false }, plain, 'safe'],
  ])('from %j to %j, read as %j: %s', (base, revision, read, status) => {
    expect(stepAfter([between(base), between(revision)], { reads: [read] }).status).toBe(status)
  })
})

describe('what is handed on as it is', () => {
  const at = { file: 'f.yaml', line: 1, pointer: '/steps/0/input/any', expression: 'trigger.a' }
  const from = { kind: 'copy', step: 'trigger', path: ['a'] } as const
  const few = whole({ enum: ['x', 'y'] }, 'a')
  const many = whole({ enum: ['x', 'y', 'z'] }, 'a')
  const list = (items: object): Schema => whole({ type: 'array', items }, 'a')
  const like = (pattern: string): Schema => whole({ type: 'string', pattern }, 'a')

  it.each<readonly [base: Schema, revision: Schema, input: object, status: StepStatus]>([
    [few, many, text, 'safe'],
    [few, many, { enum: ['x', 'y'] }, 'broken'],
    [few, many, { type: 'string', maxLength: 20, format: 'date' }, 'risky'],
    [like('^a'), like('^b'), text, 'safe'],
    [like('^a'), like('^b'), { type: 'string', pattern: '^a' }, 'broken'],
    [like('^(?!a)'), like('^(?!ab)'), text, 'safe'],
    [like('^(?!a)'), like('^(?!ab)'), { type: 'string', pattern: '^[^a]' }, 'risky'],
    [whole({ type: 'integer' }, 'a'), whole(number, 'a'), number, 'safe'],
    [whole({ type: 'integer' }, 'a'), whole(number, 'a'), { type: 'integer' }, 'broken'],
    [list(text), list({ type: ['string', 'null'] }), { type: 'array', items: text }, 'broken'],
    [list(text), list({ type: ['string', 'null'] }), { type: 'array' }, 'broken'],
  ])('from %j to %j into %j: %s', (base, revision, input, status) => {
    const into = objectOf({ any: input } as never)
    const does = { reads: [{ ...plain, at, handedOn: true as const }], supplies: [{ path: ['any'], from, at }] }
    expect(stepAfter([between(base, into), between(revision, into)], does).status).toBe(status)
  })

  it.each([
    [number, 'hands on what its input admits: shop.heard "a" → shop.act "any".'],
    [{ type: 'integer' }, 'hands on what its input refuses: shop.heard "a" → shop.act "any".'],
  ])('shows the way that the value takes into %j', (input, said) => {
    const into = objectOf({ any: input } as never)
    const does = { reads: [{ ...plain, at, handedOn: true as const }], supplies: [{ path: ['any'], from, at }] }
    const sides = [whole({ type: 'integer' }, 'a'), whole(number, 'a')].map((output) => between(output, into))
    const { findings } = stepAfter([sides[0] as never, sides[1] as never], does)
    expect(findings[0]?.message).toContain(`"trigger.a" ${said}`)
  })

  it.each<readonly [from: SupplySource, input: object, status: StepStatus]>([
    [{ kind: 'either', options: [from, { kind: 'literal', value: 'x' }] }, text, 'safe'],
    [{ kind: 'either', options: [from, { kind: 'literal', value: 'x' }] }, { enum: ['x', 'y'] }, 'broken'],
    [{ kind: 'either', options: [from, { kind: 'unknown' }] }, text, 'risky'],
    [{ kind: 'sequence', of: from }, { anyOf: [text, { type: 'array', items: text }] }, 'risky'],
    [{ kind: 'sequence', of: from }, text, 'safe'],
    [{ kind: 'sequence', of: from }, { type: 'array', items: text }, 'safe'],
    [{ kind: 'sequence', of: from }, { type: 'array', items: { enum: ['x', 'y'] } }, 'broken'],
    [{ kind: 'sequence', of: from }, number, 'risky'],
  ])('%j into %j: %s', (source, input, status) => {
    const into = objectOf({ any: input } as never)
    const does = {
      reads: [{ ...plain, at, handedOn: true as const }],
      supplies: [{ path: ['any'], from: source, at }],
    }
    expect(stepAfter([between(few, into), between(many, into)], does).status).toBe(status)
  })
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
