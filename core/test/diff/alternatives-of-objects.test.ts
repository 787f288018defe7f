import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/model/index.ts'
import { objectOf } from './models.ts'
import { input, levels, output, pets, ref, text } from './told.ts'

const integer = { type: 'integer' }
const mapped = { propertyName: 'k', mapping: { C: 'C' } }
const parent = { ...objectOf({ k: text, name: text }, 'k'), discriminator: mapped }
const child = (own: JsonObject, more: JsonObject = {}, of: JsonObject = parent): JsonObject => ({
  P: of,
  C: { allOf: [ref('P'), own], ...more },
})

describe('an object that has others as its alternatives', () => {
  const z = objectOf({ z: text }, 'z')
  const nothing: readonly string[] = []

  it.each<[what: string, revision: JsonObject, output: readonly string[], input: readonly string[]]>([
    ['another type', child(objectOf({ z: integer }, 'z')), ['/properties/z risky'], ['/properties/z risky']],
    ['no longer there', child(objectOf({})), ['/properties/z risky'], ['/properties/z risky']],
    ['optional', child(objectOf({ z: text })), ['/properties/z risky'], nothing],
    ['fewer values', child(objectOf({ z: { enum: ['a'] } }, 'z')), nothing, ['/properties/z risky']],
    ['one more', child(objectOf({ z: text, y: text }, 'z')), ['/properties/y safe'], nothing],
    ['one more that is required', child(objectOf({ z: text, y: text }, 'z', 'y')), ['/properties/y safe'], [' risky']],
    ['nothing but words', child(z, { title: 'C' }), nothing, nothing],
  ])('is told of a field of an alternative: %s', (_what, revision, read, sent) => {
    expect(levels(output(ref('P'), child(z)), output(ref('P'), revision))).toEqual(read)
    expect(levels(input(ref('P'), child(z)), input(ref('P'), revision))).toEqual(sent)
  })

  it.each<[what: string, own: JsonObject, output: readonly string[], input: readonly string[]]>([
    ['more properties', { minProperties: 2 }, nothing, [' risky']],
    ['no others', { unevaluatedProperties: false }, nothing, [' risky']],
    ['what is not understood', { dependentRequired: { z: ['name'] } }, nothing, [' risky']],
    ['what is not understood at all', { dependencies: { z: ['name'] } }, [' risky'], [' risky']],
    ['one of its own alternatives', { oneOf: [objectOf({ a: text }), objectOf({ b: text })] }, [' risky'], [' risky']],
    ['a field of the object', { required: ['name'] }, nothing, [' risky']],
  ])('is told of what an alternative has to have, and is no field: %s', (_what, own, read, sent) => {
    const both = objectOf({ z: text, y: text }, 'z')
    for (const [fields, y] of [
      [z, []],
      [both, ['/properties/y safe']],
    ] as const) {
      const isUnion = own.oneOf !== undefined
      expect(levels(output(ref('P'), child(z)), output(ref('P'), child(fields, own)))).toEqual(
        isUnion ? read : [...read, ...y],
      )
      expect(levels(input(ref('P'), child(z)), input(ref('P'), child(fields, own)))).toEqual(sent)
    }
  })

  it('is told of a field named null and of the whole, each by its own', () => {
    const two = (cat: JsonObject, dog: JsonObject) => pets({ Cat: cat, Dog: dog }, { c: 'Cat', d: 'Dog' })
    const base = two(objectOf({ null: text }), { minProperties: 3 })
    const revision = two(objectOf({ null: integer }), {})
    expect(levels(output(ref('Pet'), base), output(ref('Pet'), revision))).toEqual([' risky', '/properties/null risky'])
  })

  it('is told of what an alternative no longer has to have, and is no field', () => {
    const [base, revision] = [child(z, { minProperties: 2, required: ['name'] }), child(z)]
    expect(levels(output(ref('P'), base), output(ref('P'), revision))).toEqual([' risky', '/properties/name risky'])
    expect(levels(input(ref('P'), base), input(ref('P'), revision))).toEqual(nothing)
  })

  const said = (name: JsonObject): JsonObject => objectOf({ name, z: text }, 'z')
  it.each<[what: string, base: JsonObject, revision: JsonObject, output: readonly string[], input: readonly string[]]>([
    ['fewer values', z, said({ enum: ['a'] }), nothing, ['/properties/name risky']],
    ['all values', said({ enum: ['a'] }), z, ['/properties/name risky'], nothing],
    [
      'other values',
      said({ const: 'a' }),
      said({ const: 'b' }),
      ['/properties/name risky'],
      ['/properties/name risky'],
    ],
    [
      'a format',
      said({ format: 'date' }),
      said({ format: 'date-time' }),
      ['/properties/name risky'],
      ['/properties/name risky'],
    ],
    ['another default', said({ default: 'a' }), said({ default: 'b' }), nothing, ['/properties/name risky']],
    ['words', said({ title: 'a' }), said({ title: 'b' }), nothing, nothing],
  ])('is told of what an alternative says more of a field of its own: %s', (_what, base, revision, read, sent) => {
    expect(levels(output(ref('P'), child(base)), output(ref('P'), child(revision)))).toEqual(read)
    expect(levels(input(ref('P'), child(base)), input(ref('P'), child(revision)))).toEqual(sent)
  })

  it('is told once of what differs of its own, whatever an alternative says more of it', () => {
    const named = (name: JsonObject, own: JsonObject): JsonObject =>
      child(own, {}, { ...parent, ...objectOf({ k: text, name }, 'k', 'name') })
    for (const own of [z, said({ minLength: 1 })]) {
      const [base, revision] = [named(text, own), named({ type: ['string', 'null'] }, own)]
      expect(levels(output(ref('P'), base), output(ref('P'), revision))).toEqual([
        'made-nullable /properties/name breaking',
      ])
    }
    const moved = { ...parent, properties: { k: text } }
    expect(levels(output(ref('P'), child(z)), output(ref('P'), child(z, {}, moved)))).toEqual([
      'removed /properties/name breaking',
    ])
    expect(levels(output(ref('P'), child(z)), output(ref('P'), child(said(text), {}, moved)))).toEqual([
      'removed /properties/name breaking',
    ])
  })

  it('is told of the fields of an alternative of which it is not known by which of several values it is told', () => {
    const listed = { ...parent, ...objectOf({ k: { enum: ['c', 'd'] } }, 'k') }
    const [base, revision] = [child(z, {}, listed), child(objectOf({ z: integer }, 'z'), {}, listed)]
    expect(levels(output(ref('P'), base), output(ref('P'), revision))).toEqual(['/properties/z risky'])
  })

  it('is told of the fields of an alternative where the object closes itself', () => {
    const closed = { ...parent, unevaluatedProperties: false }
    const [base, revision] = [child(z, {}, closed), child(objectOf({ z: integer }, 'z'), {}, closed)]
    expect(levels(output(ref('P'), base), output(ref('P'), revision))).toEqual(['/properties/z risky'])
  })

  it('is told of what a field of an alternative leads to, also back to itself', () => {
    const own = objectOf({ friend: ref('P') })
    const more = { P: { ...parent, discriminator: { propertyName: 'k', mapping: { C: 'C', D: 'D' } } } }
    const revision = { ...child(own), D: { allOf: [ref('P'), objectOf({ d: text })] }, ...more }
    expect(levels(output(ref('P'), child(own)), output(ref('P'), revision))).toEqual([
      '/properties/d safe',
      '/properties/friend risky',
      '/properties/k risky',
    ])
  })
})
