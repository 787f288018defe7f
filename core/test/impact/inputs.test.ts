import { describe, expect, it } from 'vitest'
import type {
  Connector,
  HttpCall,
  JsonObject,
  Operation,
  StepStatus,
  Supply,
  SupplySource,
} from '../../src/model/index.ts'
import { objectOf } from '../diff/models.ts'
import { between, stepAfter } from './usages.ts'

const text = { type: 'string' }
const source = objectOf(
  {
    sure: text,
    perhaps: text,
    state: { enum: ['x', 'y', 'z'] },
    orNull: { type: ['string', 'null'] },
    short: { type: 'string', maxLength: 5 },
    count: { type: 'integer' },
    address: objectOf({ zip: text, city: text }, 'zip'),
  },
  'sure',
  'state',
  'orNull',
  'short',
  'count',
  'address',
)

const supply = (path: readonly string[], from: SupplySource): Partial<Supply> => ({ path, from })
const literal = (value: never): SupplySource => ({ kind: 'literal', value })
const copy = (...path: readonly string[]): SupplySource => ({ kind: 'copy', step: 'trigger', path })
const computed: SupplySource = { kind: 'derived', reads: [], schema: text }
const unknown: SupplySource = { kind: 'unknown' }
const of = (from: SupplySource): readonly Partial<Supply>[] => [supply(['a'], from)]

type Case = readonly [base: JsonObject, revision: JsonObject, supplies: readonly Partial<Supply>[], status: StepStatus]

const statusOf = (base: JsonObject, revision: JsonObject, supplies: readonly Partial<Supply>[]): StepStatus =>
  stepAfter([between(source, base), between(source, revision)], { supplies }).status

const none = objectOf({})
const optional = objectOf({ a: text })
const required = objectOf({ a: text }, 'a')
const closed = { ...objectOf({}), additionalProperties: false }

describe('an input that is sent elsewhere', () => {
  const sending = (place: 'header' | 'query'): Connector => {
    const connector = between(source, optional)
    const act = connector.operations.act as Operation
    const parameter = { in: place, name: 'a', value: { kind: 'value', from: { root: 'input', path: ['a'] } } } as const
    const http = { ...(act.http as HttpCall), parameters: [parameter] }
    return { ...connector, operations: { ...connector.operations, act: { ...act, http } } }
  }

  it.each<[supplies: readonly Partial<Supply>[], status: StepStatus]>([
    [[], 'safe'],
    [[supply(['b'], copy('sure'))], 'safe'],
    [of(literal('x' as never)), 'risky'],
    [of(unknown), 'risky'],
    [[supply([], unknown)], 'risky'],
    [[supply([], literal({ b: 1 } as never))], 'safe'],
  ])('supplied %j: %s', (supplies, status) => {
    expect(stepAfter([sending('query'), sending('header')], { supplies }).status).toBe(status)
  })
})

describe('an input that comes or goes', () => {
  it.each<Case>([
    [none, optional, [], 'safe'],
    [none, optional, of(literal(7 as never)), 'broken'],
    [none, required, [], 'broken'],
    [none, required, of(literal('x' as never)), 'safe'],
    [none, required, of(copy('sure')), 'safe'],
    [none, required, of(copy('perhaps')), 'broken'],
    [none, required, of(unknown), 'risky'],
    [none, required, [supply([], unknown)], 'risky'],
    [optional, none, [], 'safe'],
    [optional, none, of(copy('sure')), 'risky'],
    [optional, none, of(unknown), 'risky'],
    [optional, closed, of(copy('sure')), 'broken'],
    [optional, closed, [], 'safe'],
    [optional, required, [], 'broken'],
    [optional, required, of(copy('sure')), 'safe'],
    [optional, required, of(copy('perhaps')), 'broken'],
    [optional, required, of(computed), 'risky'],
    [required, optional, of(copy('sure')), 'safe'],
  ])('from %j to %j, supplied %j: %s', (base, revision, supplies, status) => {
    expect(statusOf(base, revision, supplies)).toBe(status)
  })

  it('renamed, is what goes under the old name and is missed under the new one', () => {
    const renamed = objectOf({ itemId: text, b: text }, 'itemId')
    const base = objectOf({ item_id: text, b: text }, 'item_id')
    expect(statusOf(base, renamed, [supply(['item_id'], copy('sure'))])).toBe('broken')
    const loose = [objectOf({ item_id: text, b: text }), objectOf({ itemId: text, b: text })] as const
    expect(statusOf(...loose, [supply(['item_id'], copy('sure'))])).toBe('risky')
    expect(statusOf(...loose, [supply(['b'], copy('sure'))])).toBe('safe')
  })
})

describe('an input that admits less or more', () => {
  const state = (...values: string[]): JsonObject => objectOf({ a: { enum: values } })
  const at = (schema: JsonObject): JsonObject => objectOf({ a: schema })
  it.each<Case>([
    [state('x', 'y', 'z'), state('x', 'y'), of(literal('x' as never)), 'safe'],
    [state('x', 'y', 'z'), state('x', 'y'), of(literal('z' as never)), 'broken'],
    [state('x', 'y', 'z'), state('x', 'y'), of(copy('state')), 'broken'],
    [state('x', 'y', 'z'), state('x', 'y'), of(copy('sure')), 'risky'],
    [state('x', 'y', 'z'), state('x', 'y'), of(unknown), 'risky'],
    [state('x', 'y', 'z'), state('x', 'y'), [], 'safe'],
    [state('x', 'y'), state('x', 'y', 'z'), of(copy('sure')), 'safe'],
    [at(text), at({ type: 'integer' }), of(copy('sure')), 'broken'],
    [at({ type: ['string', 'integer'] }), at({ type: 'integer' }), of(copy('count')), 'safe'],
    [at({ type: 'string', maxLength: 9 }), at({ type: 'integer' }), of(copy('sure')), 'broken'],
    [at({ type: 'string', maxLength: 9 }), at({ type: 'integer' }), of(copy('orNull')), 'broken'],
    [
      at({ type: 'string', maxLength: 9 }),
      at({ type: ['string', 'integer'], maxLength: 3 }),
      of(copy('sure')),
      'risky',
    ],
    [at({ type: ['integer', 'boolean'] }), at({ type: 'integer' }), of(copy('sure')), 'risky'],
    [at(text), at({ type: 'string', maxLength: 10 }), of(copy('short')), 'safe'],
    [at(text), at({ type: 'string', maxLength: 3 }), of(copy('short')), 'broken'],
    [at(text), at({ type: 'string', maxLength: 3 }), of(literal('ab' as never)), 'safe'],
    [at(text), at({ type: 'string', maxLength: 3 }), of(literal('abcd' as never)), 'broken'],
    [at({ type: 'string', pattern: '^a' }), at({ type: 'string', pattern: '^b' }), of(literal('bc' as never)), 'safe'],
    [
      at({ type: 'string', pattern: '^a' }),
      at({ type: 'string', pattern: '^b' }),
      of(literal('ac' as never)),
      'broken',
    ],
    [at({ type: 'string', pattern: '^a' }), at({ type: 'string', pattern: '^b' }), of(copy('sure')), 'risky'],
    [at({ type: ['string', 'null'] }), at(text), of(copy('orNull')), 'broken'],
    [at({ type: ['string', 'null'] }), at(text), of(copy('sure')), 'safe'],
    [at({ type: ['string', 'null'] }), at(text), of(literal(null as never)), 'broken'],
    [at(text), at({ type: ['string', 'null'] }), of(copy('sure')), 'safe'],
  ])('from %j to %j, supplied %j: %s', (base, revision, supplies, status) => {
    expect(statusOf(base, revision, supplies)).toBe(status)
  })
})

describe('a default that changes', () => {
  const limit = (value: number): JsonObject => objectOf({ a: { type: 'string', default: `${value}` } })
  it.each<Case>([
    [limit(1), limit(2), of(literal('x' as never)), 'safe'],
    [limit(1), limit(2), of(copy('sure')), 'safe'],
    [limit(1), limit(2), of(copy('perhaps')), 'risky'],
    [limit(1), limit(2), [], 'risky'],
  ])('from %j to %j, supplied %j: %s', (base, revision, supplies, status) => {
    expect(statusOf(base, revision, supplies)).toBe(status)
  })
})

describe('what is inside an input', () => {
  const inside = (fields: JsonObject, ...needed: string[]): JsonObject => objectOf({ a: objectOf(fields, ...needed) })
  const lines = (fields: JsonObject, ...needed: string[]): JsonObject =>
    objectOf({ a: { type: 'array', items: objectOf(fields, ...needed) } })
  const zip = inside({ zip: text })
  const zipNeeded = inside({ zip: text }, 'zip')
  it.each<Case>([
    [inside({}), zipNeeded, [], 'safe'],
    [inside({}), zipNeeded, [supply(['a', 'city'], copy('sure'))], 'broken'],
    [inside({}), zipNeeded, of(literal({ zip: '1' } as never)), 'safe'],
    [inside({}), zipNeeded, of(literal({ city: 'P' } as never)), 'broken'],
    [inside({}), zipNeeded, of(copy('address')), 'safe'],
    [inside({}), zipNeeded, of(unknown), 'risky'],
    [zip, inside({ zip: { type: 'integer' } }), of(copy('address')), 'broken'],
    [zip, objectOf({ a: text }), [supply(['a', 'zip'], copy('sure'))], 'broken'],
    [lines({}), lines({ sku: text }, 'sku'), of(literal([{ sku: 'a' }, { sku: 'b' }] as never)), 'safe'],
    [lines({}), lines({ sku: text }, 'sku'), of(literal([{ sku: 'a' }, {}] as never)), 'broken'],
    [lines({}), lines({ sku: text }, 'sku'), [supply(['a', '*', 'n'], copy('sure'))], 'broken'],
    [lines({}), lines({ sku: text }, 'sku'), [supply(['a', '*', 'sku'], copy('sure'))], 'risky'],
    [objectOf({ a: text }), { ...objectOf({ a: text }), additionalProperties: false }, of(copy('sure')), 'safe'],
    [
      objectOf({ a: text }),
      { ...objectOf({ a: text }), additionalProperties: false },
      [supply(['b'], copy('sure'))],
      'broken',
    ],
    [objectOf({ a: text }), { ...objectOf({ a: text }), additionalProperties: false }, [supply([], unknown)], 'risky'],
    [objectOf({ a: text }), { ...objectOf({ a: text }), additionalProperties: false }, of(unknown), 'safe'],
    [
      objectOf({ a: objectOf({ zip: { type: 'array', items: text } }) }),
      objectOf({ a: { ...objectOf({ zip: { type: 'array', items: text } }), additionalProperties: false } }),
      [supply(['a', 'zip', '*'], unknown), supply(['a', 'zip', '0'], unknown)],
      'safe',
    ],
    [
      objectOf({ a: objectOf({ zip: text }) }),
      objectOf({ a: { ...objectOf({ zip: text }), additionalProperties: false } }),
      [supply(['a', 'city'], unknown)],
      'broken',
    ],
  ])('from %j to %j, supplied %j: %s', (base, revision, supplies, status) => {
    expect(statusOf(base, revision, supplies)).toBe(status)
  })
})

describe('a computed value', () => {
  const into = (field: object): JsonObject => objectOf({ a: field } as never)
  it.each<Case>([
    [into(text), into({ ...text, format: 'date' }), of(computed), 'risky'],
    [into(text), into({ ...text, maxLength: 3 }), of(computed), 'risky'],
    [into(text), into({ type: 'integer' }), of(computed), 'broken'],
    [into(text), into({ enum: ['x'] }), of({ ...computed, schema: { enum: ['x', 'y'] } } as SupplySource), 'broken'],
    [into(text), into({ enum: ['x', 'y'] }), of({ ...computed, schema: { enum: ['x', 'y'] } } as SupplySource), 'safe'],
  ])('from %j to %j, supplied as %j: %s', (base, revision, supplies, status) => {
    expect(statusOf(base, revision, supplies)).toBe(status)
  })
})

describe('what is supplied at times', () => {
  const at = (from: SupplySource, presence: 'always' | 'sometimes'): readonly Partial<Supply>[] => [
    { path: ['a'], from, presence },
  ]
  const nested = (...required: string[]): JsonObject =>
    objectOf({ a: objectOf({ zip: text, city: text }, ...required) })
  const withDefault = (value: string): JsonObject => objectOf({ a: { ...text, default: value } })

  it.each<Case>([
    [optional, required, at(copy('sure'), 'sometimes'), 'risky'],
    [optional, required, at(copy('perhaps'), 'sometimes'), 'broken'],
    [optional, required, at(literal('x' as never), 'sometimes'), 'risky'],
    [optional, required, at(copy('perhaps'), 'always'), 'safe'],
    [optional, required, at(computed, 'always'), 'safe'],
    [optional, required, at(computed, 'sometimes'), 'risky'],
    [none, required, at(computed, 'always'), 'safe'],
    [nested(), nested('zip'), at(copy('address'), 'always'), 'safe'],
    [nested(), nested('city'), at(copy('address'), 'always'), 'broken'],
    [nested(), nested('zip'), at(copy('address'), 'sometimes'), 'risky'],
    [withDefault('x'), withDefault('y'), at(literal('z' as never), 'sometimes'), 'risky'],
    [withDefault('x'), withDefault('y'), at(computed, 'always'), 'safe'],
  ])('from %j to %j, supplied as %j: %s', (base, revision, supplies, status) => {
    expect(statusOf(base, revision, supplies)).toBe(status)
  })
})

describe('where an input that is required now is not supplied', () => {
  const [before, after] = [objectOf({ a: text, o: objectOf({ p: text }) }), objectOf({ a: text, b: text }, 'b')]
  const at = (pointer: string, expression: string) => ({ file: 'f.yaml', line: 9, pointer, expression })
  const found = (supplies: readonly Partial<Supply>[], [base, revision] = [before, after]) =>
    stepAfter([between(source, base), between(source, revision)], { supplies }).findings.find(
      ({ status }) => status === 'broken',
    )
  const beside = (expression: string) => [{ ...supply(['a'], unknown), at: at('/steps/0/input/a', expression) }]

  it('the finding is about the step, whatever stands beside', () => {
    const [one, other] = [found(beside('trigger.sure')), found(beside('trigger.perhaps'))]
    expect(one).toMatchObject({ status: 'broken', kind: 'input.required-added' })
    expect(one?.evidence.expression).toBeUndefined()
    expect(other?.fingerprint).toBe(one?.fingerprint)
  })

  it('it is about what supplies all that is around it', () => {
    const inside = [before, objectOf({ a: text, o: objectOf({ p: text, q: text }, 'q') })] as const
    const whole = [{ ...supply(['o'], literal({ p: 'x' } as never)), at: at('/steps/0/input/o', 'o') }]
    expect(found(whole, [...inside])?.evidence).toMatchObject({ pointer: '/steps/0/input/o' })
  })
})
