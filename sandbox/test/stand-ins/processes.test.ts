import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { puneAccount, spawnStandIn, startTracker } from '../../src/stand-ins/index.ts'
import { send } from './send.ts'

const isServed = (port: number): Promise<boolean> =>
  send(port, { path: '/' }).then(
    () => true,
    () => false,
  )

test('a tracker runs as a process of its own and ends with whoever started it', async () => {
  const tracker = await spawnStandIn('tracker', { key: 'k-9' })
  try {
    expect(tracker.pid).not.toBe(process.pid)
    await tracker.control.createOrder({ sku: 'GEAR-1', quantity: 5 })
    const completed = await tracker.control.completeOrder({ id: '1', at: '2026-03-01T10:00:00Z' })
    const answer = await send(tracker.port, { path: '/api/orders/1', headers: { 'x-api-key': 'k-9' } })
    expect(answer.json).toEqual({ ...completed, sku: 'GEAR-1' })
    await expect(tracker.control.completeOrder({ id: '2' })).rejects.toThrow('There is no order "2"')
  } finally {
    await tracker.close()
  }
  expect(await isServed(tracker.port)).toBe(false)
  await tracker.close()
})

test('a Zoho runs as a process of its own, and is waited for', async () => {
  await using zoho = await spawnStandIn('zoho', { accessTokenSeconds: 60, maxPerPage: 2 })
  await zoho.control.addItem({ sku: 'GEAR-1', stock: 3 })
  await zoho.control.refuse({ endpoint: 'token' })
  const waiting = zoho.control.announcements({ wait: 10_000 })
  const request = { method: 'POST', path: '/oauth/v2/token', host: 'accounts.zoho.in' }
  await expect(send(zoho.port, request)).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(await waiting).toMatchObject([{ number: 1, kind: 'reset', endpoint: 'token' }])
  const { clientId, clientSecret, refreshToken } = puneAccount
  const query = `client_id=${clientId}&client_secret=${clientSecret}&refresh_token=${refreshToken}`
  const path = `/oauth/v2/token?grant_type=refresh_token&${query}`
  expect((await send(zoho.port, { ...request, path })).json.expires_in).toBe(60)
})

test('a stand-in does not outlive a parent that is killed', async () => {
  const module = fileURLToPath(new URL('../../src/stand-ins/index.ts', import.meta.url))
  const script = `
    import { spawnStandIn } from ${JSON.stringify(module)}
    const { pid, port } = await spawnStandIn('zoho', {})
    console.log(JSON.stringify({ pid, port }))
    setInterval(() => undefined, 1000)`
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string]
    const { pid, port } = JSON.parse(line) as { pid: number; port: number }
    expect(await isServed(port)).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(() => isServed(port), { timeout: 5_000 }).toBe(false)
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false)
  } finally {
    parent.kill('SIGKILL')
  }
})

test('a stand-in that does not come up says why', async () => {
  await using taken = await startTracker()
  await expect(spawnStandIn('tracker', { port: taken.port })).rejects.toThrow(
    /The stand-in "tracker" ended before it was ready[\s\S]*EADDRINUSE/,
  )
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
