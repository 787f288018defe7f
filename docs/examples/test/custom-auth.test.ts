import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fakeService, testConnector } from '@jackfield/core/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sessions } from '../custom-auth/session-scheme.ts'

const manifest = `
jackfield: 1
id: orders
version: '1.0.0'
title: Orders
servers: [{ url: 'https://api.example.com' }]
securitySchemes: { session: { type: x-session, login: 'https://login.example.com/sessions', header: X-Session } }
actions:
  listOrders: { title: List orders, http: GET /orders, output: { type: array } }
`

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jackfield-example-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function open(service: Awaited<ReturnType<typeof fakeService>>, text = manifest, password = 'right') {
  const path = join(folder, 'orders.yaml')
  await writeFile(path, text)
  const connection = { credentials: { user: 'asha', password } }
  return testConnector(path, { service, connection, extensions: [sessions()] })
}

async function startService() {
  let sessionsOpened = 0
  return fakeService({
    'POST /sessions': ({ json }) =>
      (json() as { password: string }).password === 'right'
        ? { json: { session: `s-${++sessionsOpened}`, seconds: 600 } }
        : { status: 401, json: {} },
    'GET /orders': ({ headers }) =>
      headers['x-session'] === `s-${sessionsOpened}` ? { json: [] } : { status: 401, json: {} },
  })
}

test('a scheme of one’s own logs in once, and again when the session has ended', async () => {
  await using service = await startService()
  await using orders = await open(service)
  await Promise.all([orders.invoke('listOrders'), orders.invoke('listOrders')])
  const logIns = () => service.requests.filter(({ path }) => path === '/sessions').length
  expect(logIns()).toBe(1)
  await orders.clock.advance(601_000)
  expect((await orders.invoke('listOrders')).output).toEqual([])
  expect(logIns()).toBe(2)
})

test('a wrong password has to be entered again, and is shown nowhere', async () => {
  await using service = await startService()
  await using orders = await open(service, manifest, 'planted-wrong')
  const error = await orders.invoke('listOrders').catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'connection-needs-reauthorisation' })
  expect(String(error)).not.toContain('planted-wrong')
})

test('a manifest that leaves out what the scheme needs is refused with its place', async () => {
  await using service = await startService()
  await expect(open(service, manifest.replace(', header: X-Session', ''))).rejects.toMatchObject({
    problems: [expect.objectContaining({ hint: 'add header: its name.', line: 7 })],
  })
})
