import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, type Dispatcher } from 'undici'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createCertificateAgents } from '../../src/http/certificate-agents.ts'
import { exchange } from '../../src/http/exchange.ts'
import { createTransport, type HeldCertificate, type Signer, type Transport } from '../../src/http/index.ts'
import { sendError } from '../../src/http/send-error.ts'
import { SendWatch } from '../../src/http/send-watch.ts'
import { makeCertificate } from '../tls/certificates.ts'
import { authority, type SecureService, startSecureService, trustAuthority } from '../tls/secure-service.ts'

const declared = 'https://api.example.com'
const pune = makeCertificate({ name: 'pune', issuer: authority })
const stranger = makeCertificate({ name: 'stranger' })

function presenting(certificate: Omit<HeldCertificate, 'holder'>, holder = 'con_1'): Signer {
  return { sign: (request) => request, certificate: () => ({ ...certificate, holder }) }
}

function transportTo(service: SecureService): Transport {
  trustAuthority()
  const transport = createTransport({ connectTo: { [declared]: service.address } })
  onTestFinished(() => transport[Symbol.asyncDispose]())
  return transport
}

async function send(transport: Transport, signer?: Signer, path = '/'): Promise<unknown> {
  const request = { method: 'GET', url: declared + path, headers: {}, timeout: 10_000, ...(signer && { signer }) }
  const { body } = await transport.send(request)
  return JSON.parse(Buffer.from(body).toString())
}

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'a certificate is presented by %s, under the declared name',
  async (maxVersion) => {
    await using service = await startSecureService({ maxVersion })
    const transport = transportTo(service)
    expect(await send(transport, presenting(pune))).toEqual({ client: 'pune' })
    expect(service.visits).toMatchObject([
      { client: 'pune', servername: 'api.example.com', headers: { host: 'api.example.com' } },
    ])
  },
)

test('an encrypted private key is opened by its passphrase', async () => {
  await using service = await startSecureService()
  const sealed = makeCertificate({ name: 'sealed', issuer: authority, passphrase: 'open sesame' })
  const signer = presenting({ ...sealed, passphrase: 'open sesame' })
  expect(await send(transportTo(service), signer)).toEqual({ client: 'sealed' })
})

test('a socket that presented one is not used for another holder, nor for a request without', async () => {
  await using service = await startSecureService({ demands: false })
  const transport = transportTo(service)
  const nagpur = makeCertificate({ name: 'nagpur', issuer: authority })
  expect(await send(transport, presenting(pune, 'con_1'))).toEqual({ client: 'pune' })
  expect(await send(transport)).toEqual({ client: null })
  expect(await send(transport, presenting(nagpur, 'con_2'))).toEqual({ client: 'nagpur' })
  expect(await send(transport, presenting(pune, 'con_3'))).toEqual({ client: 'pune' })
  expect(await send(transport, presenting(pune, 'con_1'))).toEqual({ client: 'pune' })
  expect(service.visits.map(({ socket }) => socket)).toEqual([1, 2, 3, 4, 1])
})

test('another certificate of the same holder is presented from then on', async () => {
  await using service = await startSecureService()
  const transport = transportTo(service)
  const renewed = makeCertificate({ name: 'pune-2', issuer: authority })
  expect(await send(transport, presenting(pune))).toEqual({ client: 'pune' })
  expect(await send(transport, presenting(renewed))).toEqual({ client: 'pune-2' })
  await expect.poll(() => service.open).toBe(1)
})

test.each([
  ['none', undefined],
  ['one that nobody vouches for', presenting(stranger)],
])('with %s, what demands one is told of as a connection that does not fit, without doubt', async (_what, signer) => {
  await using service = await startSecureService()
  const failed = await send(transportTo(service), signer).catch((error: unknown) => error)
  expect(service.visits).toEqual([])
  // A service that breaks off before its alert is read leaves a lost connection.
  expect(failed).toMatchObject({ code: expect.stringMatching(/^connection-(invalid|lost)$/) })
  if ((failed as { code: string }).code === 'connection-invalid')
    expect(failed).toMatchObject({
      doubt: false,
      message: expect.stringMatching(/does not take the client's certificate/),
    })
  expect(JSON.stringify(failed)).not.toContain('PRIVATE KEY')
})

test('the certificate is not shown where a redirect leads, nor is anything sent there', async () => {
  await using elsewhere = await startSecureService({ name: 'other.example.com', demands: false })
  await using service = await startSecureService({
    answer: (_visit, response) => void response.writeHead(302, { location: 'https://other.example.com/' }).end(),
  })
  trustAuthority()
  const connectTo = { [declared]: service.address, 'https://other.example.com': elsewhere.address }
  await using transport = createTransport({ connectTo })
  await expect(send(transport, presenting(pune))).rejects.toMatchObject({ code: 'redirect-refused' })
  expect([service.visits.length, elsewhere.visits.length]).toEqual([1, 0])
})

test('released, its sockets are closed, once what is on the way is there', async () => {
  await using service = await startSecureService({
    answer: ({ client }, response) => void sleep(100).then(() => response.end(JSON.stringify({ client }))),
  })
  const transport = transportTo(service)
  const sending = send(transport, presenting(pune))
  await expect.poll(() => service.visits.length).toBe(1)
  transport.release('con_1')
  transport.release('nobody')
  expect(await sending).toEqual({ client: 'pune' })
  await expect.poll(() => service.open).toBe(0)
})

test('beyond 256 holders, or after a minute without use, sockets are closed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const agents = createCertificateAgents((connect) => new Agent({ connect }))
  const of = (holder: string) => agents.of({ ...pune, holder }).trusted as Agent
  const [first, second] = [of('first'), of('second')]
  of('first')
  for (let count = 0; count < 255; count++) of(`con_${count}`)
  expect([first.closed, second.closed]).toEqual([false, true])
  await vi.advanceTimersByTimeAsync(59_000)
  expect(of('first')).toBe(first)
  const other = of('con_7')
  await vi.advanceTimersByTimeAsync(59_000)
  expect([first.closed, other.closed, of('con_7') === other]).toEqual([false, false, true])
  await vi.advanceTimersByTimeAsync(61_000)
  expect([first.closed, other.closed]).toEqual([true, false])
  await agents.destroy()
  expect(other.destroyed).toBe(true)
})

test('an alert about the certificate says that nothing came of the request, but for what went before', () => {
  const alert = Object.assign(new Error('alert'), { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' })
  const hop = { method: 'POST', url: new URL(declared), headers: {} }
  const told = (acted: boolean) => sendError(alert, hop, { doubt: true, acted })
  expect(told(false)).toMatchObject({
    code: 'connection-invalid',
    doubt: false,
    hint: expect.stringContaining('mutualTLS'),
  })
  expect(told(true)).toMatchObject({ code: 'connection-invalid', doubt: true })
})

test.each([200, 103])('nor does it after an answer began (%i): the request was read', async (status) => {
  const alert = Object.assign(new Error('alert'), { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_EXPIRED' })
  const hop = { method: 'POST', url: new URL(declared), headers: {} }
  const watch = new SendWatch(hop, { method: 'POST', url: declared, headers: {}, timeout: 10_000 })
  onTestFinished(() => watch.end())
  const controller = { abort: () => {} } as unknown as Dispatcher.DispatchController
  const agent = {
    dispatch(_options: unknown, handler: Dispatcher.DispatchHandler) {
      handler.onRequestStart?.(controller, {})
      handler.onResponseStart?.(controller, status, {})
      handler.onResponseError?.(controller, alert)
    },
  } as unknown as Dispatcher
  const dispatch = { path: '/', method: 'POST' }
  const exchanged = exchange({ agent, dispatch, watch, hop, maxBytes: 1 })
  await expect(exchanged).rejects.toMatchObject({ code: 'connection-invalid', doubt: true })
})

test('a closed transport has no socket left', async () => {
  await using service = await startSecureService()
  trustAuthority()
  const transport = createTransport({ connectTo: { [declared]: service.address } })
  await send(transport, presenting(pune))
  await transport[Symbol.asyncDispose]()
  transport.release('con_1')
  await expect.poll(() => service.open).toBe(0)
})

test('what was being signed while the transport closed is not sent, and opens nothing', async () => {
  await using service = await startSecureService()
  trustAuthority()
  const transport = createTransport({ connectTo: { [declared]: service.address } })
  await send(transport, presenting(pune))
  const { promise, resolve } = Promise.withResolvers<void>()
  const signer: Signer = { ...presenting(pune, 'con_2'), sign: (request) => promise.then(() => request) }
  const sending = send(transport, signer).catch((error: unknown) => error)
  await transport[Symbol.asyncDispose]()
  resolve()
  expect(await sending).toMatchObject({ code: 'connection-lost', doubt: false })
  expect(service.visits).toHaveLength(1)
  await expect.poll(() => service.open).toBe(0)
})
