import { describe, expect, it } from 'vitest'
import type { Connector, Operation } from '../../src/model/index.ts'
import { actionOf, objectOf } from '../diff/models.ts'
import { at, basic, between, connector, key, statusOf } from './between-connectors.ts'

describe('what the connector asks for', () => {
  const securitySchemes = { k: key('X-Key'), z: basic }
  const other = [
    { securitySchemes, security: [{ k: [] }] },
    { securitySchemes, security: [{ z: [] }] },
  ] as const

  it('does not touch a step whose operation asks for something of its own', () => {
    expect(between(other)).toBe('risky')
    expect(between(other, { security: [{ z: [] }] })).toBe('unaffected')
    expect(between(other, { security: [] })).toBe('unaffected')
  })

  it('touches it where the operation asked for it on one side alone, unless that is the same', () => {
    const [base, revision] = other
    expect(statusOf(connector(base), connector(revision, { security: [{ z: [] }] }))).toBe('risky')
    expect(statusOf(connector(base, { security: [{ z: [] }] }), connector(revision))).toBe('unaffected')
    expect(statusOf(connector(base), connector(revision, { security: base.security }))).toBe('unaffected')
  })
})

describe('what a connection learns', () => {
  const http = actionOf('account').http as NonNullable<Operation['http']>
  const derived = { acc: { from: { operation: 'account' }, at: '/owner/id' } } as const
  const output = (id: string, name: string): Operation['output'] =>
    objectOf({ owner: objectOf({ id: { type: id }, name: { type: name } }, 'id') }, 'owner')
  const sending = {
    http: {
      ...http,
      parameters: [{ name: 'acc', in: 'query', value: { kind: 'value', from: { root: 'derived', path: ['acc'] } } }],
    },
  } as const
  const served = { servers: [at('https://{acc}', { acc: { from: 'derived.acc', pattern: '[a-z.]+' } })] }
  const account = (parts: Partial<Operation> = {}): Operation =>
    actionOf('account', { output: output('string', 'string'), ...parts })
  /** What becomes of the step where the operation that is learnt from changes. */
  const after = (act: Partial<Operation>, parts: Partial<Operation>): string =>
    statusOf(connector({ derived }, act, [account()]), connector({ derived }, act, [account(parts)]))

  it.each<[string, Partial<Operation>]>([
    ['is called elsewhere', { http: { ...http, path: '/me' } }],
    ['answers another place', { http: { ...http, result: { at: '/data', missing: 'fail' } } }],
    ['answers another type', { output: output('integer', 'string') }],
    ['may not answer it', { output: objectOf({ owner: objectOf({ id: { type: 'string' } }) }) }],
    ['asks for other credentials', { security: [] }],
  ])('touches a step whose requests read it, where its operation %s', (_name, parts) => {
    expect([after(sending, parts), after(served, parts), after({}, parts)]).toEqual(['risky', 'risky', 'unaffected'])
  })

  it('touches a step for whose sake another operation is asked that sends it', () => {
    const asked = actionOf('asked', sending)
    const changed = { http: { ...http, path: '/me' } }
    const confirm = { operation: 'asked', input: { kind: 'literal', value: {} }, after: 0 } as const
    const schemaFrom = { input: { operation: 'asked', input: { kind: 'literal', value: {} }, at: '' } } as const
    const found = [{ confirm }, { schemaFrom }, {}].map((act) =>
      statusOf(connector({ derived }, act, [account(), asked]), connector({ derived }, act, [account(changed), asked])),
    )
    expect(found).toEqual(['risky', 'risky', 'unaffected'])
  })

  it('touches a step whose requests read what is learnt by what is learnt', () => {
    const chain = { ...derived, first: { from: { operation: 'first' }, at: '' } } as const
    const value = { kind: 'value', from: { root: 'derived', path: ['first'] } } as const
    const second = account({ http: { ...http, parameters: [{ name: 'first', in: 'query', value }] } })
    const first = (path: string): Operation => actionOf('first', { http: { ...http, path } })
    const [base, revision] = ['/a', '/b'].map((path) => connector({ derived: chain }, sending, [second, first(path)]))
    expect(statusOf(base as Connector, revision as Connector)).toBe('risky')
    expect(statusOf(base as Connector, base as Connector)).toBe('unaffected')
  })

  it('touches nobody where its operation answers something else besides', () => {
    expect(after(sending, { output: output('string', 'integer') })).toBe('unaffected')
    expect(after(sending, { title: 'Another', description: 'Words.' })).toBe('unaffected')
  })
})
