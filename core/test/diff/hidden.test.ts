import { describe, expect, it } from 'vitest'
import { diffConnectors } from '../../src/diff/index.ts'
import type { AuthorizationCodeFlow, Connector, HttpCall, JsonObject, Parameter } from '../../src/model/index.ts'
import { actionOf, answering, connectorOf, objectOf, withOperations } from './models.ts'

const found = (base: Connector, revision: Connector): readonly string[] =>
  diffConnectors(base, revision).map(({ kind, level }) => `${level} ${kind}`)

const when = (condition: string, follows: string): JsonObject =>
  Object.fromEntries([
    ['if', { required: [condition] }],
    ['then', { required: [follows] }],
  ])

describe('a difference that something else could hide', () => {
  it('is found behind a reference in a keyword that is not understood', () => {
    const encoded = (keyword: string, type: string) =>
      answering(objectOf({ in: { type: 'string', [keyword]: { $ref: '#/schemas/S' } } }), { S: { type } })
    for (const keyword of ['contentSchema', 'x1']) {
      expect(found(encoded(keyword, 'string'), encoded(keyword, 'string'))).toEqual([])
      expect(found(encoded(keyword, 'string'), encoded(keyword, 'integer'))).toEqual(['risky output.changed'])
    }
  })

  it('is found where two conditions exchange what they decide on', () => {
    const deciding = (...parts: readonly JsonObject[]) => answering({ type: 'object', allOf: parts })
    const base = deciding(when('a', 'b'), when('c', 'd'))
    expect(found(base, deciding(when('c', 'd'), when('a', 'b')))).toEqual([])
    expect(found(base, deciding(when('a', 'd'), when('c', 'b')))).toEqual(['risky output.changed'])
  })

  it('is found in a parameter that is sent twice', () => {
    const sending = (...values: readonly string[]): Connector => {
      const parameters = values.map(
        (value): Parameter => ({ name: 'q', in: 'query', value: { kind: 'literal', value } }),
      )
      return withOperations(actionOf('get', { http: { ...(actionOf('get').http as HttpCall), parameters } }))
    }
    expect(found(sending('a', 'b'), sending('a', 'b'))).toEqual([])
    expect(found(sending('a', 'b'), sending('c', 'b'))).toEqual(['risky operation.request'])
    expect(found(sending('a', 'b'), sending('b'))).toEqual(['risky operation.request'])
  })

  it('is found in what consent has to bring back, beside a scope that goes', () => {
    const scheme = (parts: Partial<AuthorizationCodeFlow>): Connector => {
      const urls = { tokenUrl: 'https://example.com/token', authorizationUrl: 'https://example.com/login' }
      const flow = { ...urls, variables: {}, scopes: { read: '' }, ...parts }
      return connectorOf({ securitySchemes: { o: { type: 'oauth2', flows: { authorizationCode: flow } } } })
    }
    const base = scheme({ scopes: { read: '', write: '' }, issuer: 'https://example.com' })
    expect(found(base, scheme({ issuer: 'https://example.com' }))).toEqual(['safe auth.scope.removed'])
    expect(found(base, scheme({ issuer: 'https://id.example.com' }))).toEqual([
      'risky auth.token-url',
      'safe auth.scope.removed',
    ])
  })
})
