import type { ConnectorTest } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { connected as connectedTo, service } from './shop.ts'

function connected(operation: object, schemas: object = {}): Promise<ConnectorTest> {
  const servers = [{ url: 'https://api.example.com' }]
  return connectedTo({ '/items': { get: { operationId: 'get', ...operation } } }, { servers, components: { schemas } })
}

describe('an answer', () => {
  it('has what each part of an `allOf` describes, however deep one that is closed stands', async () => {
    const property = (name: string): object => ({ type: 'object', properties: { [name]: { type: 'string' } } })
    const part = (name: string): object => ({ allOf: [{ $ref: `#/components/schemas/${name}` }] })
    const schemas = {
      Base: property('a'),
      Middle: { ...property('b'), ...part('Base'), additionalProperties: false },
      Whole: { ...property('c'), ...part('Middle'), additionalProperties: false },
    }
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/Whole' } } }
    await using shop = await connected({ responses: { 200: { description: 'OK', content } } }, schemas)
    service.use({ 'GET /items': { json: { a: '1', b: '2', c: '3' } } })
    expect((await shop.invoke('get')).output).toEqual({ a: '1', b: '2', c: '3' })
    service.use({ 'GET /items': { json: { d: '4' } } })
    await expect(shop.invoke('get')).rejects.toMatchObject({ code: 'output-invalid' })
  })
})

describe('a file', () => {
  it('is null where the service may answer without one, and does', async () => {
    const content = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
    const responses = { 204: { description: 'Not yet' }, 206: { description: 'Part', content } }
    await using shop = await connected({ responses })
    service.use({ 'GET /items': { status: 204 } })
    expect((await shop.invoke('get')).output).toBeNull()
    service.use({ 'GET /items': { status: 206, headers: { 'content-type': 'application/octet-stream' }, body: 'x' } })
    expect((await shop.invoke('get')).output).toMatch(/^(jackfield-file|data):/)
  })
})

describe('a header whose name is none', () => {
  const parameters = (required: boolean): object[] => [
    { name: 'Content-Type:', in: 'header', required, schema: { type: 'string' } },
  ]
  const responses = { 200: { description: 'OK' } }

  it('is left out', async () => {
    await using shop = await connected({ parameters: parameters(false), responses })
    service.use({ 'GET /items': { json: {} } })
    await shop.invoke('get')
    expect(service.requests).toHaveLength(1)
  })

  it('makes what requires it unavailable', async () => {
    await using shop = await connected({ parameters: parameters(true), responses })
    await expect(shop.invoke('get')).rejects.toMatchObject({ code: 'operation-unavailable' })
  })
})
