import { describe, expect, it } from 'vitest'
import { diffConnectors } from '../../src/diff/index.ts'
import type { Schema } from '../../src/model/index.ts'
import { answering } from './models.ts'

const found = (base: Schema, revision: Schema): readonly string[] =>
  diffConnectors(answering(base), answering(revision)).map(({ level, kind }) => `${level} ${kind}`)

const range = (maximum: number, more: object = {}): Schema => ({ type: 'integer', minimum: 1, maximum, ...more })

describe('a range of integers and a list of them', () => {
  it('differ in the integers that only one of them has', () => {
    expect(found({ enum: [1, 2] }, range(3))).toEqual(['risky output.enum-widened'])
    expect(found(range(3), { enum: [1, 2] })).toEqual(['safe output.enum-narrowed'])
  })

  it('differ in the bounds, and not value by value, where both are ranges', () => {
    expect(found(range(2), range(3))).toEqual(['risky output.widened'])
  })

  it('are held against each other only where the range is short', () => {
    const list = { enum: Array.from({ length: 101 }, (_, index) => index + 1) }
    expect(found(range(100), { enum: list.enum.slice(0, 100) })).toEqual([])
    expect(found(list, range(101))).not.toEqual([])
  })

  it('are the same by a format that all of the integers have, and differ by one that some lack', () => {
    const [fitting, beyond] = [{ enum: [1, 2] }, { enum: [127, 128] }]
    expect(found(fitting, { ...fitting, format: 'int8' })).toEqual([])
    expect(found({ ...beyond, format: 'int8' }, beyond)).toEqual(['risky output.changed'])
  })
})

describe('what is nearly the same in other words', () => {
  it.each([
    ['one of the two booleans', { const: true }, { type: 'boolean' }, 'output.enum-widened'],
    ['another encoding', { contentEncoding: 'base64' }, { contentEncoding: 'base32' }, 'output.changed'],
    [
      'an alternative of another type',
      { type: 'string' },
      { anyOf: [{ type: 'string' }, { type: 'integer' }] },
      'output.widened',
    ],
    [
      'an alternative beside one that says more than its type',
      { type: 'string', minLength: 3 },
      {
        anyOf: [
          { type: 'string', minLength: 3 },
          { type: 'string', format: 'date' },
        ],
      },
      'output.variant-added',
    ],
    [
      'an alternative that only has the type of another object',
      { type: 'object' },
      { anyOf: [{ type: 'object' }, { type: 'object', properties: { a: { type: 'string' } } }] },
      'output.variant-added',
    ],
  ] as const)('is told: %s', (_, base, revision, kind) => {
    expect(found(base, revision)).toContainEqual(expect.stringContaining(kind))
  })

  it('is what fits only one of two alternatives, of which one has all that the other has', () => {
    const both = [{ type: 'string' }, { type: 'string', minLength: 3 }]
    expect(found({ anyOf: both }, { type: 'string' })).toEqual([])
    expect(found({ oneOf: both }, { type: 'string' })).not.toEqual([])
  })
})
