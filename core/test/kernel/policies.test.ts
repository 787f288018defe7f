import { expect, it } from 'vitest'
import { defineExtension, type Policy } from '../../src/index.ts'
import { put } from './bell.ts'
import { openHost, organisation } from './host.ts'
import { startTracker } from './service.ts'

const key = 'planted-secret-key'

const manifest = `jackfield: 1
id: desk
version: '1.0.0'
title: Desk
servers: [{ url: 'https://{host}.example.com', variables: { host: { from: settings.host, pattern: '^[a-z]+$' } } }]
securitySchemes: { key: { type: apiKey, in: header, name: X-Api-Key } }
settings: { required: [host], properties: { host: { type: string } } }
actions:
  list:
    title: List
    http: GET /orders
  elsewhere:
    title: Elsewhere
    http: GET /orders
    policies: [{ use: host, with: { to: https://evil.example.com } }]
  moved:
    title: Moved
    http: GET /orders
    policies: [{ use: host, with: { to: 'https://{host}.example.com' } }]
  open:
    title: Open
    http: GET /orders
    security: []
    policies: [{ use: host, with: { to: https://evil.example.com } }]
  lost:
    title: Lost
    http: GET /orders
    policies: [{ use: unheard-of }]
`

/** Sends requests to another origin, which reads a setting. */
const host: Policy = {
  name: 'host',
  bind: ({ to }) => ({
    request(asked, { settings }) {
      const origin = String(to).replace('{host}', String(settings.host))
      return { ...asked, url: asked.url.replace(/^https:\/\/[^/]*/, origin) }
    },
  }),
}
const hosts = defineExtension('hosts', () => ({ policies: [host] }))

it('never sends a credential where it was not given for, whatever a policy says', async () => {
  await using service = await startTracker(key)
  await using evil = await startTracker('')
  await using running = await openHost()
  await put(running.plugins, 'desk', manifest)
  const kernel = await running.start({
    extensions: [hosts()],
    connectTo: { 'https://desk.example.com': service.origin, 'https://evil.example.com': evil.origin },
  })
  const made = { organisation, connector: 'desk', settings: { host: 'desk' }, credentials: { key } }
  const connection = (await kernel.connections.add(made)).id
  await kernel.invoke('desk.list', { connection })
  await kernel.invoke('desk.moved', { connection })
  await expect(kernel.invoke('desk.elsewhere', { connection })).rejects.toMatchObject({ code: 'origin-refused' })
  expect(evil.seen).toEqual([])
  await kernel.invoke('desk.open', { connection }).catch(() => {})
  expect(evil.seen.map((seen) => seen.key)).toEqual([undefined])
  expect(service.seen.map((seen) => seen.key)).toEqual([key, key])
})

it('keeps an operation whose policy nothing brings out of use, and the others in', async () => {
  await using service = await startTracker('')
  await using running = await openHost()
  await put(running.plugins, 'desk', manifest)
  const kernel = await running.start({
    extensions: [hosts()],
    connectTo: { 'https://desk.example.com': service.origin },
  })
  expect(running.names()).toContain('connector:ready')
  const shown = kernel.catalogue.operation({ organisation, operation: 'desk.lost' })
  expect(await shown).toMatchObject({ unavailable: { feature: 'policy.unheard-of' } })
  expect(await kernel.catalogue.operation({ organisation, operation: 'desk.moved' })).not.toHaveProperty('unavailable')
  await expect(kernel.invoke('desk.lost', { organisation })).rejects.toMatchObject({
    code: 'operation-unavailable',
    message: expect.stringContaining('"unheard-of"'),
  })
})

it('takes the operation into use once the extension is there, without another revision', async () => {
  await using service = await startTracker('')
  await using running = await openHost()
  await put(running.plugins, 'desk', manifest)
  const before = await running.start()
  const feature = async (kernel: typeof before) =>
    (await kernel.catalogue.operation({ organisation, operation: 'desk.open' }))?.unavailable?.feature
  expect(await feature(before)).toBe('policy.host')
  await before[Symbol.asyncDispose]()
  const after = await running.start({
    extensions: [hosts()],
    connectTo: { 'https://evil.example.com': service.origin },
  })
  expect(await feature(after)).toBeUndefined()
})
