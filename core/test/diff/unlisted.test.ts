import { describe, expect, it } from 'vitest'
import { diffConnectors } from '../../src/diff/index.ts'
import type { CodePolling, Connector, Operation } from '../../src/model/index.ts'
import { actionOf, answering, connectorOf, objectOf, withOperations } from './models.ts'

const found = (base: Connector, revision: Connector | null): readonly (readonly [string, string, string])[] =>
  diffConnectors(base, revision).map(({ kind, level, pointer }) => [kind, level, pointer])

const code = (id: string, module: string, parts: Partial<Operation> = {}): Operation => {
  const { http, ...operation } = actionOf(id, { code: { module, export: id, timeout: 1000 }, ...parts })
  return operation
}

describe('what no manifest can say', () => {
  it('is operation.code for other code, or code instead of a request', () => {
    const [a, b] = [withOperations(code('run', 'a.ts')), withOperations(code('run', 'b.ts'))]
    expect(found(a, b)).toEqual([['operation.code', 'risky', '/operations/run/code']])
    expect(found(withOperations(actionOf('run')), a)).toEqual([['operation.code', 'risky', '/operations/run/code']])
  })

  it('is trigger.type where a trigger is polled by code', () => {
    const { http, ...operation } = actionOf('heard', { kind: 'trigger' })
    const call = { method: 'GET' as const, path: '/items', parameters: [], timeout: 1000, attempts: 1 }
    const poll = { http: call, items: '/items', every: 1000, dedupe: { key: ['/id'], window: 1000 } }
    const polled = withOperations({ ...operation, poll })
    const coded = withOperations(code('heard', 'a.ts', { kind: 'trigger' }))
    expect(found(polled, coded)).toEqual([
      ['trigger.type', 'risky', '/operations/heard'],
      ['operation.code', 'risky', '/operations/heard/code'],
    ])
  })

  it('is what it would be for a declared poll where the times of a polled function differ', () => {
    const polling = { every: 60_000, window: 1000, start: 'now' } as const
    const heard = (poll: Partial<CodePolling>, timeout = 60_000) =>
      withOperations(
        code('heard', 'a.ts', {
          kind: 'trigger',
          code: { module: 'a.ts', export: 'heard', timeout, poll: { ...polling, ...poll } },
        }),
      )
    const changes = (...given: Parameters<typeof heard>) => found(heard({}), heard(...given))
    expect(changes({})).toEqual([])
    expect(changes({ every: 1000 })).toEqual([['trigger.interval', 'safe', '/operations/heard/code/poll/every']])
    expect(changes({ window: 5 })).toEqual([['trigger.dedupe', 'risky', '/operations/heard/code/poll/window']])
    expect(changes({ start: 'beginning' })).toEqual([['trigger.cursor', 'risky', '/operations/heard/code/poll/start']])
    expect(changes({}, 1000)).toEqual([['limits.reduced', 'risky', '/operations/heard/code/timeout']])
    expect(changes({ later: 1 } as never)).toEqual([['operation.changed', 'risky', '/operations/heard']])
  })

  it('is risky where a later model has parts that are not known here', () => {
    const webhook = { ...actionOf('heard', { kind: 'trigger' }), webhook: { later: 'a' } as never }
    const other = { ...webhook, webhook: { later: 'b' } as never }
    expect(found(withOperations(webhook), withOperations(other))).toEqual([
      ['operation.changed', 'risky', '/operations/heard'],
    ])
    const http = { ...actionOf('get').http, later: [] }
    expect(found(withOperations(actionOf('get')), withOperations(actionOf('get', { http: http as never })))).toEqual([
      ['operation.changed', 'risky', '/operations/get'],
    ])
    expect(found(connectorOf(), { ...connectorOf(), region: 'eu' } as Connector)).toEqual([
      ['connector.changed', 'risky', ''],
    ])
  })
})

describe('a connector', () => {
  const connector = withOperations(actionOf('a'), actionOf('b'))

  it('that is removed loses each operation', () => {
    expect(found(connector, null)).toEqual([
      ['operation.removed', 'breaking', '/operations/a'],
      ['operation.removed', 'breaking', '/operations/b'],
    ])
  })

  it('with another title, version, icon or order is the same', () => {
    const { a, b } = connector.operations
    const revision = {
      ...connector,
      version: '2',
      title: 'T',
      icon: 'x',
      description: 'd',
      operations: { b, a } as Connector['operations'],
    }
    expect(found(connector, revision)).toEqual([])
  })

  it('with operations and fields called like the members of every object is compared like any other', () => {
    const odd = withOperations(
      actionOf('constructor'),
      actionOf('toString', { output: objectOf({ hasOwnProperty: { type: 'string' } }) }),
    )
    expect(found(odd, withOperations(actionOf('constructor'), actionOf('toString')))).toEqual([
      ['output.removed', 'breaking', '/operations/toString/output/properties/hasOwnProperty'],
    ])
    expect(found(withOperations(), odd).map(([kind]) => kind)).toEqual(['operation.added', 'operation.added'])
  })
})

describe('schemas that are made to be hard', () => {
  /** Places inside which nothing was looked at. */
  const uncharted = (changes: ReturnType<typeof found>): readonly string[] =>
    changes.filter(([kind, level]) => kind === 'output.changed' && level === 'risky').map(([, , place]) => place)

  it('end when they refer to themselves and to each other', () => {
    const schemas = (leaf: string): Connector['schemas'] => ({
      A: { anyOf: [{ $ref: '#/schemas/A' }, { $ref: '#/schemas/B' }] },
      B: objectOf({ a: { $ref: '#/schemas/A' }, c: { $ref: '#/schemas/C' }, leaf: { type: leaf } }),
      C: { allOf: [{ $ref: '#/schemas/B' }, { $ref: '#/schemas/C' }] },
    })
    const root = { $ref: '#/schemas/A' }
    expect(found(answering(root, schemas('string')), answering(root, schemas('string')))).toEqual([])
    expect(found(answering(root, schemas('string')), answering(root, schemas('integer')))[0]?.[0]).toBe('output.type')
  })

  it('end when each doubles the one before', () => {
    const bomb = (leaf: string): Connector['schemas'] =>
      Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [
          `L${index}`,
          index === 39
            ? { type: leaf }
            : objectOf({ a: { $ref: `#/schemas/L${index + 1}` }, b: { $ref: `#/schemas/L${index + 1}` } }),
        ]),
      )
    const root = { $ref: '#/schemas/L0' }
    expect(found(answering(root, bomb('string')), answering(root, bomb('string')))).toEqual([])
    const changes = found(answering(root, bomb('string')), answering(root, bomb('integer')))
    expect(changes.length).toBeLessThan(20_000)
    const inner = Array.from({ length: 20 }, () => '/properties/a').join('')
    expect(uncharted(changes).some((place) => `/operations/get/output${inner}`.startsWith(place))).toBe(true)
  })

  it('end when they are nested deeper than anything real', () => {
    const deep = (leaf: string): Connector => {
      let schema = objectOf({ leaf: { type: leaf } })
      for (let level = 0; level < 3000; level++) schema = objectOf({ next: schema })
      return answering(schema)
    }
    expect(uncharted(found(deep('string'), deep('integer')))).toEqual([
      expect.stringMatching(/^\/operations\/get\/output(?:\/properties\/next){200,}$/),
    ])
  })

  it('are compared by what they refer to, also where that is nothing', () => {
    const lost = answering({ $ref: '#/schemas/Nowhere' })
    expect(found(lost, lost)).toEqual([])
    expect(found(lost, answering({ $ref: '#/schemas/Elsewhere' }))).toEqual([
      ['output.changed', 'risky', '/operations/get/output'],
    ])
  })
})
