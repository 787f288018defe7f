import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, keyFile, sqlite } from '@jackfield/core'
import { expect, it } from 'vitest'
import { makeCertificate } from '../../../core/test/tls/certificates.ts'
import { authority, startSecureService, trustAuthority } from '../../../core/test/tls/secure-service.ts'
import { openapi } from '../src/index.ts'

const document = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: 'https://api.example.com/v1' }],
  components: {
    securitySchemes: { tls: { type: 'mutualTLS' }, key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
  },
  security: [{ tls: [], key: [] }],
  paths: {
    '/me': { get: { operationId: 'me', responses: { 200: { description: 'OK' } } } },
    '/open': { get: { operationId: 'open', security: [{ tls: [] }], responses: { 200: { description: 'OK' } } } },
  },
}

it('calls a service that asks for a certificate and checks it, and a key', async () => {
  await using undo = new AsyncDisposableStack()
  trustAuthority()
  const folder = await mkdtemp(join(tmpdir(), 'openapi-tls-'))
  undo.defer(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'shop.json'), JSON.stringify(document))
  const service = undo.use(await startSecureService())
  const kernel = undo.use(
    await createKernel({
      plugins: [{ dir: folder, scope: 'host' }],
      extensions: [openapi()],
      store: sqlite(':memory:'),
      keyProvider: keyFile(join(folder, 'state', 'key')),
      connectTo: { 'https://api.example.com': service.address },
    }),
  )
  const { certificate, key } = makeCertificate({ name: 'pune', issuer: authority })
  const target = { organisation: 'pune', connector: 'shop' }
  const credentials = { 'tls.certificate': certificate, 'tls.key': key, 'key.key': 'k-1' }
  const { id: connection } = await kernel.connections.add({ ...target, scheme: 'key+tls', credentials })
  const call = { organisation: 'pune', connection, input: {} }
  expect((await kernel.invoke('shop.me', call)).output).toEqual({ client: 'pune' })
  expect((await kernel.invoke('shop.open', call)).output).toEqual({ client: 'pune' })
  expect(service.visits).toMatchObject([
    { client: 'pune', path: '/v1/me', headers: { 'x-key': 'k-1' } },
    { client: 'pune', path: '/v1/open' },
  ])
  expect(service.visits[1]?.headers).not.toHaveProperty('x-key')
})
