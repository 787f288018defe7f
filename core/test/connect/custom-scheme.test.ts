import { createHmac } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { defineExtension } from '../../src/index.ts'
import { openFolder } from '../cli/command-line.ts'
import { type Host, openHost } from '../kernel/host.ts'
import { hmac } from './hmac.ts'
import { json, type Loopback, serveAnswers } from './loopback.ts'

const api = 'https://orders.example.com'
const secret = 'planted-hmac-secret'
const manifest = (type: string, options: string): string => `
jackfield: 1
id: orders
version: '1.0.0'
title: Orders
servers: [{ url: ${api}/v1 }]
securitySchemes:
  signed: { type: ${type}${options} }
test: listOrders
actions:
  listOrders:
    title: List orders
    http: GET /orders
    query: { open: true }
    output: { type: object }
  addOrder:
    title: Add an order
    effect: once
    http: POST /orders
    input: { properties: { sku: { type: string } } }
    output: { type: object }
`

/** A service that computes the signature itself. */
async function startService(): Promise<Loopback> {
  return serveAnswers(async ({ method, path, query, headers, form }, response) => {
    const url = query.size === 0 ? path : `${path}?${query}`
    const body = method === 'GET' ? '' : ([...form.keys()][0] ?? '')
    const signed = [method, url, headers['x-date'], body].join('\n')
    const expected = `id-1:${createHmac('sha256', secret).update(signed).digest('base64')}`
    const fits = headers['x-signature'] === expected
    json(response, fits ? { fits } : { message: `not ${headers['x-signature']}` }, fits ? 200 : 401)
  })
}

async function drop({ plugins }: Host): Promise<void> {
  await mkdir(join(plugins, 'orders'))
  await writeFile(join(plugins, 'orders/connector.yaml'), manifest('x-hmac', ', header: X-Signature'))
}

const extension = defineExtension('signatures', () => ({ auth: [hmac] }))
const filled = { organisation: 'pune', connector: 'orders' }

test('a kernel signs by a scheme of an extension, method and body too, and hides what it made', async () => {
  await using service = await startService()
  await using host = await openHost()
  await drop(host)
  const kernel = await host.start({ extensions: [extension()], connectTo: { [api]: service.address } })
  const credentials = { keyId: 'id-1', secret }
  const made = await kernel.connections.add({ ...filled, credentials })
  expect(made.grants).toEqual([
    { credential: 'keyId', origin: api, placement: 'header X-Signature' },
    { credential: 'secret', origin: api, placement: 'signature in header X-Signature' },
  ])
  expect(await kernel.connections.test(made.id)).toEqual({ ok: true })
  const added = await kernel.invoke('orders.addOrder', { connection: made.id, input: { sku: 'A-1' } })
  expect(added.output).toEqual({ fits: true })
  const wrong = await kernel.connections.add({ ...filled, credentials: { ...credentials, secret: 'other' } })
  const tried = await kernel.connections.test(wrong.id)
  expect(tried).toMatchObject({ ok: false, message: expect.stringContaining('***') })
  await expect(kernel.connections.add({ ...filled, credentials: { keyId: 'a' } })).rejects.toMatchObject({
    problems: [{ code: 'credential-missing', pointer: '/credentials/secret' }],
  })
})

test('the command line signs by it as well', async () => {
  await using service = await startService()
  await using folder = await openFolder()
  await folder.write('plugins/orders/connector.yaml', manifest('x-hmac', ', header: X-Signature'))
  await folder.write(
    'connection.json',
    JSON.stringify({ connector: 'orders', credentials: { keyId: 'id-1', secret: 'env:SECRET' } }),
  )
  const module = fileURLToPath(new URL('hmac.ts', import.meta.url))
  const config = `import { hmac } from ${JSON.stringify(module)}\nexport default { extensions: [{ name: 'signatures', auth: [hmac] }] }\n`
  await folder.write('jackfield.config.mjs', config)
  const connecting = ['--connection', 'connection.json', '--connect-to', `${api}=${service.address}`]
  const asked = ['invoke', 'orders.listOrders', '--plugins', 'plugins', ...connecting]
  expect(await folder.jackfieldIn({ env: { SECRET: secret } }, ...asked)).toMatchObject({
    code: 0,
    out: '{\n  "fits": true\n}\n',
  })
  expect(await folder.jackfield('check', 'plugins')).toMatchObject({ code: 0 })
})

test.each([
  ['x-hmac', '', 'scheme-option-wrong', /"header" has to name/, /add header/],
  ['x-hmc', ', header: X-Signature', 'scheme-type-unknown', /"x-hmc" of security scheme "signed"/, /there is "x-hmac"/],
])('check says what is wrong with type %s%s', async (type, options, code, message, hint) => {
  await using folder = await openFolder()
  await folder.write('plugins/orders/connector.yaml', manifest(type, options))
  const module = fileURLToPath(new URL('hmac.ts', import.meta.url))
  const config = `import { hmac } from ${JSON.stringify(module)}\nexport default { extensions: [{ name: 'signatures', auth: [hmac] }] }\n`
  await folder.write('jackfield.config.mjs', config)
  const { code: exit, out } = await folder.jackfield('check', 'plugins', '--format', 'json')
  expect(exit).toBe(1)
  const { problems } = JSON.parse(out)
  expect(problems).toMatchObject([
    { code, message: expect.stringMatching(message), hint: expect.stringMatching(hint), line: 8 },
  ])
})

test('without the extension, a connector of its type does not come up, and the reason is said', async () => {
  await using host = await openHost()
  await drop(host)
  await host.start()
  const { problems } = await host.event('connector:failed')
  expect(problems).toMatchObject([{ code: 'scheme-type-unknown', hint: expect.stringContaining('extensions') }])
})
