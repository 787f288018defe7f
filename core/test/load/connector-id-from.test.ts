import fc from 'fast-check'
import { expect, it } from 'vitest'
import { connectorIdFrom } from '../../src/load/index.ts'
import { connectorIdPattern } from '../../src/model/index.ts'

it.each([
  ['Stripe', 'stripe'],
  ['petstore.yaml', 'petstore'],
  ['petstore.openapi.JSON', 'petstore-openapi'],
  ['1password.com__events.json', 'api-1password-com-events'],
  ['abstractapi.com__geolocation.json', 'abstractapi-com-geolocation'],
  ['Brønnøysundregistrene', 'bronnoysundregistrene'],
  ['Straße & Łódź', 'strasse-lodz'],
  ['İstanbul', 'istanbul'],
  ['1pt', 'api-1pt'],
  ['24 Pull Request', 'api-24-pull-request'],
  ['365Training', 'api-365training'],
  ['--Café (v2)--', 'cafe-v2'],
  ['Jalapeño 🌶', 'jalapeno'],
  ['a', 'a'],
])('%s is %s', (name, id) => {
  expect(connectorIdFrom(name)).toBe(id)
})

it('tells names apart whose letters it can not write, or which are too long', () => {
  const ids = [
    '天気',
    '地図',
    '天気 API',
    '地図 API',
    'Погода',
    '🌶',
    '',
    `${'long '.repeat(30)}a`,
    `${'long '.repeat(30)}b`,
  ].map(connectorIdFrom)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^[a-z].*-[0-9a-f]{8}$/)
})

it('is the same however a name is written in Unicode', () => {
  for (const name of ['Café', '天気 Åé', 'Jalapeño'])
    expect(connectorIdFrom(name.normalize('NFD'))).toBe(connectorIdFrom(name.normalize('NFC')))
})

it('is an id, and its own id', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (name) => {
      const id = connectorIdFrom(name)
      expect(id).toMatch(connectorIdPattern)
      expect(id.length).toBeLessThanOrEqual(64)
      expect(connectorIdFrom(id)).toBe(id)
    }),
    { numRuns: 300 },
  )
})
