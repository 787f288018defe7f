import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Containment,
  closedSender,
  contains,
  createSameness,
  createShapes,
  type End,
  openedReader,
} from '../../src/diff/index.ts'
import { validateBySchema } from '../../src/invoke/index.ts'
import type { Json, Schema } from '../../src/model/index.ts'
import { alarmsOfInput, alarmsOfOutput } from './both-ways.ts'
import { checkContainment } from './check-containment.ts'
import { pair, value } from './schema-pairs.ts'

const runs = { numRuns: Number(process.env.RUNS ?? 300), seed: Number(process.env.SEED ?? 11) }

const containment = (
  sender: Schema,
  reader: Schema,
  opened = true,
  schemas: Readonly<Record<string, Schema>> = {},
): Containment => {
  const [from, to] = [createShapes({ schemas }), createShapes({ schemas })]
  const by = { base: from, revision: to, same: createSameness(from, to) }
  return contains(from.node(sender), to.node(reader), by, { opened })
}

const end = (schema: Schema): End => ({ schema, schemas: {}, shapes: createShapes({ schemas: {} }) })

const admits = (schema: Schema, candidate: Json): boolean => validateBySchema(schema, {}, candidate).length === 0

const object = (properties: Json, more: object = {}): Schema => ({ type: 'object', properties, ...more })

describe('containment', () => {
  const name = (text: string) => ({ kind: 'name', name: text, declared: true })

  it.each<[string, Schema, Schema, Containment]>([
    ['an integer within a number', { type: 'integer' }, { type: 'number' }, { kind: 'proven' }],
    [
      'a number within an integer',
      { type: 'number' },
      { type: 'integer' },
      { kind: 'refuted', path: [], keyword: 'type' },
    ],
    [
      'a longer text',
      object({ a: { type: 'string' } }, { required: ['a'] }),
      object({ a: { type: 'string', maxLength: 3 } }),
      { kind: 'refuted', path: [name('a')], keyword: 'maxLength' } as Containment,
    ],
    [
      'an absent field',
      object({ a: {} }),
      object({ a: {} }, { required: ['a'] }),
      { kind: 'refuted', path: [name('a')], keyword: 'required' } as Containment,
    ],
    ['a field that is not known', object({ a: {} }), object({}, { additionalProperties: false }), { kind: 'proven' }],
    [
      'a keyword that is not understood',
      { type: 'array', items: { type: 'string' } },
      { type: 'array', items: { type: 'string', not: { const: 'x' } } },
      { kind: 'unknown', path: [{ kind: 'element' }], construct: 'not' },
    ],
    [
      'a pattern that is not understood',
      { type: 'string', pattern: '^(?!X)A' },
      { type: 'string', pattern: '^(?!XY)AB?' },
      { kind: 'unknown', path: [], construct: 'pattern' },
    ],
    [
      'a format that is not known',
      { type: 'string' },
      { type: 'string', format: 'phone' },
      { kind: 'unknown', path: [], construct: 'format' },
    ],
    [
      'a whole number where a fraction may be',
      { type: 'integer', format: 'int32' },
      { type: 'number', format: 'float' },
      { kind: 'proven' },
    ],
    [
      'a reference that leads nowhere',
      {},
      { $ref: '#/schemas/Nowhere' },
      { kind: 'unknown', path: [], construct: '$ref "#/schemas/Nowhere"' },
    ],
    ['no type that is known', {}, { type: 'date' }, { kind: 'unknown', path: [], construct: 'type' } as Containment],
  ])('tells of %s', (_name, sender, reader, expected) => {
    const found = containment(sender, reader)
    if (expected.kind === 'unknown' && found.kind === 'refuted') expect(found.keyword).toBe(expected.construct)
    else expect(found).toEqual(expected)
  })

  it('tells of a closed reader what it refuses, unless it is opened', () => {
    const [sender, reader] = [object({ a: {} }), object({}, { additionalProperties: false })]
    expect(containment(sender, reader, false)).toEqual({
      kind: 'refuted',
      path: [name('a')],
      keyword: 'additionalProperties',
    })
    expect(containment(sender, reader, true)).toEqual({ kind: 'proven' })
  })

  it('ends for schemas that refer to each other, and for bombs', () => {
    const doubling = (leaf: string): Record<string, Schema> =>
      Object.fromEntries(
        Array.from({ length: 60 }, (_, level) => [
          `${leaf}${level}`,
          level === 59
            ? { type: leaf }
            : object({ a: { $ref: `#/schemas/${leaf}${level + 1}` }, b: { $ref: `#/schemas/${leaf}${level + 1}` } }),
        ]),
      )
    const schemas: Record<string, Schema> = {
      ...doubling('string'),
      ...doubling('integer'),
      Tree: object({ left: { $ref: '#/schemas/Tree' }, right: { $ref: '#/schemas/Other' }, size: { type: 'integer' } }),
      Other: object({ left: { $ref: '#/schemas/Other' }, right: { $ref: '#/schemas/Tree' }, size: { type: 'number' } }),
    }
    const ref = (to: string): Schema => ({ $ref: `#/schemas/${to}` })
    expect(containment(ref('string0'), ref('integer0'), true, schemas).kind).toBe('refuted')
    expect(containment(ref('string0'), ref('string0'), true, schemas).kind).toBe('proven')
    expect(containment(ref('Tree'), ref('Tree'), true, schemas).kind).toBe('proven')
    expect(containment(ref('Tree'), ref('Other'), true, schemas)).toMatchObject({ kind: 'refuted', keyword: 'type' })
  })
})

describe('of any two schemas', () => {
  it('each contains itself, however it is built', () => {
    fc.assert(
      fc.property(pair, ({ base }) => {
        expect(containment(base, JSON.parse(JSON.stringify(base)) as Schema)).toEqual({ kind: 'proven' })
      }),
      runs,
    )
  })

  it('no value that the closed one admits is refused by the opened one that contains it', () => {
    const counts = { proven: 0, admitted: 0 }
    fc.assert(
      fc.property(pair, fc.array(value, { minLength: 8, maxLength: 8 }), ({ base, revision }, values) => {
        for (const [sender, reader] of [
          [base, revision],
          [revision, base],
        ] as const) {
          if (containment(sender, reader).kind !== 'proven') continue
          counts.proven++
          const [closed, opened] = [closedSender(sender, {}), openedReader(reader, {})]
          if (closed === null || opened === null) continue
          for (const one of values)
            if (admits(closed.schema, one)) {
              counts.admitted++
              expect([sender, reader, one, admits(opened.schema, one)]).toEqual([sender, reader, one, true])
            }
        }
      }),
      runs,
    )
    expect(Math.min(counts.proven, counts.admitted)).toBeGreaterThan(50)
  })

  it('what is refuted is shown by a value that the closed one admits and the opened one refuses', () => {
    const counts = { refuted: 0, shown: 0 }
    fc.assert(
      fc.property(pair, ({ base, revision }) => {
        const found = checkContainment(end(base), end(revision), { left: 1e9 })
        const built = containment(base, revision)
        expect([base, revision, found.kind === 'proven']).toEqual([base, revision, built.kind === 'proven'])
        if (built.kind === 'refuted') counts.refuted++
        if (found.kind !== 'refuted') return
        counts.shown++
        const [closed, opened] = [closedSender(base, {}), openedReader(revision, {})]
        expect([closed, opened]).not.toContain(null)
        expect(found).toMatchObject(built)
        expect(admits(closed?.schema ?? false, found.witness)).toBe(true)
        expect(admits(opened?.schema ?? true, found.witness)).toBe(false)
      }),
      runs,
    )
    // Many senders are built so that nothing fits them at all: a required field that is declared nowhere.
    expect(counts.shown).toBeGreaterThan(counts.refuted * 0.6)
  })

  it('the comparison of inputs is that of outputs with both sides swapped', () => {
    let compared = 0
    fc.assert(
      fc.property(pair, ({ base, revision }) => {
        const swapped = alarmsOfOutput(base, revision)
        if (swapped === null) return
        compared += swapped.length
        expect([base, revision, alarmsOfInput(base, revision)]).toEqual([base, revision, swapped])
      }),
      runs,
    )
    expect(compared).toBeGreaterThan(50)
  })

  it('the rules raise an alarm where containment is refuted, and none that it proves wrong', () => {
    const counts = { proven: 0, refuted: 0 }
    fc.assert(
      fc.property(pair, ({ base, revision }) => {
        const found = containment(base, revision, false)
        // What nothing declares is not sent (practical-open); that less of it is admitted is told all the same.
        const alarms = alarmsOfInput(base, revision).filter((place) => !place.includes('additionalProperties'))
        // Alternatives are paired by what they look like: one that goes is told of, also where another admits its
        // values.
        if (found.kind === 'proven' && !JSON.stringify([base, revision]).includes('anyOf')) {
          counts.proven++
          expect([base, revision, alarms]).toEqual([base, revision, []])
        }
        if (found.kind === 'refuted' && !['additionalProperties', 'required'].includes(found.keyword)) {
          counts.refuted++
          expect([base, revision, alarms.length > 0]).toEqual([base, revision, true])
        }
      }),
      runs,
    )
    expect(Math.min(counts.proven, counts.refuted)).toBeGreaterThan(20)
  })
})
