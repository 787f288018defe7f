import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { startTracker } from '../kernel/service.ts'
import { makeCertificate } from '../tls/certificates.ts'
import { authority, startSecureService, trustAuthority } from '../tls/secure-service.ts'
import { type Folder, openFolder } from './command-line.ts'

const key = 'planted-secret-tracker-key'
const env = { TRACKER_KEY: key }
const declared = 'https://tracker.example.com'
const getOrder = 'production-tracker.getOrder'

const file = {
  connector: 'production-tracker',
  settings: { host: 'tracker.example.com' },
  credentials: { key: 'env:TRACKER_KEY' },
}

interface Asked {
  readonly origin?: string
  readonly input?: unknown
  readonly more?: readonly string[]
}

async function getOrderBy(folder: Folder, { origin, input = { orderId: '7' }, more = [] }: Asked) {
  return folder.jackfieldIn(
    { env },
    ...['invoke', getOrder, '--plugins', 'base', '--connection', 'connection.json', '--input', JSON.stringify(input)],
    ...(origin === undefined ? [] : ['--connect-to', `${declared}=${origin}`]),
    ...more,
  )
}

async function openConnected(connection: unknown = file): Promise<Folder> {
  const folder = await openFolder()
  await folder.write('connection.json', typeof connection === 'string' ? connection : JSON.stringify(connection))
  return folder
}

describe('an operation', () => {
  it('is invoked over a connection from a file, its output printed and nothing else', async () => {
    await using tracker = await startTracker(key)
    const order = { id: '7', status: 'planned', sku: 'A-1', quantity: 3, completedAt: null }
    tracker.orders.push(order)
    await using folder = await openConnected()
    const printed = await getOrderBy(folder, { origin: tracker.origin })
    expect(printed).toEqual({ code: 0, out: `${JSON.stringify(order, null, 2)}\n`, err: '' })
    expect(tracker.seen).toEqual([{ method: 'GET', path: '/api/orders/7', key }])

    await folder.write(
      'connection.json',
      'connector: production-tracker\nsettings: { host: tracker.example.com }\ncredentials: { key: env:TRACKER_KEY }\n',
    )
    expect(await getOrderBy(folder, { origin: tracker.origin, more: ['--format', 'json'] })).toEqual(printed)
  })

  it('is invoked over a connection with a certificate, which stands in the file with its lines', async () => {
    trustAuthority()
    await using service = await startSecureService()
    await using folder = await openFolder()
    const { certificate, key: privateKey } = makeCertificate({ name: 'pune', issuer: authority })
    await folder.write(
      'tls/desk/connector.json',
      JSON.stringify({
        jackfield: 1,
        id: 'desk',
        version: '1.0.0',
        title: 'Desk',
        servers: [{ url: 'https://api.example.com' }],
        securitySchemes: { tls: { type: 'mutualTLS' } },
        actions: { who: { title: 'Who', http: 'GET /who', output: {} } },
      }),
    )
    const block = certificate.trimEnd().replaceAll('\n', '\n    ')
    await folder.write(
      'tls.yaml',
      `connector: desk\ncredentials:\n  certificate: |\n    ${block}\n  key: env:DESK_KEY\n`,
    )
    const calling = ['invoke', 'desk.who', '--plugins', 'tls', '--connection', 'tls.yaml']
    const to = ['--connect-to', `https://api.example.com=${service.address}`]
    const { code, out, err } = await folder.jackfieldIn({ env: { DESK_KEY: privateKey } }, ...calling, ...to)
    expect([code, JSON.parse(out), err]).toEqual([0, { client: 'pune' }, ''])
    const wrong = await folder.jackfieldIn({ env: { DESK_KEY: certificate } }, ...calling, ...to)
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('The private key is none in PEM.')])
    expect(wrong.err).not.toContain(certificate.split('\n')[1])
  })

  it('warns of an answer that is not as declared, and prints it all the same', async () => {
    await using tracker = await startTracker(key)
    tracker.orders.push({ id: '7', status: 'lost', sku: 'A-1' })
    await using folder = await openConnected()
    const { code, out, err } = await getOrderBy(folder, { origin: tracker.origin })
    expect([code, JSON.parse(out)]).toEqual([0, { id: '7', status: 'lost', sku: 'A-1' }])
    expect(err).toMatch(/^warning: /m)
    expect(err).toContain('/status')
  })

  it('that fails is 1, and says why: in words, or as JSON', async () => {
    await using tracker = await startTracker(key)
    await using folder = await openConnected()
    const inWords = await getOrderBy(folder, { origin: tracker.origin })
    expect([inWords.code, inWords.out]).toEqual([1, ''])
    expect(inWords.err).toContain('404')
    const asJson = await getOrderBy(folder, { origin: tracker.origin, more: ['--format', 'json'] })
    expect([asJson.code, asJson.err]).toEqual([1, ''])
    expect(JSON.parse(asJson.out)).toMatchObject({
      error: { code: 'operation-failed', message: expect.any(String), status: 404, doubt: false, problems: [] },
    })
  })

  it('needs no connection where its connector has no credentials', async () => {
    await using service = await startService((_request, response) =>
      response.setHeader('content-type', 'application/json').end('{"sound":"ding"}'),
    )
    await using folder = await openFolder()
    const manifest = { jackfield: 1, id: 'bell', version: '1.0.0', title: 'Bell', servers: [{ url: service.origin }] }
    const actions = { ring: { title: 'Ring', http: 'GET /ring', output: { type: 'object' } } }
    await folder.write('bells/bell.json', JSON.stringify({ ...manifest, actions }))
    const ring = ['invoke', 'bell.ring', '--plugins', 'bells']
    const refused = await folder.jackfield(...ring)
    expect([refused.code, refused.out]).toEqual([1, ''])
    expect(refused.err).toContain(service.origin)
    expect(await folder.jackfield(...ring, '--allow-origin', service.origin)).toMatchObject({
      code: 0,
      out: '{\n  "sound": "ding"\n}\n',
    })
  })
})

describe('what is refused before anything is sent', () => {
  it.each([
    ['input that does not fit', ['--input', '{"orderId":7}'], '/orderId'],
    ['input that is not there', ['--input', '{}'], 'orderId'],
    ['input that is no JSON', ['--input', '{orderId:7}'], '--input is not JSON'],
    ['input that is no object', ['--input', '["7"]'], '--input must be a JSON object'],
    ['a folder that is not there', ['--plugins', 'missing'], 'missing (there is no such file or folder)'],
    ['a connection that is not there', ['--connection', 'missing.json'], 'missing.json'],
    ['a pair without =', ['--connect-to', 'https://tracker.example.com'], 'has no "="'],
    ['a pair of no origins', ['--connect-to', 'tracker=there'], 'tracker'],
    ['an origin that is none', ['--allow-origin', 'over there'], 'over there'],
  ])('is %s', async (_what, more, message) => {
    await using tracker = await startTracker(key)
    await using folder = await openConnected()
    const printed = await getOrderBy(folder, { origin: tracker.origin, more })
    expect([printed.code, printed.out]).toEqual([2, ''])
    expect(printed.err).toContain(message)
    expect(printed.err).not.toContain(key)
    expect(tracker.seen).toEqual([])
  })

  it.each([
    ['production-tracker.getOrdr', 'Did you mean "getOrder"?'],
    ['production-trakcer.getOrder', 'is a connection to "production-tracker"'],
    ['production-tracker.orderCompleted', 'is a trigger'],
    ['getOrder', 'connector.operation'],
  ])('is %s', async (operation, message) => {
    await using folder = await openConnected()
    const line = ['invoke', operation, '--plugins', 'base', '--connection', 'connection.json']
    const { code, out, err } = await folder.jackfieldIn({ env }, ...line)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(message)
  })

  it('is a call without a connection that it needs, or without saying what and where', async () => {
    await using folder = await openFolder()
    const without = await folder.jackfield('invoke', getOrder, '--plugins', 'base', '--input', '{"orderId":"7"}')
    expect(without).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--connection FILE') })
    for (const line of [['invoke'], ['invoke', getOrder], ['invoke', getOrder, getOrder, '--plugins', 'base']])
      expect(await folder.jackfield(...line)).toMatchObject({ code: 2, out: '' })
  })

  it('names what is wrong with a connector that can’t be read', async () => {
    await using folder = await openConnected()
    await folder.edit('base/production-tracker/connector.yaml', (text) =>
      text.replace('GET /orders/', 'FETCH /orders/'),
    )
    const { code, out, err } = await getOrderBy(folder, {})
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('  at base/production-tracker/connector.yaml:17:11 (/actions/getOrder/http)')
    expect(err).toContain('Connector "production-tracker" can\'t be used: it has the problems above.')
  })

  it.each([
    ['an unknown key', { ...file, setings: {} }, 'Did you mean "settings"?'],
    ['no connector', { ...file, connector: undefined }, 'does not say which connector'],
    ['another connector', { ...file, connector: 'zoho-inventory' }, 'is a connection to "zoho-inventory"'],
    ['settings that are text', { ...file, settings: key }, '"settings" and "credentials" are objects'],
    ['credentials that are text', { ...file, credentials: key }, '"settings" and "credentials" are objects'],
    ['a credential that is no text', { ...file, credentials: { key: 7 } }, 'credential "key" is not text'],
    ['an unknown credential', { ...file, credentials: { kay: key } }, 'kay'],
    ['no credential', { ...file, credentials: {} }, 'key'],
    ['a scheme that is not there', { ...file, scheme: 'oauth' }, 'oauth'],
    ['a setting that is not there', { ...file, settings: {} }, 'host'],
    ['a setting that is not allowed', { ...file, settings: { host: 'evil.example.net' } }, 'host'],
    ['a variable that is not set', { ...file, credentials: { key: 'env:MISSING' } }, 'MISSING, which is not set'],
    ['text that is broken', `connector: [${key}`, 'neither YAML nor JSON'],
    ['an unknown tag', `connector: production-tracker\ncredentials: { key: !vault ${key} }`, 'host'],
    ['a list', `[${key}]`, 'is not an object'],
  ])('is a connection file with %s, and no secret is shown', async (_what, connection, message) => {
    await using folder = await openConnected(connection)
    const warned = await warnings(async () => {
      const { code, out, err } = await getOrderBy(folder, {})
      expect([code, out]).toEqual([2, ''])
      expect(err).toContain(message)
      expect(err).not.toContain(key)
    })
    expect(warned).toEqual([])
  })
})

/** What is written around `io`, by the process itself. */
async function warnings(work: () => Promise<void>): Promise<readonly string[]> {
  const heard: string[] = []
  const hear = (warning: Error): void => void heard.push(warning.message)
  process.on('warning', hear)
  await work()
  await new Promise(setImmediate)
  process.off('warning', hear)
  return heard
}

describe('a service that fails', () => {
  it.each<[string, RequestListener]>([
    [
      'refuses the key and repeats it',
      (request, response) => response.writeHead(401).end(`no ${request.headers['x-api-key']}`),
    ],
    [
      'fails and repeats it in JSON',
      (request, response) =>
        response
          .writeHead(500, { 'content-type': 'application/json' })
          .end(JSON.stringify({ message: `bad ${request.headers['x-api-key']}`, [key]: key })),
    ],
    [
      'sends it elsewhere',
      (_request, response) => response.writeHead(302, { location: `https://evil.example.com/?k=${key}` }).end(),
    ],
    ['goes away', (request) => request.socket.destroy()],
    [
      'answers with something unreadable',
      (_request, response) => response.setHeader('content-type', 'application/json').end(`{"${key}`),
    ],
    ['answers with a broken encoding', (_request, response) => response.setHeader('content-encoding', 'gzip').end(key)],
    ['speaks no HTTP', (request) => request.socket.end(`${key}\r\n\r\n`)],
  ])('%s: the exit code is 1, and no secret is shown', async (_what, listener) => {
    await using service = await startService(listener)
    await using folder = await openConnected()
    for (const format of ['text', 'json']) {
      const { code, out, err } = await getOrderBy(folder, { origin: service.origin, more: ['--format', format] })
      expect(code).toBe(1)
      expect(out + err).not.toContain(key)
      expect(format === 'text' ? err : out).not.toBe('')
    }
  })
})

async function startService(listener: RequestListener): Promise<AsyncDisposable & { readonly origin: string }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
