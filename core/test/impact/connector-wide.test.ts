import { describe, expect, it } from 'vitest'
import type { Connector, Operation, SecurityScheme } from '../../src/model/index.ts'
import { actionOf, objectOf } from '../diff/models.ts'
import { at, basic, between, connector, key, statusOf } from './between-connectors.ts'

const bearer: SecurityScheme = { type: 'http', scheme: 'bearer' }

describe('servers of the connector', () => {
  const moved = [{ servers: [at('https://a.example.com/v1')] }, { servers: [at('https://b.example.com/v2')] }] as const
  const own = { servers: [at('https://c.example.com')] }

  it('do not touch a step whose operation has servers of its own', () => {
    expect([between(moved), between(moved, own)]).toEqual(['risky', 'unaffected'])
  })

  it('touch it where the operation had them on one side alone, unless its requests go where they went', () => {
    const [base, revision] = [moved[0], moved[1]]
    expect(statusOf(connector(base), connector(revision, own))).toBe('risky')
    expect(statusOf(connector(base, own), connector(revision))).toBe('risky')
    expect(statusOf(connector(base), connector(revision, { servers: base.servers }))).toBe('unaffected')
  })

  it('touch it where what decides on a call in doubt asks there', () => {
    const asking = { ...own, confirm: { operation: 'find', input: { kind: 'literal', value: {} }, after: 0 } } as const
    expect(between(moved, asking, [actionOf('find')])).toBe('risky')
    expect(between(moved, asking, [actionOf('find', own)])).toBe('unaffected')
  })

  it('touch it where a connection learns something from an operation', () => {
    const derived = { host: { from: { operation: 'heard' }, at: '/host' } } as const
    expect(
      between(
        [
          { ...moved[0], derived },
          { ...moved[1], derived },
        ],
        own,
      ),
    ).toBe('risky')
  })

  it('do not touch it by a setting that chooses among them alone', () => {
    const chosen = (...names: readonly string[]): Partial<Connector> => ({
      settings: objectOf({ server: { type: 'string', enum: [...names] } }),
      servers: [
        at('{server}', {
          server: { from: 'settings.server', map: Object.fromEntries(names.map((name) => [name, `https://${name}`])) },
        }),
      ],
    })
    const fewer = [chosen('a.example.com', 'b.example.com'), chosen('a.example.com')] as const
    const read = { kind: 'value', from: { root: 'settings', path: ['server'] } } as const
    const http = { method: 'GET', path: '/act', timeout: 1, attempts: 1 } as const
    const reading = { ...own, http: { ...http, parameters: [{ name: 's', in: 'query', value: read }] } } as const
    expect([between(fewer), between(fewer, own), between(fewer, reading)]).toEqual(['risky', 'unaffected', 'risky'])
    const { http: _, ...coded } = actionOf('act', { ...own, code: { module: 'a.ts', export: 'act', timeout: 1 } })
    const [base, revision] = fewer.map((parts) => ({ ...connector(parts), ...parts }))
    const withCode = (one: Connector | undefined): Connector =>
      ({ ...one, operations: { ...one?.operations, act: coded } }) as Connector
    expect(statusOf(withCode(base), withCode(revision))).toBe('risky')
  })
})

describe('settings of the connector', () => {
  const demanding = (...required: readonly string[]) => ({
    settings: objectOf({ zone: { type: 'string' }, shard: { type: 'string' } }, ...required),
  })
  const reading = (name: string): Partial<Operation> => ({
    servers: [at('https://{x}.example.com', { x: { from: `settings.${name}`, pattern: '[a-z]+' } })],
  })

  it('touch a step whose operation reads them, or where nothing does that is known', () => {
    const zone = [demanding(), demanding('zone')] as const
    expect(between(zone, reading('zone'))).toBe('risky')
    expect(between(zone)).toBe('risky')
    expect(between(zone, reading('shard'))).toBe('risky')
  })

  it('do not touch it where only others read them', () => {
    const zone = [demanding(), demanding('zone')] as const
    expect(between(zone, reading('shard'), [actionOf('other', reading('zone'))])).toBe('unaffected')
    expect(between(zone, {}, [actionOf('other', reading('zone'))])).toBe('unaffected')
    expect(between(zone, reading('zone'), [actionOf('other', reading('shard'))])).toBe('risky')
  })

  it('touch it where a security scheme reads them', () => {
    const flow = {
      tokenUrl: 'https://{zone}.example.com',
      variables: { zone: { from: 'settings.zone', pattern: '.*' } },
    }
    const securitySchemes: Connector['securitySchemes'] = {
      o: { type: 'oauth2', flows: { clientCredentials: { ...flow, scopes: {} } } },
    }
    const more = { securitySchemes, security: [{ o: [] }] }
    expect(
      between([
        { ...demanding(), ...more },
        { ...demanding('zone'), ...more },
      ]),
    ).toBe('risky')
  })
})

describe('security schemes of the connector', () => {
  const changed = (security: Connector['security'], to: SecurityScheme | null = bearer) =>
    [
      { security, securitySchemes: { k: key('X-Key'), q: basic } },
      { security, securitySchemes: { k: key('X-Key'), ...(to === null ? {} : { q: to }) } },
    ] as const
  const placed = (security: Connector['security']) =>
    [
      { security, securitySchemes: { k: key('X-Key'), z: basic } },
      { security, securitySchemes: { k: key('X-Other'), z: basic } },
    ] as const

  it('do not touch a step where nothing asks for them', () => {
    expect(between(changed([{ k: [] }]))).toBe('unaffected')
    expect(between(changed([]))).toBe('unaffected')
    const [base, revision] = changed([{ k: [] }])
    expect(between([revision, base])).toBe('unaffected')
    expect(between(changed([{ k: [] }], null))).toBe('unaffected')
  })

  it('touch it where its operation may be called over a connection that has them', () => {
    expect(between(changed([{ q: [] }]))).toBe('risky')
    expect(between(changed([{ k: [] }, { q: [] }]))).toBe('risky')
    expect(between(changed([{ k: [] }]), { security: [{ q: [] }] })).toBe('risky')
    expect(between(changed([{ k: [], q: [] }]), { security: [{ k: [] }] })).toBe('risky')
    expect(between(placed([{ k: [] }]))).toBe('risky')
    expect(between(placed([{ k: [] }]), { security: [{}, { k: [] }] })).toBe('risky')
  })

  it('do not touch it where its operation asks for others, or for none', () => {
    expect(between(changed([{ q: [] }]), { security: [{ k: [] }] })).toBe('unaffected')
    expect(between(placed([{ k: [] }]), { security: [{ z: [] }] })).toBe('unaffected')
    expect(between(placed([{ k: [] }]), { security: [] })).toBe('unaffected')
    expect(between(placed([{ k: [] }]), { security: [{}] })).toBe('unaffected')
  })

  it('touch it from the revision on that asks for them', () => {
    const securitySchemes = { k: key('X-Key') }
    const more = { securitySchemes: { ...securitySchemes, q: basic }, security: [{ k: [] }, { q: [] }] }
    expect(between([{ securitySchemes, security: [{ k: [] }] }, more])).toBe('safe')
    expect(
      between([
        { securitySchemes, security: [{ k: [] }] },
        { ...more, security: [{ q: [] }] },
      ]),
    ).toBe('risky')
  })
})
