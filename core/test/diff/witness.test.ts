import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  closedSender,
  createFindWitness,
  createSameness,
  createShapes,
  diffConnectors,
  type End,
  type Fit,
  fits,
  openedReader,
  type Witness,
  witnessOf,
} from '../../src/diff/index.ts'
import { validateBySchema } from '../../src/invoke/index.ts'
import type { Change, Json, JsonObject, Schema } from '../../src/model/index.ts'
import { actionOf, answering, withOperations } from './models.ts'
import { type Pair, pair, value } from './schema-pairs.ts'

const admits = (schema: Schema, candidate: Json): boolean => validateBySchema(schema, {}, candidate).length === 0

const inputOf = (schema: Schema): JsonObject => ({
  type: 'object',
  properties: { in: schema as Json },
  required: ['in'],
})
const taking = (input: JsonObject) => withOperations(actionOf('get', { input }))
const end = (schema: Schema): End => ({ schema, schemas: {}, shapes: createShapes({ schemas: {} }) })

interface Shown {
  readonly change: Change
  readonly witness: Witness | null
}

const shown = (changes: readonly Change[], sender: Schema, reader: Schema): readonly Shown[] => {
  const find = createFindWitness(end(sender), end(reader), { left: 1e9 })
  return changes.map((change) => ({ change, witness: witnessOf(change, find) }))
}

interface Objects {
  readonly base: JsonObject
  readonly revision: JsonObject
}

/** With what the base takes and the revision may refuse. */
const ofInputs = ({ base, revision }: Objects): readonly Shown[] =>
  shown(diffConnectors(taking(base), taking(revision)), base, revision)

/** With what the revision gives and the base did not. */
const ofOutputs = ({ base, revision }: Objects): readonly Shown[] =>
  shown(diffConnectors(answering(base), answering(revision)), revision, base)

const inside = ({ base, revision }: Pair): Objects => ({ base: inputOf(base), revision: inputOf(revision) })

const fitOf = (sender: Schema, reader: Schema): Fit => {
  const [from, to] = [createShapes({ schemas: {} }), createShapes({ schemas: {} })]
  return fits(from.node(sender), to.node(reader), { base: from, revision: to, same: createSameness(from, to) })
}

/** The same ones each time; others with SEED. */
const runs = { numRuns: Number(process.env.RUNS ?? 200), seed: Number(process.env.SEED ?? 5) }

describe('a witness', () => {
  it('of a changed input is what the base admits and the revision refuses', () => {
    const counts = { refused: 0, shown: 0 }
    fc.assert(
      fc.property(pair, (one) => {
        const { base, revision } = inside(one)
        for (const { change, witness } of ofInputs({ base, revision })) {
          if (change.level !== 'breaking') continue
          counts.refused++
          if (witness === null) continue
          counts.shown++
          expect([admits(base, witness.value), admits(revision, witness.value)]).toEqual([true, false])
        }
      }),
      { numRuns: 400, seed: 7 },
    )
    expect(counts.shown).toBeGreaterThan(counts.refused * 0.5)
  })

  it('of a changed output is what the revision admits and the base refuses', () => {
    fc.assert(
      fc.property(pair, (one) => {
        const { base, revision } = inside(one)
        for (const { witness } of ofOutputs({ base, revision }))
          if (witness !== null)
            expect([admits(revision, witness.value), admits(base, witness.value)]).toEqual([true, false])
      }),
      runs,
    )
  })
})

describe('the practical-open rewrite', () => {
  const values = fc.array(value, { minLength: 8, maxLength: 8 })

  it('closes who sends and opens who reads', () => {
    fc.assert(
      fc.property(pair, values, ({ base }, some) => {
        const [closed, opened] = [closedSender(base, {}), openedReader(base, {})]
        for (const one of some) {
          if (closed !== null && admits(closed.schema, one)) expect([one, admits(base, one)]).toEqual([one, true])
          if (opened !== null && admits(base, one)) expect([one, admits(opened.schema, one)]).toEqual([one, true])
        }
      }),
      runs,
    )
  })

  it('holds of what is said to fit: whatever the one sends, the other admits', () => {
    fc.assert(
      fc.property(pair, values, ({ base, revision }, some) => {
        if (fitOf(base, revision) !== 'yes') return
        const [closed, opened] = [closedSender(base, {}), openedReader(revision, {})]
        for (const one of some)
          if (closed !== null && opened !== null && admits(closed.schema, one))
            expect([one, admits(opened.schema, one)]).toEqual([one, true])
      }),
      runs,
    )
  })

  it('leaves no witness of what is said to fit', () => {
    fc.assert(
      fc.property(pair, (one) => {
        const { base, revision } = inside(one)
        if (fitOf(base, revision) !== 'yes') return
        expect(ofInputs({ base, revision }).filter(({ witness }) => witness !== null)).toEqual([])
      }),
      runs,
    )
  })

  it('lets every schema fit itself', () => {
    fc.assert(
      fc.property(pair, ({ base }) => {
        expect(fitOf(base, JSON.parse(JSON.stringify(base)) as Schema)).toBe('yes')
      }),
      runs,
    )
  })
})
