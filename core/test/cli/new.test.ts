import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Folder, openFolder } from './command-line.ts'

const orders = {
  orders: [
    { id: '7', at: '2026-11-23T18:30:00Z', total: 12 },
    { id: '8', at: '2026-11-23T18:31:00Z', total: 9.5, note: null },
  ],
}

const basics = ['--base-url', 'https://api.desk.example/v2', '--auth', 'none', '--operation', 'GET /orders']

const text = (folder: Folder, path = 'desk/connector.yaml') => readFile(join(folder.dir, path), 'utf8')
const manifest = async (folder: Folder) => parse(await text(folder))

describe('jackfield new', () => {
  it('writes a manifest with comments that check finds nothing wrong with', async () => {
    await using folder = await openFolder()
    await folder.write('orders.json', JSON.stringify(orders))
    const { code, out, err } = await folder.jackfield('new', 'desk', ...basics, '--sample', 'orders.json')
    expect([code, out]).toEqual([0, 'desk/connector.yaml\n'])
    expect(err).toContain('jackfield check desk')
    expect(await text(folder)).toMatch(/^# A connector for Jackfield/)
    const read = await manifest(folder)
    expect(read).toMatchObject({ jackfield: 1, id: 'desk', title: 'Desk', test: 'listOrders' })
    expect(read.actions.listOrders.output.properties.orders.items).toEqual({
      type: 'object',
      required: ['id', 'at', 'total'],
      properties: {
        id: { type: 'string' },
        at: { type: 'string', format: 'date-time' },
        total: { type: 'number' },
        note: {},
      },
    })
    expect(await folder.jackfield('check', 'desk')).toMatchObject({ code: 0 })
  })

  it.each<[string, readonly string[], Record<string, unknown>]>([
    ['basic', ['--auth', 'basic'], { login: { type: 'http', scheme: 'basic' } }],
    ['a certificate', ['--auth', 'mutualTLS'], { certificate: { type: 'mutualTLS' } }],
    ['bearer', ['--auth', 'bearer'], { token: { type: 'http', scheme: 'bearer' } }],
    [
      'a key in a header',
      ['--auth', 'apiKey', '--key-name', 'X-Key'],
      { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    ],
    [
      'a key in the query',
      ['--auth', 'apiKey', '--key-in', 'query', '--key-name', 'k'],
      { key: { type: 'apiKey', in: 'query', name: 'k' } },
    ],
    [
      'a key in a cookie',
      ['--auth', 'apiKey', '--key-in', 'cookie', '--key-name', 'sid'],
      { key: { type: 'apiKey', in: 'cookie', name: 'sid' } },
    ],
    [
      'OAuth of a client',
      ['--auth', 'oauth2', '--token-url', 'https://id.desk.example/token', '--scope', 'read:orders', '--scope', 'no'],
      {
        oauth: {
          type: 'oauth2',
          flows: {
            clientCredentials: { tokenUrl: 'https://id.desk.example/token', scopes: { 'read:orders': '', no: '' } },
          },
        },
      },
    ],
    [
      'OAuth of a person',
      [
        '--auth',
        'oauth2',
        '--token-url',
        'https://id.desk.example/token',
        '--authorization-url',
        'https://id.desk.example/auth',
      ],
      {
        oauth: {
          type: 'oauth2',
          flows: {
            authorizationCode: {
              authorizationUrl: 'https://id.desk.example/auth',
              tokenUrl: 'https://id.desk.example/token',
              scopes: {},
            },
          },
        },
      },
    ],
  ])('declares %s, and check finds nothing wrong', async (_what, options, schemes) => {
    await using folder = await openFolder()
    await folder.write('orders.json', JSON.stringify(orders))
    const line = ['--base-url', 'https://api.desk.example', '--operation', 'GET /orders', '--sample', 'orders.json']
    expect(await folder.jackfield('new', 'desk', ...line, ...options)).toMatchObject({ code: 0 })
    expect((await manifest(folder)).securitySchemes).toEqual(schemes)
    expect(await folder.jackfield('check', 'desk')).toMatchObject({ code: 0 })
  })

  it.each<[string, string, Record<string, unknown>]>([
    ['GET /orders', 'listOrders', { title: 'List orders' }],
    [
      'get /orders/{orderId}',
      'getOrder',
      { http: 'GET /orders/{orderId}', input: { required: ['orderId'], properties: { orderId: { type: 'string' } } } },
    ],
    [
      'GET /orders?status=open&limit=5&all=true',
      'listOrders',
      { input: { properties: { status: { type: 'string' }, limit: { type: 'integer' }, all: { type: 'boolean' } } } },
    ],
    ['POST /stock-entries', 'createStockEntry', { effect: 'once' }],
    ['PUT /users/{id}/addresses/{addressId}', 'replaceAddress', { effect: 'idempotent' }],
    ['PATCH /boxes/{id}', 'updateBox', { effect: 'once' }],
    ['DELETE /categories/{id}', 'deleteCategory', { effect: 'idempotent' }],
    ['GET /status', 'getStatus', {}],
    ['GET /', 'getThing', {}],
  ])('makes of %s the operation %s', async (request, id, parts) => {
    await using folder = await openFolder()
    await folder.write('sample.json', '{"a":1}')
    const line = ['--base-url', 'https://api.desk.example/', '--auth', 'none', '--sample', 'sample.json']
    expect(await folder.jackfield('new', 'desk', ...line, '--operation', request)).toMatchObject({ code: 0 })
    const read = await manifest(folder)
    expect(Object.keys(read.actions)).toEqual([id])
    expect(read.actions[id]).toMatchObject(parts)
    expect(read.servers[0].url).toBe('https://api.desk.example')
    expect(await folder.jackfield('check', 'desk')).toMatchObject({ code: 0 })
  })

  it('takes the input from a sample of the request, and samples from standard input', async () => {
    await using folder = await openFolder()
    await folder.write('request.json', '{"sku":"A-1","count":2}')
    const line = [
      '--id',
      'desk',
      '--base-url',
      'https://{shop}.desk.example',
      '--auth',
      'none',
      '--operation',
      'POST /orders',
    ]
    const { code } = await folder.jackfieldIn(
      { input: '{"id":"7"}' },
      'new',
      ...line,
      '--request',
      'request.json',
      '--sample',
      '-',
    )
    expect(code).toBe(0)
    expect(await manifest(folder)).toMatchObject({
      settings: { required: ['shop'] },
      servers: [{ variables: { shop: { from: 'settings.shop' } } }],
      actions: {
        createOrder: {
          input: { properties: { sku: { type: 'string' }, count: { type: 'integer' } } },
          output: { properties: { id: { type: 'string' } } },
        },
      },
    })
    expect(await text(folder)).not.toContain('A-1')
    expect(await folder.jackfield('check', 'desk')).toMatchObject({ code: 0 })
  })

  it('asks a person for what no flag says, and again for what won’t do', async () => {
    await using folder = await openFolder()
    const answers = [
      '',
      '',
      'not a URL',
      'https://api.desk.example',
      'basic',
      'orders',
      'GET /orders',
      JSON.stringify(orders),
      'n',
    ]
    const { code, err } = await folder.jackfieldIn({ answers }, 'new', 'order desk')
    expect(err).toContain('That is no URL.')
    expect(err).toContain('"orders" is no request.')
    expect(code).toBe(0)
    expect(await text(folder, 'order desk/connector.yaml')).toContain('id: order-desk\n')
  })

  it('asks again for a sample that is none, and goes on without one where a person says so', async () => {
    await using folder = await openFolder()
    const answers = ['Desk', '{"a" 1}', '<html>', '{"a":1}', 'n']
    const given = ['--id', 'desk', '--base-url', 'https://api.desk.example', '--auth', 'none', '--operation', 'GET /a']
    const { code, err } = await folder.jackfieldIn({ answers }, 'new', ...given)
    expect([code, err]).toEqual([0, expect.stringContaining('The sample is HTML or XML, not JSON.')])
    expect(err).toContain('The sample, line 1')
    expect((await manifest(folder)).actions.getA.output).toEqual({
      type: 'object',
      properties: { a: { type: 'integer' } },
    })
    const without = await folder.jackfieldIn({ answers: ['Desk', '-', 'n'] }, 'new', ...given, '--force')
    expect(without).toMatchObject({ code: 0 })
    expect(await text(folder)).toContain('# Nothing is said yet of what it answers.')
    expect(await folder.jackfield('check', 'desk')).toMatchObject({ code: 0 })
    const never = await folder.jackfieldIn(
      { answers: ['Desk', 'x', 'x', 'x', 'x', 'x'] },
      'new',
      'other',
      ...given.slice(2),
    )
    expect(never).toMatchObject({ code: 2, out: '' })
  })

  it('asks a person for the scopes of OAuth', async () => {
    await using folder = await openFolder()
    const answers = [
      'oauth2',
      'https://id.desk.example/token',
      'https://id.desk.example/auth',
      'read:a  write:a',
      '-',
      'n',
    ]
    const given = ['--title', 'Desk', '--base-url', 'https://api.desk.example', '--operation', 'GET /a']
    expect(await folder.jackfieldIn({ answers }, 'new', 'desk', '--id', 'desk', ...given)).toMatchObject({ code: 0 })
    expect((await manifest(folder)).securitySchemes.oauth.flows.authorizationCode.scopes).toEqual({
      'read:a': '',
      'write:a': '',
    })
    expect(await folder.jackfield('check', 'desk')).toMatchObject({ code: 0 })
  })
})
