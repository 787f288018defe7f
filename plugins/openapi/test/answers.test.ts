import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonObject } from '@jackfield/core'
import { testConnector } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { openapi } from '../src/index.ts'
import { answers, connected, file, folder, service } from './shop.ts'

describe('answers', () => {
  const getting = (type: string, schema: object): object => ({
    '/items': { get: { operationId: 'get', responses: answers(type, schema) } },
  })

  it.each([
    ['text/csv', { type: 'string' }, 'a,b', 'a,b'],
    [
      'application/xml',
      { type: 'object', xml: { name: 'order' }, properties: { id: { type: 'integer' } } },
      '<order><id>7</id></order>',
      { id: 7 },
    ],
    ['application/vnd.shop+json', { type: 'object' }, '{"id":7}', { id: 7 }],
  ])('are what their media type says: %s', async (type, schema, body, expected) => {
    await using shop = await connected(getting(type, schema))
    service.use({ 'GET /v1/items': { headers: { 'content-type': type }, body } })
    expect((await shop.invoke('get')).output).toEqual(expected)
    expect(service.requests[0]?.headers.accept).toBe(type)
  })

  it('are files where their media type is one, whatever the schema', async () => {
    await using shop = await connected(getting('application/octet-stream', { type: 'object' }))
    service.use({ 'GET /v1/items': { headers: { 'content-type': 'application/octet-stream' }, body: 'xlsx' } })
    expect((await shop.invoke('get')).output).toMatch(/^(jackfield-file|data):/)
    expect(service.requests[0]?.headers.accept).toBe('application/octet-stream')
  })

  it('are files where they are bytes', async () => {
    await using shop = await connected(getting('application/pdf', { type: 'string', format: 'binary' }))
    service.use({ 'GET /v1/items': { headers: { 'content-type': 'application/pdf' }, body: '%PDF' } })
    expect((await shop.invoke('get')).output).toMatch(/^(jackfield-file|data):/)
  })
})

describe('a Swagger document', () => {
  it('has its lists, forms and files as inputs of their own', async () => {
    const parameters = [
      { name: 'tags', in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'tsv' },
      { name: 'file', in: 'formData', type: 'file', required: true },
      { name: 'note', in: 'formData', type: 'string' },
    ]
    const document = {
      swagger: '2.0',
      info: { title: 'Shop', version: '1' },
      host: 'api.example.com',
      basePath: '/v1',
      paths: {
        '/files': {
          post: {
            operationId: 'add',
            consumes: ['multipart/form-data'],
            parameters,
            responses: { 200: { description: 'OK', schema: { type: 'object' } } },
          },
        },
      },
    }
    await writeFile(join(folder, 'shop.json'), JSON.stringify(document))
    await using shop = await testConnector(join(folder, 'shop.json'), { service, extensions: [openapi()] })
    service.use({ 'POST /v1/files': { json: { id: 1 } } })
    expect((await shop.invoke('add', { tags: ['a', 'b'], file: file('bytes'), note: 'n' })).output).toEqual({ id: 1 })
    expect(service.requests[0]?.query.get('tags')).toBe('a\tb')
    expect(service.requests[0]?.text()).toMatch(/name="file"; filename=[\s\S]*bytes[\s\S]*name="note"\r\n\r\nn\r\n/)
  })
})

describe('a header Content-Type of a Swagger document', () => {
  const sent = async (parameters: readonly object[], input: JsonObject, more: object = {}) => {
    const post = { operationId: 'send', parameters, responses: { 200: { description: 'OK' } }, ...more }
    const document = {
      swagger: '2.0',
      info: { title: 'Shop', version: '1' },
      host: 'api.example.com',
      paths: { '/photo': { post } },
    }
    await writeFile(join(folder, 'shop.json'), JSON.stringify(document))
    await using shop = await testConnector(join(folder, 'shop.json'), { service, extensions: [openapi()] })
    service.use({ 'POST /photo': { json: {} } })
    await shop.invoke('send', input)
    const [request] = service.requests
    return { type: request?.headers['content-type'], text: request?.text() ?? '' }
  }
  const header = (value: string): object => ({ name: 'Content-Type', in: 'header', type: 'string', default: value })
  const body = (schema: object, required = true): object => ({ name: 'body', in: 'body', required, schema })

  it('says what a body is where nothing else does', async () => {
    const photo = body({ type: 'string', format: 'binary' })
    expect(await sent([photo, header('image/jpeg')], { body: file('JPEG', 'image/jpeg') })).toEqual({
      type: 'image/jpeg',
      text: 'JPEG',
    })
  })

  it('says nothing else than `consumes`', async () => {
    const { type } = await sent(
      [body({ type: 'object' }), header('text/csv')],
      { body: {} },
      { consumes: ['application/json'] },
    )
    expect(type).toBe('application/json')
  })

  it('says which JSON a body is', async () => {
    const parameters = [body({ type: 'object' }), header('application/vnd.api+json')]
    expect((await sent(parameters, { body: {} }, { consumes: ['application/json'] })).type).toBe(
      'application/vnd.api+json',
    )
  })

  it('is sent without a body, too', async () => {
    expect(await sent([body({ type: 'object' }, false), header('application/json\r')], {})).toEqual({
      type: 'application/json',
      text: '',
    })
  })
})
