import { describe, expect, it } from 'vitest'
import { answers, connected, service } from './shop.ts'

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
