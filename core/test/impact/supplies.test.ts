import { describe, expect, it } from 'vitest'
import type { JsonObject, Supply, SupplySource } from '../../src/model/index.ts'
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
  supply,
  testEach,
  text,
  unknown,
} from './supplying.ts'
import { between, stepAfter } from './usages.ts'

describe('what is inside an input', () => {
  const inside = (fields: JsonObject, ...needed: string[]): JsonObject => objectOf({ a: objectOf(fields, ...needed) })
  const lines = (fields: JsonObject, ...needed: string[]): JsonObject =>
    objectOf({ a: { type: 'array', items: objectOf(fields, ...needed) } })
  const zip = inside({ zip: text })
  const zipNeeded = inside({ zip: text }, 'zip')
  testEach([
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
  ])
})

describe('a computed value', () => {
  const into = (field: object): JsonObject => objectOf({ a: field } as never)
  testEach([
    [into(text), into({ ...text, format: 'date' }), of(computed), 'risky'],
    [into(text), into({ ...text, maxLength: 3 }), of(computed), 'risky'],
    [into(text), into({ type: 'integer' }), of(computed), 'broken'],
    [into(text), into({ enum: ['x'] }), of({ ...computed, schema: { enum: ['x', 'y'] } } as SupplySource), 'broken'],
    [into(text), into({ enum: ['x', 'y'] }), of({ ...computed, schema: { enum: ['x', 'y'] } } as SupplySource), 'safe'],
  ])
})

describe('what is supplied at times', () => {
  const at = (from: SupplySource, presence: 'always' | 'sometimes'): readonly Partial<Supply>[] => [
    { path: ['a'], from, presence },
  ]
  const nested = (...required: string[]): JsonObject =>
    objectOf({ a: objectOf({ zip: text, city: text }, ...required) })
  const withDefault = (value: string): JsonObject => objectOf({ a: { ...text, default: value } })

  testEach([
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
  ])
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
