import { describe, expect, it } from 'vitest'
import type { Connector, Json, JsonObject, Read, StepStatus, Supply } from '../../src/model/index.ts'
import { objectOf } from '../diff/models.ts'
import { between, stepAfter } from './usages.ts'

const node = { $ref: '#/schemas/Node' }
const text = { type: 'string' }

/** A field of the trigger, and an input of the action, that may hold others of their kind. */
function tree(name: object, required: readonly string[]): Connector {
  const Node = objectOf({ name, kid: node, kids: { type: 'array', items: node } } as never, ...required)
  return between(objectOf({ o: node } as never, 'o'), objectOf({ n: node } as never) as JsonObject, { Node })
}

const before = tree(text, ['name', 'kids'])
const nameless = tree(text, ['kids'])
const kidless = tree(text, ['name'])
const numbered = tree({ type: 'number' }, ['name', 'kids'])

describe('what is read inside what lies within itself', () => {
  it.each<readonly [revision: Connector, read: Partial<Read>, StepStatus]>([
    [nameless, { path: ['o', 'name'] }, 'broken'],
    [nameless, { path: ['o', 'kids', '*', 'kid', 'name'] }, 'broken'],
    [nameless, { path: ['o', 'kids', '*', 'kid', 'name'], ifAbsent: 'tolerated' }, 'safe'],
    [nameless, { path: ['o', 'kids'], as: 'whole' }, 'risky'],
    [nameless, { path: ['o', 'kids'], as: 'iterate' }, 'safe'],
    [numbered, { path: ['o', 'kid', 'kid', 'name'] }, 'broken'],
    [kidless, { path: ['o', 'kids', '*', 'name'] }, 'broken'],
    [kidless, { path: ['o', 'kid', 'kids', '*', 'name'] }, 'broken'],
    // That an input is optional now touches whoever invokes the operation.
    [kidless, { path: ['o', 'kid', 'name'] }, 'safe'],
    [kidless, { path: ['o', 'name'] }, 'safe'],
  ])('case %#: %j is %s', (revision, read, status) => {
    expect(stepAfter([before, revision], { reads: [read] }).status).toBe(status)
  })
})

describe('what is supplied inside what lies within itself', () => {
  const literal = (path: readonly string[], value: Json): Partial<Supply> => ({
    path,
    from: { kind: 'literal', value },
  })
  const base = tree(text, [])
  const copy = { kind: 'copy', step: 'trigger', path: ['o', 'kid', 'name'] } as const

  it.each<readonly [revision: Connector, supplies: readonly Partial<Supply>[], StepStatus]>([
    [tree(text, ['name']), [literal(['n'], { name: 'a', kids: [{}] })], 'broken'],
    [tree(text, ['name']), [literal(['n'], { name: 'a', kids: [{ name: 'b' }] })], 'safe'],
    [tree(text, ['name']), [literal(['n', 'name'], 'a'), { path: ['n', 'kid', 'kid'], from: copy }], 'risky'],
    [tree({ type: 'number' }, []), [literal(['n', 'kids'], [{ kid: { name: 'b' } }])], 'broken'],
    [tree({ type: 'number' }, []), [literal(['n', 'kids'], [{ kid: { name: 1 } }])], 'safe'],
    [tree({ type: 'number' }, []), [{ path: ['n', 'kid', 'kid', 'kids'], from: { kind: 'unknown' } }], 'risky'],
  ])('case %#: %j is %s', (revision, supplies, status) => {
    const now = { ...revision, operations: { ...revision.operations, heard: base.operations.heard as never } }
    expect(stepAfter([base, now], { supplies }).status).toBe(status)
  })
})

describe('an input that is written down', () => {
  const into = (input: object): Connector => between(objectOf({}), input as JsonObject)
  const either = objectOf({ a: text, b: text } as never)
  const required = (name: string): object => ({ required: [name] })
  const supplied = (value: JsonObject): readonly Partial<Supply>[] =>
    Object.entries(value).map(([name, one]) => ({ path: [name], from: { kind: 'literal', value: one } }))

  it.each<readonly [revision: object, value: JsonObject, StepStatus]>([
    [{ ...(either as object), minProperties: 1 }, {}, 'broken'],
    [{ ...(either as object), minProperties: 1 }, { a: 'x' }, 'safe'],
    [{ ...(either as object), not: { required: ['a', 'b'] } }, { a: 'x', b: 'y' }, 'broken'],
    [{ ...(either as object), anyOf: [required('a'), required('b')] }, { b: 'y' }, 'safe'],
    [{ ...(either as object), anyOf: [required('a'), required('b')] }, {}, 'broken'],
    [{ ...(either as object), oneOf: [required('a'), required('b')] }, { a: 'x', b: 'y' }, 'broken'],
    [
      { allOf: [{ ...(objectOf({ a: text } as never) as object), additionalProperties: false }, either] },
      { b: 'y' },
      'broken',
    ],
  ])('is validated as one: %j with %j is %s', (revision, value, status) => {
    expect(stepAfter([into(either as object), into(revision)], { supplies: supplied(value) }).status).toBe(status)
  })

  it('is not all that there is, where a part of it is a copy', () => {
    const copy = { path: ['b'], from: { kind: 'unknown' } } as const
    const alternatives = { ...(either as object), anyOf: [required('a'), required('b')] }
    expect(stepAfter([into(either as object), into(alternatives)], { supplies: [copy] }).status).toBe('risky')
  })
})
