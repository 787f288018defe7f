import type { JsonObject } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { answers, array, connected, file, service } from './shop.ts'

describe('parameters', () => {
  it('are written by style, explode and content, wherever they go', async () => {
    const parameters = [
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'kinds', in: 'path', required: true, style: 'matrix', explode: true, schema: array },
      { name: '$filter', in: 'query', schema: { type: 'string' } },
      { name: 'list', in: 'query', explode: false, schema: array },
      { name: 'each', in: 'query', schema: array },
      { name: 'piped', in: 'query', style: 'pipeDelimited', schema: array },
      { name: 'deep', in: 'query', style: 'deepObject', explode: true, schema: { type: 'object' } },
      { name: 'json', in: 'query', content: { 'application/json': { schema: { type: 'object' } } } },
      { name: 'X-List', in: 'header', schema: array },
      { name: 'sid', in: 'cookie', schema: { type: 'string' } },
    ]
    await using shop = await connected({
      '/items/{id}{kinds}?fixed=1': {
        get: { operationId: 'find', parameters, responses: answers('application/json') },
      },
    })
    service.use({ 'GET /v1/items/{rest}': { json: {} } })
    await shop.invoke('find', {
      id: 'a b',
      kinds: ['x', 'y'],
      $filter: "name eq 'A&B'",
      list: ['1', '2'],
      each: ['1', '2'],
      piped: ['1', '2'],
      deep: { a: 'b' },
      json: { c: 'd' },
      'X-List': ['p', 'q'],
      sid: 's',
    })
    const [request] = service.requests
    expect(request?.path).toBe('/v1/items/a%20b;kinds=x;kinds=y')
    expect([...(request?.query ?? [])]).toEqual([
      ['fixed', '1'],
      ['$filter', "name eq 'A&B'"],
      ['list', '1,2'],
      ['each', '1'],
      ['each', '2'],
      ['piped', '1|2'],
      ['deep[a]', 'b'],
      ['json', '{"c":"d"}'],
    ])
    expect(request?.headers).toMatchObject({ 'x-list': 'p,q', cookie: 'sid=s' })
  })
})

describe('bodies', () => {
  const sending = (type: string, schema: object, more: object = {}): object => ({
    '/items': {
      post: {
        operationId: 'send',
        requestBody: { required: true, content: { [type]: { schema, ...more } } },
        responses: answers('application/json'),
      },
    },
  })

  async function sent(paths: object, input: JsonObject, more: object = {}) {
    await using shop = await connected(paths, more)
    service.use({ 'POST /v1/items': { json: {} } })
    await shop.invoke('send', input)
    const [request] = service.requests
    return { type: request?.headers['content-type'], text: request?.text() ?? '' }
  }

  it('are JSON', async () => {
    expect(await sent(sending('application/json', { type: 'object' }), { body: { a: [1, null] } })).toEqual({
      type: 'application/json',
      text: '{"a":[1,null]}',
    })
  })

  it('are forms, encoded as they say', async () => {
    const schema = { type: 'object', properties: { a: { type: 'string' }, list: array, flat: array } }
    const form = sending('application/x-www-form-urlencoded', schema, { encoding: { flat: { explode: false } } })
    const { type, text } = await sent(form, { body: { a: 'x y', list: ['1', '2'], flat: ['3', '4'] } })
    expect(type).toBe('application/x-www-form-urlencoded')
    expect(text).toBe('a=x+y&list=1&list=2&flat=3,4')
  })

  it('are parts with several files', async () => {
    const binary = { type: 'string', format: 'binary' }
    const schema = { $ref: '#/components/schemas/Upload' }
    const Upload = {
      type: 'object',
      required: ['main'],
      properties: { main: binary, more: { type: 'array', items: binary }, about: { type: 'object' } },
    }
    const input = { body: { main: file('one'), more: [file('two'), file('three')], about: { title: 'T' } } }
    const { type, text } = await sent(sending('multipart/form-data', schema), input, {
      components: { schemas: { Upload } },
    })
    expect(type).toMatch(/^multipart\/form-data; boundary=/)
    expect(text.match(/name="(main|more)"; filename=/g)).toHaveLength(3)
    for (const part of ['one', 'two', 'three', '{"title":"T"}']) expect(text).toContain(`\r\n\r\n${part}\r\n`)
  })

  it('are the parts and fields that a call names, where a form is described as one value', async () => {
    const parts = await sent(sending('multipart/form-data', { type: 'string', format: 'binary' }), {
      body: { file: file('one') },
    })
    expect(parts.text).toMatch(/name="file"; filename=[\s\S]*\r\n\r\none\r\n/)
    service.clear()
    const form = await sent(sending('application/x-www-form-urlencoded', { type: 'string' }), { body: { q: 'a b' } })
    expect(form).toEqual({ type: 'application/x-www-form-urlencoded', text: 'q=a+b' })
  })

  it('are sent with GET where it requires them, and else not', async () => {
    const find = (operationId: string, required: boolean): object => ({
      operationId,
      requestBody: { required, content: { 'application/json': { schema: { type: 'object' } } } },
      responses: answers('application/json'),
    })
    const paths = { '/items': { get: find('find', true) }, '/all': { get: find('all', false) } }
    await using shop = await connected(paths)
    service.use({ 'GET /v1/items': { json: {} }, 'GET /v1/all': { json: {} } })
    await shop.invoke('find', { body: { size: 2 } })
    await shop.invoke('all')
    expect(service.requests.map((request) => [request.headers['content-type'], request.text()])).toEqual([
      ['application/json', '{"size":2}'],
      [undefined, ''],
    ])
  })

  it('are XML by their schemas', async () => {
    const Order = {
      type: 'object',
      properties: {
        id: { type: 'string', xml: { attribute: true } },
        line: { type: 'array', items: { type: 'string' } },
      },
    }
    const { type, text } = await sent(
      sending('application/xml', { $ref: '#/components/schemas/Order' }),
      { body: { id: '7', line: ['a', 'b'] } },
      { components: { schemas: { Order } } },
    )
    expect(type).toBe('application/xml')
    expect(text).toContain('<Order id="7"><line>a</line><line>b</line></Order>')
  })

  it('are bytes and text', async () => {
    expect(
      await sent(sending('application/pdf', { type: 'string', format: 'binary' }), { body: file('%PDF') }),
    ).toEqual({ type: 'application/pdf', text: '%PDF' })
    service.clear()
    expect(await sent(sending('text/plain', { type: 'string' }), { body: 'words' })).toEqual({
      type: 'text/plain',
      text: 'words',
    })
  })
})
