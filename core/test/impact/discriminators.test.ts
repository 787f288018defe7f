import { describe, expect, it } from 'vitest'
import type { Connector, JsonObject, Read, StepStatus, Supply, SupplySource } from '../../src/model/index.ts'
import { objectOf } from '../diff/models.ts'
import { between, stepAfter } from './usages.ts'

const text = { type: 'string' }
const schemas = { A: objectOf({ k: text, x: text }, 'k', 'x'), B: objectOf({ k: text, y: text }, 'k', 'y') }

/** Either of the two, by what tells them apart. */
const either = (a: string, b: string): JsonObject => ({
  oneOf: [{ $ref: '#/schemas/A' }, { $ref: '#/schemas/B' }],
  discriminator: { propertyName: 'k', mapping: { [a]: '#/schemas/A', [b]: '#/schemas/B' } },
})

describe('a step after one that tells its alternatives apart by other values', () => {
  const pairs: readonly (readonly [Connector, Connector])[] = [
    [between(either('a', 'b'), undefined, schemas), between(either('b', 'a'), undefined, schemas)],
    [between(either('a', 'b'), undefined, schemas), between(either('card', 'b'), undefined, schemas)],
  ]
  const copied = { from: { kind: 'copy' as const, step: 'trigger', path: ['k'] }, path: ['any'] }

  it.each<[read: Partial<Read>, supplies: readonly Partial<Supply>[], status: StepStatus]>([
    [{ path: ['k'], as: 'test', compared: true }, [], 'risky'],
    [{ path: ['k'] }, [], 'risky'],
    [{ path: ['k'] }, [copied], 'risky'],
    [{ path: [], as: 'whole' }, [], 'risky'],
    [{ path: [], as: 'whole' }, [{ ...copied, from: { kind: 'copy', step: 'trigger', path: [] } }], 'risky'],
    [{ path: ['k'], presence: true, as: 'test' }, [], 'safe'],
    [{ path: ['x'], ifAbsent: 'tolerated' }, [], 'unaffected'],
    [{ path: ['y'] }, [], 'unaffected'],
  ])('read as %j, with %j, is %s', (read, supplies, status) => {
    for (const pair of pairs) {
      const { status: found, findings } = stepAfter(pair, { reads: [read], supplies })
      expect(found).toBe(status)
      expect(new Set(findings.map(({ kind }) => kind)).size).toBe(status === 'unaffected' ? 0 : 1)
    }
  })
})

describe('a step after one that tells one more alternative, which is like another', () => {
  const all = { ...schemas, D: objectOf({ k: text, x: text }, 'k', 'x') }
  const three = {
    oneOf: ['A', 'B', 'D'].map((name) => ({ $ref: `#/schemas/${name}` })),
    discriminator: { propertyName: 'k', mapping: { a: 'A', b: 'B', d: 'D' } },
  }
  const [two, more] = [between(either('a', 'b'), undefined, all), between(three, undefined, all)]

  it('is risky where it reads what tells them, and not where it reads else', () => {
    const status = (path: readonly string[]): StepStatus =>
      stepAfter([two, more], { reads: [{ path, as: 'test', compared: true }] }).status
    expect([status(['k']), status(['x'])]).toEqual(['risky', 'safe'])
  })

  it('is told nothing where that alternative goes', () => {
    expect(stepAfter([more, two], { reads: [{ path: ['k'] }] }).status).toBe('safe')
  })
})

describe('a step after one that has one more alternative, which is like none', () => {
  const all = { ...schemas, D: objectOf({ k: text, z: text }, 'k', 'z') }
  const three = (tells: boolean): JsonObject => ({
    oneOf: ['A', 'B', 'D'].map((name) => ({ $ref: `#/schemas/${name}` })),
    ...(tells ? { discriminator: { propertyName: 'k', mapping: { a: 'A', b: 'B', d: 'D' } } } : {}),
  })
  const { discriminator: _, ...untold } = either('a', 'b')

  it('is risky where it reads what tells them, if anything does', () => {
    const status = (base: JsonObject, revision: JsonObject): StepStatus =>
      stepAfter([between(base, undefined, all), between(revision, undefined, all)], { reads: [{ path: ['k'] }] }).status
    expect([status(either('a', 'b'), three(true)), status(untold, three(false))]).toEqual(['risky', 'safe'])
  })
})

describe('a step after one whose object has another as an alternative, of which a field differs', () => {
  const all = (z: JsonObject) => ({
    P: { ...objectOf({ k: text }, 'k'), discriminator: { propertyName: 'k', mapping: { C: 'C' } } },
    C: { allOf: [{ $ref: '#/schemas/P' }, objectOf({ z }, 'z')] },
  })
  const of = (z: JsonObject): Connector => between({ $ref: '#/schemas/P' }, undefined, all(z))

  it.each([
    ['z', 'risky'],
    ['k', 'unaffected'],
  ] as const)('is, where it reads %s, %s', (name, status) => {
    expect(stepAfter([of(text), of({ type: 'integer' })], { reads: [{ path: [name] }] }).status).toBe(status)
  })

  it.each([
    [{ k: 'C', z: '1' }, 'risky'],
    [{ k: 'C' }, 'safe'],
  ] as const)('is, where the other is its input, by what it supplies: %j', (value, status) => {
    const taking = (z: JsonObject): Connector =>
      between(objectOf({}), objectOf({ body: { $ref: '#/schemas/P' } }), all(z))
    const supplies = [{ path: ['body'], from: { kind: 'literal' as const, value } }]
    expect(stepAfter([taking(text), taking({ type: 'integer' })], { supplies }).status).toBe(status)
  })
})

describe('a step after one whose object has one more or one less as an alternative', () => {
  const all = (...names: readonly string[]): Connector['schemas'] => ({
    P: {
      ...objectOf({ k: text, name: text }, 'k'),
      discriminator: { propertyName: 'k', mapping: Object.fromEntries(names.map((name) => [name, name])) },
    },
    ...Object.fromEntries(
      names.map((name) => [name, { allOf: [{ $ref: '#/schemas/P' }, objectOf({ [`of${name}`]: text })] }]),
    ),
  })
  const giving = (...names: readonly string[]): Connector => between({ $ref: '#/schemas/P' }, undefined, all(...names))
  const taking = (...names: readonly string[]): Connector =>
    between(objectOf({}), objectOf({ body: { $ref: '#/schemas/P' } }), all(...names))
  const at = { file: 'f.yaml', line: 1, pointer: '/steps/0/input/any', expression: 'trigger.a' }

  it.each<[read: Partial<Read>, comes: StepStatus, goes: StepStatus]>([
    [{ path: ['k'], as: 'test', compared: true }, 'risky', 'unaffected'],
    [{ path: ['ofD'] }, 'risky', 'risky'],
    [{ path: ['ofD', 'in'], ifAbsent: 'tolerated' }, 'risky', 'risky'],
    [{ path: ['ofC'] }, 'unaffected', 'unaffected'],
    [{ path: ['name'] }, 'unaffected', 'unaffected'],
    [{ path: [], as: 'whole' }, 'risky', 'risky'],
  ])('is, where it reads %j, %s and %s', (read, comes, goes) => {
    const [one, two] = [giving('C'), giving('C', 'D')]
    const does = { reads: [{ ...read, at }] }
    expect([stepAfter([one, two], does).status, stepAfter([two, one], does).status]).toEqual([comes, goes])
  })

  it.each([
    ['C', 'safe', 'safe'],
    ['D', 'safe', 'risky'],
  ] as const)('is, where it supplies %s, %s and %s', (k, comes, goes) => {
    const [one, two] = [taking('C'), taking('C', 'D')]
    const supplies = [{ path: ['body'], from: { kind: 'literal' as const, value: { k } } }]
    expect([stepAfter([one, two], { supplies }).status, stepAfter([two, one], { supplies }).status]).toEqual([
      comes,
      goes,
    ])
  })
})

describe('a step whose input tells its alternatives apart by other values', () => {
  const pair = [
    between(objectOf({ v: text }, 'v'), either('a', 'b'), schemas),
    between(objectOf({ v: text }, 'v'), either('card', 'b'), schemas),
  ] as const
  const literal = (value: string | JsonObject): SupplySource => ({ kind: 'literal', value })

  it.each<[supplies: readonly Partial<Supply>[], status: StepStatus]>([
    [
      [
        { path: ['k'], from: literal('a') },
        { path: ['x'], from: literal('1') },
      ],
      'risky',
    ],
    [
      [
        { path: ['k'], from: literal('card') },
        { path: ['x'], from: literal('1') },
      ],
      'risky',
    ],
    [[{ path: [], from: literal({ k: 'a', x: '1' }) }], 'risky'],
    [[{ path: ['k'], from: { kind: 'copy', step: 'trigger', path: ['v'] } }], 'risky'],
    [[{ path: [], from: { kind: 'unknown' } }], 'risky'],
    [
      [
        { path: ['k'], from: literal('b') },
        { path: ['y'], from: literal('1') },
      ],
      'safe',
    ],
    [[{ path: [], from: literal({ k: 'b', y: '1' }) }], 'safe'],
    [[{ path: ['x'], from: literal('1') }], 'safe'],
  ])('that supplies %j is %s', (supplies, status) => {
    expect(stepAfter(pair, { supplies }).status).toBe(status)
  })

  it('is safe where an alternative is told by one more', () => {
    const more = { ...either('a', 'b'), discriminator: { propertyName: 'k', mapping: { a: 'A', a2: 'A', b: 'B' } } }
    const supplies = [
      { path: ['k'], from: literal('a') },
      { path: ['x'], from: literal('1') },
    ]
    expect(stepAfter([pair[0], between(objectOf({ v: text }, 'v'), more, schemas)], { supplies }).status).toBe('safe')
  })
})
