import { describe, expect, it } from 'vitest'
import type { Schema, StepStatus } from '../../src/model/index.ts'
import { objectOf } from '../diff/models.ts'
import { between, stepAfter } from './usages.ts'

const at = { file: 'f.yaml', line: 1, pointer: '/steps/0/input/any', expression: '"No. " & trigger.a' }
const path = ['a'] as const
const whole = (field: object): Schema => objectOf({ a: field } as never, 'a')
const from = { kind: 'derived', reads: [{ step: 'trigger', path }], schema: { type: 'string' } } as const

/** Of an expression that makes text of whatever it reads. */
describe('what is computed from values that could not come before', () => {
  const short = whole({ type: 'string', maxLength: 5 })
  const long = whole({ type: 'string' })
  const ours = whole({ type: 'string', format: 'of-our-own' })
  const few = whole({ enum: ['x'] })
  const more = whole({ enum: ['x', 'y'] })

  it.each<readonly [Schema, Schema, total: boolean, input: object, StepStatus]>([
    [short, long, true, { type: 'string' }, 'safe'],
    [short, long, false, { type: 'string' }, 'risky'],
    [short, long, true, { type: 'string', maxLength: 9 }, 'risky'],
    [few, more, true, { type: 'string' }, 'safe'],
    [few, more, false, { type: 'string' }, 'risky'],
    [few, more, true, { enum: ['x'] }, 'risky'],
    [short, whole({ type: 'integer' }), true, { type: 'string' }, 'broken'],
    [
      whole({ type: 'string', pattern: '^a' }),
      whole({ type: 'string', pattern: '^b' }),
      true,
      { type: 'string' },
      'safe',
    ],
    [ours, whole({ type: 'string', format: 'of-others' }), true, { type: 'string' }, 'risky'],
  ])('from %j to %j, total: %j, into %j: %s', (base, revision, total, input, status) => {
    const into = objectOf({ any: input } as never)
    const read = { path, at, ...(total && { total: true as const }) }
    const does = { reads: [read], supplies: [{ path: ['any'], from, at, presence: 'always' as const }] }
    expect(stepAfter([between(base, into), between(revision, into)], does).status).toBe(status)
  })

  it('is known by all that is said of it, however many there are of its type', () => {
    const into = (inside: object) => objectOf({ any: inside, more: inside } as never)
    const texts = { type: 'array', items: { type: 'string' } }
    const [base, revision] = [between(short, into({})), between(short, into(texts))]
    const lists = ['string', 'integer'].map((type, index) => ({
      path: [['any', 'more'][index] ?? ''],
      from: { ...from, schema: { type: 'array', items: { type } } },
    }))
    expect(lists.map((one) => stepAfter([base, revision], { supplies: [one] }).status)).toEqual(['safe', 'risky'])
    const { findings } = stepAfter([base, revision], { supplies: lists })
    expect(new Set(findings.map(({ status }) => status))).toEqual(new Set(['risky', 'safe']))
  })

  it('is decided by what was written for the values that there were', () => {
    const into = objectOf({ any: { type: 'string' } } as never)
    const test = { path, at, as: 'test', total: true } as const
    const sides = [between(few, into), between(more, into)] as const
    const supplies = [{ path: ['any'], from, at, presence: 'always' as const }]
    expect(stepAfter(sides, { reads: [test], supplies }).status).toBe('risky')
    expect(stepAfter(sides, { reads: [{ ...test, as: 'value' }], supplies: [] }).status).toBe('risky')
  })
})
