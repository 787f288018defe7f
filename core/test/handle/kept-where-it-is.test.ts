import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { writeManifest } from '../../src/load/index.ts'
import { readManifest } from '../../src/load/manifest/read-manifest.ts'
import { type FakeAnswer, fakeService, testConnector } from '../../src/testing.ts'
import { temporaryFolder } from '../load/temporary-folder.ts'

const manifest = {
  jackfield: 1,
  id: 'bell',
  version: '1.0.0',
  title: 'Bell',
  servers: [{ url: 'https://bell.example.com/v1' }],
  triggers: {
    rang: {
      title: 'Rang',
      webhook: {
        subscribe: { http: 'POST /hooks', body: { url: '{webhook.url}' }, keep: { id: { at: '/id' } } },
        unsubscribe: { http: 'DELETE /hooks/{id}' },
        verify: { url: true },
        items: '',
        dedupe: { key: ['/id'] },
      },
      output: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
    },
  },
}

/** What the service was asked, when somebody listened and left. */
async function asked(subscribed: FakeAnswer, wanted?: string): Promise<readonly string[]> {
  await using undo = new AsyncDisposableStack()
  const folder = temporaryFolder({ 'bell.json': JSON.stringify(manifest) })
  const service = undo.use(
    await fakeService({ 'POST /v1/hooks': subscribed, 'DELETE /v1/hooks/{id}': { status: 204 } }),
  )
  const bell = undo.use(await testConnector(`${folder}/bell.json`, { service }))
  await bell.listen('rang')
  await bell.kernel.usages.remove({ organisation: 'test', id: 'test' })
  const seen = (): readonly string[] => service.requests.map(({ method, path }) => `${method} ${path}`)
  if (wanted !== undefined) await expect.poll(seen).toContain(wanted)
  else await sleep(200)
  return seen()
}

it('what is kept where it is there ends the subscription', async () => {
  expect(await asked({ status: 201, json: { id: 7 } }, 'DELETE /v1/hooks/7')).toHaveLength(2)
})

it('what is not there leaves it, and it is subscribed once', async () => {
  expect(await asked({ status: 201, json: {} })).toEqual(['POST /v1/hooks'])
})

it('is written as it was read', () => {
  const { connector } = readManifest(manifest)
  expect(connector.operations.rang?.webhook?.subscribe?.keep).toEqual({ id: { at: '/id' } })
  expect(readManifest(writeManifest(connector).manifest).connector).toEqual(connector)
})
