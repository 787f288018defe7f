import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonObject } from '@jackfield/core'
import { type ConnectorTest, type FakeService, fakeService, testConnector } from '@jackfield/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openapi } from '../src/index.ts'

let folder: string
let service: FakeService

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openapi-'))
  service = await fakeService()
})

afterEach(async () => {
  await service[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const file = (text: string, type = 'text/plain'): string =>
  `data:${type};base64,${Buffer.from(text).toString('base64')}`

async function connected(
  paths: object,
  more: object = {},
  connection?: Parameters<typeof testConnector>[1]['connection'],
): Promise<ConnectorTest> {
  const document = {
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1' },
    servers: [{ url: 'https://api.example.com/v1' }],
    paths,
    ...more,
  }
  await writeFile(join(folder, 'shop.json'), JSON.stringify(document))
  return testConnector(join(folder, 'shop.json'), {
    service,
    extensions: [openapi()],
    ...(connection !== undefined && { connection }),
  })
}

const answers = (type: string, schema: object = {}): object => ({
  200: { description: 'OK', content: { [type]: { schema } } },
})
const array = { type: 'array', items: { type: 'string' } }

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

describe('servers and authentication', () => {
  const get = (operationId: string, more: object = {}): object => ({
    get: { operationId, responses: answers('application/json'), ...more },
  })

  it('are chosen by a setting, and by operation', async () => {
    const servers = [{ url: 'https://one.example.com/v1' }, { url: 'https://two.example.com/v2' }]
    const paths = { '/a': get('a'), '/b': get('b', { servers: [{ url: 'https://b.example.com/own' }] }) }
    await using shop = await connected(paths, { servers }, { settings: { server: 'https://two.example.com/v2' } })
    service.use({ 'GET /v2/a': { json: {} }, 'GET /own/b': { json: {} } })
    await shop.invoke('a')
    await shop.invoke('b')
    expect(service.requests.map(({ path, headers }) => headers.host + path)).toEqual([
      'two.example.com/v2/a',
      'b.example.com/own/b',
    ])
  })

  it('are filled by settings, in the host, the port and the base path', async () => {
    const variables = {
      region: { default: 'eu', enum: ['eu', 'us'] },
      port: { default: '8443' },
      base: { default: 'v1' },
    }
    const servers = [{ url: 'https://{region}.example.com:{port}/{base}', variables }]
    const settings = { region: 'us', port: '9443' }
    await using shop = await connected({ '/a': get('a') }, { servers }, { settings })
    service.use({ 'GET /v1/a': { json: {} } })
    await shop.invoke('a')
    expect(service.requests.map(({ path, headers }) => headers.host + path)).toEqual(['us.example.com:9443/v1/a'])
  })

  it('are encrypted where a variable of the scheme allows it, and as the connection says where none is listed', async () => {
    const hostname = { default: 'HOSTNAME' }
    const listed = { protocol: { default: 'http', enum: ['http', 'https'] }, hostname }
    const urls = [{ url: '{protocol}://{hostname}/v1', variables: listed }]
    await using one = await connected(
      { '/a': get('a') },
      { servers: urls },
      { settings: { hostname: 'ghe.example.com' } },
    )
    service.use({ 'GET /v1/a': { json: {} } })
    await one.invoke('a')
    const open = [{ url: '{protocol}://{hostname}/v1', variables: { protocol: { default: 'http' }, hostname } }]
    const settings = { server: 'https://in-house.example.com:8443' }
    await using other = await connected({ '/a': get('a') }, { servers: open }, { settings })
    await other.invoke('a')
    const halved = [{ url: 'http{s}://shop.example.com/v1', variables: { s: { default: 's', enum: ['', 's'] } } }]
    await using third = await connected({ '/a': get('a') }, { servers: halved }, { settings })
    await third.invoke('a')
    expect(service.requests.map(({ path, headers }) => headers.host + path)).toEqual([
      'ghe.example.com/v1/a',
      'in-house.example.com:8443/v1/a',
      'in-house.example.com:8443/v1/a',
    ])
  })

  it('take a URL where a variable is host and port at once', async () => {
    const servers = [{ url: 'https://{host}/v1', variables: { host: { default: 'localhost:8080' } } }]
    await using shop = await connected(
      { '/a': get('a') },
      { servers },
      { settings: { server: 'https://shop.example.com:8443' } },
    )
    service.use({ 'GET /v1/a': { json: {} } })
    await shop.invoke('a')
    expect(service.requests.map(({ path, headers }) => headers.host + path)).toEqual(['shop.example.com:8443/v1/a'])
  })

  it('are filled in a path whose host the connection says', async () => {
    const variables = { version: { default: 'v1', enum: ['v1', 'v2'] } }
    const servers = [{ url: '/api/{version}/{{tenant}}', variables }]
    const settings = { server: 'https://shop.example.com', version: 'v2', tenant: 'pune' }
    await using shop = await connected({ '/a': get('a') }, { servers }, { settings })
    service.use({ 'GET /api/v2/pune/a': { json: {} } })
    await shop.invoke('a')
    expect(service.requests.map(({ path, headers }) => headers.host + path)).toEqual(['shop.example.com/api/v2/pune/a'])
  })

  it('sign with all schemes of an alternative', async () => {
    const securitySchemes = {
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      app: { type: 'apiKey', in: 'query', name: 'app' },
      login: { type: 'http', scheme: 'basic' },
    }
    const more = { components: { securitySchemes }, security: [{ login: [] }, { key: [], app: [] }] }
    await using shop = await connected({ '/a': get('a') }, more, {
      scheme: 'app+key',
      credentials: { 'key.key': 'k', 'app.key': 'a' },
    })
    service.use({ 'GET /v1/a': { json: {} } })
    await shop.invoke('a')
    expect(service.requests[0]?.headers['x-key']).toBe('k')
    expect(service.requests[0]?.query.get('app')).toBe('a')
  })

  it('are not guessed: what can not be signed is not sent', async () => {
    await using shop = await connected({ '/a': get('a', { security: [{ gone: [] }] }) })
    await expect(shop.invoke('a')).rejects.toMatchObject({ code: 'operation-unavailable' })
    expect(service.requests).toEqual([])
  })
})

describe('a callback', () => {
  it('is a trigger that the operation subscribes to with our URL', async () => {
    const event = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } }
    const callbacks = {
      data: {
        '{$request.body#/url}': {
          post: { requestBody: { content: { 'application/json': { schema: event } } }, responses: {} },
        },
      },
    }
    const body = {
      type: 'object',
      required: ['url', 'topic'],
      properties: { url: { type: 'string' }, topic: { type: 'string' } },
    }
    const post = {
      operationId: 'addStream',
      requestBody: { required: true, content: { 'application/json': { schema: body } } },
      responses: answers('application/json'),
      callbacks,
    }
    await using shop = await connected({ '/streams': { post } })
    service.use({ 'POST /v1/streams': { status: 201, json: { id: '1' } } })
    const listener = await shop.listen('addStream.data', { body: { topic: 'orders' } })
    expect(service.requests[0]?.json()).toMatchObject({ topic: 'orders', url: expect.stringMatching(/^https:/) })
    const { events } = await listener.receive({ body: '{"id":"1"}', headers: { 'content-type': 'application/json' } })
    expect(events.map(({ data }) => data)).toEqual([{ id: '1' }])
  })
})
