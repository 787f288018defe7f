import { describe, expect, it } from 'vitest'
import type { Connector, HttpCall, JsonObject, Operation, StepStatus, Supply } from '../../src/model/index.ts'
import { objectOf } from '../diff/models.ts'
import {
  computed,
  copy,
  literal,
  none,
  of,
  optional,
  required,
  source,
  statusOf,
  supply,
  testEach,
  text,
  unknown,
} from './supplying.ts'
import { between, stepAfter } from './usages.ts'

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
  testEach([
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
  ])

  it('that goes is ignored, also where another alternative admits the whole', () => {
    const either = (...names: readonly string[]): JsonObject =>
      objectOf({
        o: {
          anyOf: [
            { ...objectOf(Object.fromEntries(names.map((name) => [name, text])), 'a'), additionalProperties: false },
            objectOf({ k: text }, 'k'),
          ],
        },
      })
    const pair = [between(source, either('a', 'b')), between(source, either('a'))] as const
    const given = supply(['o'], literal({ a: 'a', b: 'b', k: 'k' } as never))
    expect(stepAfter(pair, { supplies: [given] }).status).toBe('risky')
  })

  it('that all of the alternatives have to have is missed; one that some of them have to have, perhaps', () => {
    const either = (...needed: readonly string[]): JsonObject => ({
      anyOf: [objectOf({ a: text, b: text }, ...needed), objectOf({ a: text, c: text }, 'a')],
    })
    const base = { anyOf: [objectOf({ b: text }), objectOf({ c: text })] }
    expect(statusOf(base, either('a'), [supply(['b'], unknown)])).toBe('broken')
    expect(statusOf(base, either(), [supply(['b'], unknown)])).toBe('risky')
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
  testEach([
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
  ])
})

describe('a default that changes', () => {
  const limit = (value: number): JsonObject => objectOf({ a: { type: 'string', default: `${value}` } })
  const orNull = (value: number): JsonObject => objectOf({ a: { type: ['string', 'null'], default: `${value}` } })
  it.each<[supplies: readonly Partial<Supply>[], said: string]>([
    [[], 'The step does not supply it, so another default counts.'],
    [of(copy('perhaps')), 'The step does not always supply it, so another default counts.'],
  ])('is told of what is supplied: %j', (supplies, said) => {
    const { findings } = stepAfter([between(source, limit(1)), between(source, limit(2))], { supplies })
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(said)])
  })

  testEach([
    [limit(1), limit(2), of(literal('x' as never)), 'safe'],
    [limit(1), limit(2), of(copy('sure')), 'safe'],
    [limit(1), limit(2), of(copy('perhaps')), 'risky'],
    [limit(1), limit(2), [], 'risky'],
    [orNull(1), orNull(2), of(literal(null as never)), 'risky'],
    [orNull(1), orNull(2), of(copy('orNull')), 'risky'],
    [orNull(1), orNull(2), of(copy('sure')), 'safe'],
  ])
})
