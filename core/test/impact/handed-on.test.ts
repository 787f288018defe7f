import { describe, expect, it } from 'vitest'
import type { Schema, StepStatus, SupplySource } from '../../src/model/index.ts'
import { objectOf } from '../diff/models.ts'
import { number, plain, text, whole } from './reading.ts'
import { between, stepAfter } from './usages.ts'

describe('what is handed on as it is', () => {
  const at = { file: 'f.yaml', line: 1, pointer: '/steps/0/input/any', expression: 'trigger.a' }
  const from = { kind: 'copy', step: 'trigger', path: ['a'] } as const
  const few = whole({ enum: ['x', 'y'] }, 'a')
  const many = whole({ enum: ['x', 'y', 'z'] }, 'a')
  const list = (items: object): Schema => whole({ type: 'array', items }, 'a')
  const like = (pattern: string): Schema => whole({ type: 'string', pattern }, 'a')

  it.each<readonly [base: Schema, revision: Schema, input: object, status: StepStatus]>([
    [few, many, text, 'safe'],
    [few, many, { enum: ['x', 'y'] }, 'broken'],
    [few, many, { type: 'string', maxLength: 20, format: 'date' }, 'risky'],
    [like('^a'), like('^b'), text, 'safe'],
    [like('^a'), like('^b'), { type: 'string', pattern: '^a' }, 'broken'],
    [like('^(?!a)'), like('^(?!ab)'), text, 'safe'],
    [like('^(?!a)'), like('^(?!ab)'), { type: 'string', pattern: '^[^a]' }, 'risky'],
    [whole({ type: 'integer' }, 'a'), whole(number, 'a'), number, 'safe'],
    [whole({ type: 'integer' }, 'a'), whole(number, 'a'), { type: 'integer' }, 'broken'],
    [list(text), list({ type: ['string', 'null'] }), { type: 'array', items: text }, 'broken'],
    [list(text), list({ type: ['string', 'null'] }), { type: 'array' }, 'broken'],
  ])('from %j to %j into %j: %s', (base, revision, input, status) => {
    const into = objectOf({ any: input } as never)
    const does = { reads: [{ ...plain, at, handedOn: true as const }], supplies: [{ path: ['any'], from, at }] }
    expect(stepAfter([between(base, into), between(revision, into)], does).status).toBe(status)
  })

  it('is risky where it is computed with as well', () => {
    const into = objectOf({ any: text } as never)
    const does = { reads: [{ ...plain, at }], supplies: [{ path: ['any'], from, at }] }
    expect(stepAfter([between(few, into), between(many, into)], does).status).toBe('risky')
  })

  it.each([
    [number, 'hands on what its input admits: shop.heard "a" → shop.act "any".'],
    [{ type: 'integer' }, 'hands on what its input refuses: shop.heard "a" → shop.act "any".'],
  ])('shows the way that the value takes into %j', (input, said) => {
    const into = objectOf({ any: input } as never)
    const does = { reads: [{ ...plain, at, handedOn: true as const }], supplies: [{ path: ['any'], from, at }] }
    const sides = [whole({ type: 'integer' }, 'a'), whole(number, 'a')].map((output) => between(output, into))
    const { findings } = stepAfter([sides[0] as never, sides[1] as never], does)
    expect(findings[0]?.message).toContain(`"trigger.a" ${said}`)
  })

  it.each<readonly [from: SupplySource, input: object, status: StepStatus]>([
    [{ kind: 'either', options: [from, { kind: 'literal', value: 'x' }] }, text, 'safe'],
    [{ kind: 'either', options: [from, { kind: 'literal', value: 'x' }] }, { enum: ['x', 'y'] }, 'broken'],
    [{ kind: 'either', options: [from, { kind: 'unknown' }] }, text, 'risky'],
    [{ kind: 'sequence', of: from }, { anyOf: [text, { type: 'array', items: text }] }, 'risky'],
    [{ kind: 'sequence', of: from }, text, 'safe'],
    [{ kind: 'sequence', of: from }, { type: 'array', items: text }, 'safe'],
    [{ kind: 'sequence', of: from }, { type: 'array', items: { enum: ['x', 'y'] } }, 'broken'],
    [{ kind: 'sequence', of: from }, number, 'risky'],
  ])('%j into %j: %s', (source, input, status) => {
    const into = objectOf({ any: input } as never)
    const does = {
      reads: [{ ...plain, at, handedOn: true as const }],
      supplies: [{ path: ['any'], from: source, at }],
    }
    expect(stepAfter([between(few, into), between(many, into)], does).status).toBe(status)
  })
})
