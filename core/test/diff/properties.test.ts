import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSameness, createShapes, diffConnectors, fits } from '../../src/diff/index.ts'
import { validateBySchema } from '../../src/invoke/index.ts'
import type { Connector, Json, Schema } from '../../src/model/index.ts'
import { actionOf, answering, withOperations } from './models.ts'
import { named, reworded } from './same-otherwise.ts'
import { pair, value } from './schema-pairs.ts'

const admits = (schema: Schema, candidate: Json): boolean => validateBySchema(schema, {}, candidate).length === 0

const taking = (schema: Schema) =>
  withOperations(actionOf('get', { input: { type: 'object', properties: { in: schema as Json }, required: ['in'] } }))

/** The same ones each time; others with SEED. */
const runs = { numRuns: Number(process.env.RUNS ?? 250), seed: Number(process.env.SEED ?? 3) }

describe('two schemas', () => {
  it('that are one have no difference, however they are built', () => {
    fc.assert(
      fc.property(pair, ({ base, revision }) => {
        for (const schema of [base, revision]) {
          const copy = JSON.parse(JSON.stringify(schema)) as Schema
          expect(diffConnectors(answering(schema), answering(copy))).toEqual([])
          expect(diffConnectors(taking(schema), taking(copy))).toEqual([])
        }
      }),
      runs,
    )
  })

  it('that differ in words alone, in the names of references, or in what is written out, have no difference', () => {
    fc.assert(
      fc.property(pair, ({ base }) => {
        const [one, other] = [named(base, 'One'), named(base, 'Other')]
        const others: readonly (readonly [Schema, Connector['schemas']])[] = [
          [reworded(base), {}],
          [one.schema, one.schemas],
          [reworded(one.schema), one.schemas],
        ]
        for (const [schema, schemas] of others) {
          expect(diffConnectors(answering(base), answering(schema, schemas))).toEqual([])
          expect(diffConnectors(answering(schema, schemas), answering(base))).toEqual([])
          expect(diffConnectors(taking(base), { ...taking(schema), schemas })).toEqual([])
        }
        expect(diffConnectors(answering(one.schema, one.schemas), answering(other.schema, other.schemas))).toEqual([])
      }),
      runs,
    )
  })

  it('between which nothing but safe changes of an input are found: the one admits what the other did', () => {
    fc.assert(
      fc.property(pair, fc.array(value, { minLength: 8, maxLength: 8 }), ({ base, revision }, values) => {
        const changes = diffConnectors(taking(base), taking(revision))
        if (changes.some((change) => change.level !== 'safe')) return
        for (const one of values) if (admits(base, one)) expect([one, admits(revision, one)]).toEqual([one, true])
      }),
      runs,
    )
  })

  it('of an output between which nothing but safe changes are found: nothing new comes out', () => {
    fc.assert(
      fc.property(pair, fc.array(value, { minLength: 8, maxLength: 8 }), ({ base, revision }, values) => {
        const changes = diffConnectors(answering(base), answering(revision))
        const opened = changes.some((change) => change.kind === 'output.added' || change.kind === 'output.widened')
        if (opened || changes.some((change) => change.level !== 'safe')) return
        for (const one of values) if (admits(revision, one)) expect([one, admits(base, one)]).toEqual([one, true])
      }),
      runs,
    )
  })

  it('of which one is said to fit the other: what the one admits and declares, the other admits', () => {
    fc.assert(
      fc.property(pair, fc.array(value, { minLength: 8, maxLength: 8 }), ({ base, revision }, values) => {
        const [from, to] = [createShapes({ schemas: {} }), createShapes({ schemas: {} })]
        const by = { base: from, revision: to, same: createSameness(from, to) }
        if (fits(from.node(base), to.node(revision), by) !== 'yes') return
        for (const one of values)
          if (typeof one !== 'object' && admits(base, one)) expect([one, admits(revision, one)]).toEqual([one, true])
      }),
      runs,
    )
  })
})
