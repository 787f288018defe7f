import { afterAll, describe, expect, it } from 'vitest'
import { startPrism } from '../../trials/prism-service.ts'

const order = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } }
const form = { type: 'object', properties: { tag: { type: 'array', minItems: 2, items: { type: 'integer' } } } }
const document = {
  openapi: '3.0.3',
  info: { title: 'Shop', version: '1' },
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  security: [{ key: [] }],
  paths: {
    '/files/{name}.{kind}': {
      post: {
        operationId: 'file',
        parameters: ['name', 'kind'].map((name) => ({
          name,
          in: 'path',
          required: true,
          schema: name === 'kind' ? { type: 'string', enum: ['json', 'xml'] } : { type: 'string' },
        })),
        requestBody: { content: { 'application/x-www-form-urlencoded': { schema: form } } },
        responses: { 200: { description: 'OK' } },
      },
    },
    '/orders/{order id}': {
      put: {
        operationId: 'put',
        parameters: [
          { name: 'order id', in: 'path', required: true, schema: { type: 'integer' } },
          { name: 'page', in: 'query', required: true, schema: { type: 'integer' } },
        ],
        requestBody: { required: true, content: { 'application/json': { schema: order } } },
        responses: { 200: { description: 'OK', content: { 'application/json': { schema: order } } } },
      },
    },
  },
}

const service = await startPrism({ document, isTokenPath: () => false })
afterAll(() => service[Symbol.asyncDispose]())

async function judged(
  path: string,
  more: { readonly body?: unknown; readonly key?: string; readonly type?: string } = {},
) {
  const { body = { id: 1 }, key = 'k', type = 'application/json' } = more
  service.only({ id: 'put', method: 'PUT', path: '/orders/{order id}' })
  service.take()
  const headers = { 'content-type': type, ...(key !== '' && { 'x-key': key }) }
  await fetch(service.origin + path, { method: 'PUT', headers, body: JSON.stringify(body) })
  return service.take().map(({ refusal }) => refusal ?? 'valid')
}

describe('the service that a document is made into', () => {
  it('takes what fits', async () => {
    expect(await judged('/any/base/orders/7?page=1')).toEqual(['valid'])
  })

  it.each<[string, string, Parameters<typeof judged>[1]]>([
    ['a parameter of the path', '/orders/seven?page=1', {}],
    ['a parameter that is left out', '/orders/7', {}],
    ['a parameter of another type', '/orders/7?page=one', {}],
    ['a body', '/orders/7?page=1', { body: { id: 'one' } }],
    ['a media type', '/orders/7?page=1', { type: 'text/plain' }],
    ['a credential that is left out', '/orders/7?page=1', { key: '' }],
  ])('refuses %s', async (_what, path, more) => {
    const [verdict] = await judged(path, more)
    expect(verdict).not.toBe('valid')
  })
})

describe('what Prism can not see', () => {
  async function posted(path: string, body = 'tag=1&tag=2') {
    service.only({ id: 'file', method: 'POST', path: '/files/{name}.{kind}' })
    service.take()
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-key': 'k' }
    await fetch(service.origin + path, { method: 'POST', headers, body })
    return service.take().map(({ refusal }) => refusal ?? 'valid')
  }

  it('is checked all the same: names in one segment, and lists in a form', async () => {
    expect(await posted('/files/a.json')).toEqual(['valid'])
    expect(await posted('/files/a.pdf')).not.toEqual(['valid'])
    expect(await posted('/files/a.xml', 'tag=1')).not.toEqual(['valid'])
    expect(await posted('/files/a.xml', 'tag=1&tag=x')).not.toEqual(['valid'])
  })
})
