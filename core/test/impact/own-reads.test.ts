import { describe, expect, it } from 'vitest'
import type { Connector, HttpCall, JsonObject, Operation, Pages, Poll, Schema } from '../../src/model/index.ts'
import { actionOf, objectOf } from '../diff/models.ts'
import { connector, statusOf } from './between-connectors.ts'
import { stepAfter } from './usages.ts'

const http: HttpCall = { method: 'GET', path: '/act', parameters: [], timeout: 30_000, attempts: 3 }
const calling = (parts: Partial<HttpCall>): Partial<Operation> => ({ http: { ...http, ...parts } })
const polling = (parts: Partial<Poll>): Partial<Operation> => ({
  kind: 'trigger',
  poll: { http, items: '/items', every: 60_000, dedupe: { key: ['/id'], window: 1 }, ...parts },
})

/** Where the field is, and what of it the operation needs. */
const readers: Readonly<Record<string, Partial<Operation>>> = {
  success: calling({ succeeds: { at: '/id', equals: 0 } }),
  result: calling({ result: { at: '/items', where: { '/id': { kind: 'literal', value: 1 } }, missing: 'fail' } }),
  page: { pages: { kind: 'next', next: '/id', max: 9 } },
  key: polling({}),
  cursor: polling({
    dedupe: { key: ['/other'], window: 1 },
    cursor: { from: '/id', type: 'string', send: { in: 'query', name: 'since' }, overlap: 0, start: 'now' },
  }),
  delivery: {
    kind: 'trigger',
    webhook: { verify: { kind: 'url' }, items: '', dedupe: { key: ['/id'], window: 1 } },
  },
}

/** What becomes of a step that invokes such an operation and reads nothing. */
function invoking(reader: Partial<Operation>, base: Schema, revision: Schema): string {
  const output = (id: Schema) => ({ output: id })
  return statusOf(connector({}, { ...reader, ...output(base) }), connector({}, { ...reader, ...output(revision) }))
}

const withId = (id: Schema, more: JsonObject = {}): JsonObject =>
  objectOf({ id: id as never, other: {}, ...more }, 'id', 'other')
const text = withId({ type: 'string' })

describe('a change of what an operation reads of its own output', () => {
  const all = (revision: Schema, base: Schema = text) =>
    Object.fromEntries(Object.entries(readers).map(([use, reader]) => [use, invoking(reader, base, revision)]))

  it('breaks who invokes it where the value is of another type', () => {
    expect(all(withId({ type: 'integer' }))).toEqual({
      success: 'broken',
      result: 'broken',
      page: 'risky',
      key: 'broken',
      cursor: 'broken',
      delivery: 'unaffected',
    })
  })

  it('breaks them where it is declared no more', () => {
    expect(new Set(Object.values(all(objectOf({ other: {} }, 'other'))))).toEqual(new Set(['broken']))
  })

  it.each([
    ['absent', objectOf({ id: { type: 'string' }, other: {} }, 'other')],
    ['null', withId({ type: ['string', 'null'] })],
  ])('breaks them where it may be %s, which is the end of pages', (_, revision) => {
    expect(all(revision)).toEqual({
      success: 'broken',
      result: 'broken',
      page: 'unaffected',
      key: 'broken',
      cursor: 'broken',
      delivery: 'broken',
    })
  })

  it('is risky where it may be another value', () => {
    expect(all(withId({ enum: ['a', 'b'] }), withId({ enum: ['a'] }))).toEqual({
      success: 'risky',
      result: 'risky',
      page: 'risky',
      key: 'risky',
      cursor: 'risky',
      delivery: 'unaffected',
    })
  })

  it('breaks them where the value that they look for can come no more', () => {
    const looking = { success: readers.success ?? {}, result: readers.result ?? {}, page: readers.page ?? {} }
    const fewer = (base: Schema, revision: Schema) =>
      Object.values(looking).map((reader) => invoking(reader, withId(base), withId(revision)))
    expect(fewer({ enum: [0, 1, 2] }, { enum: [1, 2] })).toEqual(['broken', 'unaffected', 'unaffected'])
    expect(fewer({ type: 'integer' }, { type: 'integer', minimum: 2 })).toEqual(['broken', 'broken', 'unaffected'])
    expect(fewer({ type: 'integer' }, { type: 'integer', minimum: 0 })).toEqual([
      'unaffected',
      'unaffected',
      'unaffected',
    ])
  })

  it('is nothing to them where other fields change', () => {
    const reads = Object.values(all(withId({ type: 'string' }, { other: { type: 'string' }, more: {} })))
    expect(new Set(reads)).toEqual(new Set(['unaffected']))
  })

  it('is nothing to them where they read another place now: that is a change of its own', () => {
    const [before, after] = ['/id', '/other'].map((at) => calling({ succeeds: { at, equals: 0 } }))
    const [base, revision] = [
      connector({}, { ...before, output: text }),
      connector({}, { ...after, output: objectOf({ other: {} }, 'other') }),
    ]
    expect(statusOf(base, revision)).toBe('risky')
  })

  it('breaks them where one more alternative around it lacks it, or has it of another type', () => {
    const orElse = (other: JsonObject): Schema => ({ anyOf: [text, other] })
    for (const other of [
      objectOf({ x: text }, 'x'),
      objectOf({ id: { type: 'integer' }, other: {}, x: {} }, 'id', 'other', 'x'),
    ])
      expect(['success', 'key', 'cursor'].map((use) => invoking(readers[use] ?? {}, text, orElse(other)))).toEqual([
        'broken',
        'broken',
        'broken',
      ])
  })

  it.each<[string, Pages]>([
    ['a cursor', { kind: 'cursor', cursor: 'after', from: '/id', max: 9 }],
    ['whether there are more', { kind: 'page', page: 'page', more: '/id', max: 9 }],
    ['how many there are', { kind: 'offset', offset: 'skip', size: { name: 'top', value: 9 }, total: '/id', max: 9 }],
  ])('breaks who walks pages by %s where that is gone', (_, pages) => {
    expect(invoking({ pages }, text, objectOf({ other: {} }, 'other'))).toBe('broken')
  })

  it('is risky where something inside of what it compares as a whole changes', () => {
    const whole = calling({ succeeds: { at: '/id', equals: { ok: true } } })
    const [base, revision] = ['boolean', 'string'].map((type) =>
      withId(objectOf({ ok: { type: 'boolean' }, x: { type } })),
    )
    expect(invoking(whole, base as Schema, revision as Schema)).toBe('risky')
    expect(invoking(readers.page ?? {}, base as Schema, revision as Schema)).toBe('unaffected')
  })

  it('is nothing to a delivery that a header names', () => {
    const named: Partial<Operation> = {
      kind: 'trigger',
      webhook: { verify: { kind: 'url' }, items: '', dedupe: { key: ['/id'], header: 'x-delivery', window: 1 } },
    }
    expect(invoking(named, text, objectOf({ other: {} }, 'other'))).toBe('unaffected')
  })

  it('is none where a result is taken out of the answer, which is not the output then', () => {
    const taken = calling({ succeeds: { at: '/id', equals: 0 }, result: { at: '/items', missing: 'fail' } })
    expect(invoking(taken, text, withId({ type: 'integer' }))).toBe('unaffected')
  })
})

describe('a key that is a whole', () => {
  const [item, inside] = [
    polling({ dedupe: { key: [''], window: 1 } }),
    polling({ dedupe: { key: ['/id'], window: 1 } }),
  ]

  it('knows no item any more that has more or less in it', () => {
    const more = withId({ type: 'string' }, { more: { type: 'string' } })
    expect([invoking(item, text, more), invoking(item, more, text)]).toEqual(['risky', 'risky'])
    const part = (...names: string[]) => withId(objectOf(Object.fromEntries(names.map((name) => [name, {}]))))
    expect([invoking(inside, part('a'), part('a', 'b')), invoking(inside, part('a', 'b'), part('a'))]).toEqual([
      'risky',
      'risky',
    ])
  })

  it('stays where no item looks otherwise', () => {
    const required = objectOf({ id: { type: 'string' }, other: {} }, 'id')
    expect(invoking(item, required, text)).toBe('unaffected')
  })

  it('of what is delivered matters little', () => {
    const delivered: Partial<Operation> = {
      kind: 'trigger',
      webhook: { verify: { kind: 'url' }, items: '', dedupe: { key: [''], window: 1 } },
    }
    expect(invoking(delivered, text, withId({ type: 'string' }, { more: {} }))).toBe('unaffected')
  })
})

describe('what confirms a call in doubt', () => {
  const confirm = { operation: 'find', input: { kind: 'literal', value: {} }, after: 0 } as const
  const found = actionOf('find', { output: { anyOf: [objectOf({ id: { type: 'string' } }, 'id'), { type: 'null' }] } })
  const acting = (id: string, revised: Operation = found): readonly [Connector, Connector] => {
    const outputs = [objectOf({ id: { type: 'string' } }, 'id'), objectOf({ id: { type: id } }, 'id')]
    const [base, revision] = outputs.map((output, at) =>
      connector({}, { effect: 'once', confirm, output }, [at === 0 ? found : revised]),
    )
    return [base as Connector, revision as Connector]
  }

  it('has to fit the output that it stands for', () => {
    expect(statusOf(...acting('string'))).toBe('unaffected')
    expect(statusOf(...acting('integer'))).toBe('risky')
    expect(stepAfter(acting('integer'), {}).findings.map(({ kind, status }) => [kind, status])).toEqual([
      ['output.type', 'risky'],
    ])
  })

  it('has to fit a field that is required and new', () => {
    const [base, revision] = [['id'], ['id', 'k']].map((names) =>
      connector(
        {},
        { confirm, output: objectOf(Object.fromEntries(names.map((name) => [name, { type: 'string' }])), ...names) },
        [found],
      ),
    )
    expect(statusOf(base as Connector, revision as Connector)).toBe('risky')
  })

  it('is nothing new where it never fitted', () => {
    const other = actionOf('find', { output: objectOf({ id: { type: 'boolean' } }, 'id') })
    const [base, revision] = ['string', 'integer'].map((type) =>
      connector({}, { confirm, output: objectOf({ id: { type } }, 'id') }, [other]),
    )
    expect(statusOf(base as Connector, revision as Connector)).toBe('unaffected')
  })

  it('may have changed in the same way, which is a change of what is asked', () => {
    const both = acting('integer', { ...found, output: objectOf({ id: { type: 'integer' } }, 'id') })
    expect(stepAfter(both, {}).findings.map(({ kind }) => kind)).not.toContain('output.type')
  })
})

it('names the operation’s use of it, and the step that invokes it', () => {
  const reader = readers.success ?? {}
  const [base, revision] = [text, withId({ type: 'integer' })].map((output) => connector({}, { ...reader, output }))
  const { findings } = stepAfter([base as Connector, revision as Connector], {})
  expect(findings.map(({ kind, message, evidence }) => [kind, message, evidence.expression])).toEqual([
    [
      'output.type',
      'Output "id" was string and is integer now. The operation tells by it whether it succeeded.',
      undefined,
    ],
  ])
})
