import type { RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { serve } from '../http/serve.ts'
import { startTracker } from '../kernel/service.ts'
import { makeCertificate } from '../tls/certificates.ts'
import { authority, startSecureService, trustAuthority } from '../tls/secure-service.ts'
import { openFolder } from './command-line.ts'
import { getOrderBy, key, openConnected } from './invoke-command.ts'

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
    await using service = await serve((_request, response) =>
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
    await using service = await serve(listener)
    await using folder = await openConnected()
    for (const format of ['text', 'json']) {
      const { code, out, err } = await getOrderBy(folder, { origin: service.origin, more: ['--format', format] })
      expect(code).toBe(1)
      expect(out + err).not.toContain(key)
      expect(format === 'text' ? err : out).not.toBe('')
    }
  })
})
