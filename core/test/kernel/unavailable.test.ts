import { expect, it } from 'vitest'
import { put } from './bell.ts'
import { openHost, organisation } from './host.ts'
import { startTracker } from './service.ts'

const manifest = `jackfield: 1
id: vault
version: '1.0.0'
title: Vault
servers: [{ url: https://vault.example.com }]
actions:
  open:
    title: Open
    http: GET /orders/1
    unavailable: { feature: auth.http.digest, reason: It asks for Digest. }
  shut:
    title: Shut
    unavailable: { feature: code, reason: A script does it. }
    effect: once
  look:
    title: Look
    http: GET /orders
  read:
    title: Read
    http: GET /orders
    servers: [{ url: https://archive.example.com/v2 }]
triggers:
  opened:
    title: Opened
    unavailable: { feature: trigger.push, reason: The service pushes over a socket. }
    output: { type: object }
`

it('lists what can’t be used with the reason, and refuses it before anything is sent', async () => {
  await using tracker = await startTracker('')
  await using host = await openHost()
  await put(host.plugins, 'vault', manifest)
  const kernel = await host.start({ connectTo: { 'https://vault.example.com': tracker.origin } })
  const listed = (await kernel.catalogue.get({ organisation, connector: 'vault' }))?.operations
  expect(Object.fromEntries(listed?.map(({ name, unavailable }) => [name, unavailable?.feature]) ?? [])).toEqual({
    'vault.open': 'auth.http.digest',
    'vault.shut': 'code',
    'vault.look': undefined,
    'vault.read': undefined,
    'vault.opened': 'trigger.push',
  })
  const refused = (reason: string) => ({ code: 'operation-unavailable', message: expect.stringContaining(reason) })
  await expect(kernel.invoke('vault.open', { organisation })).rejects.toMatchObject(refused('It asks for Digest.'))
  await expect(kernel.invoke('vault.shut', { organisation })).rejects.toMatchObject(refused('A script does it.'))
  const listening = kernel.listen({ organisation, operation: 'vault.opened', dependent: 'me', deliver: async () => {} })
  await expect(listening).rejects.toMatchObject(refused('over a socket'))
  expect(tracker.seen).toEqual([])
  await kernel.invoke('vault.look', { organisation }).catch(() => {})
  expect(tracker.seen.map(({ path }) => path)).toEqual(['/orders'])
})

it('sends an operation with servers of its own there', async () => {
  await using archive = await startTracker('')
  await using vault = await startTracker('')
  await using host = await openHost()
  await put(host.plugins, 'vault', manifest)
  const kernel = await host.start({
    connectTo: { 'https://vault.example.com': vault.origin, 'https://archive.example.com': archive.origin },
  })
  for (const name of ['vault.look', 'vault.read', 'vault.look'])
    await kernel.invoke(name, { organisation }).catch(() => {})
  expect(archive.seen.map(({ path }) => path)).toEqual(['/v2/orders'])
  expect(vault.seen.map(({ path }) => path)).toEqual(['/orders', '/orders'])
})
