import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKernel, type Kernel, sqlite } from '@jackfield/core'
import { expect, test } from 'vitest'
import { puneAccount, startZoho } from '../../src/stand-ins/index.ts'
import { connectorFolder } from '../connectors/connector-folder.ts'
import { send } from './send.ts'

const session = 'session of a browser'
const accounts = 'accounts.zoho.in'
const { clientId, clientSecret, dataCentre, organizationId } = puneAccount

interface Scene extends AsyncDisposable {
  readonly kernel: Kernel
  forward(milliseconds: number): void
  /** Sends the browser away, presses a button, and answers where it comes back to. */
  press(answer: 'accept' | 'reject'): Promise<URL>
}

async function scene(): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield zoho '))
  let ahead = 0
  const now = () => Date.now() + ahead
  const zoho = await startZoho({ now })
  const origin = `http://127.0.0.1:${zoho.port}`
  const key = crypto.getRandomValues(new Uint8Array(32))
  const kernel = await createKernel({
    plugins: [{ dir: connectorFolder('.') }],
    store: sqlite(join(folder, 'state.db')),
    keyProvider: { name: 'test', key: async () => key },
    connectTo: { [`https://${accounts}`]: origin, 'https://www.zohoapis.in': origin },
    publicUrl: 'https://app.example.com/jackfield',
    clock: { now, sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
  })
  return {
    kernel,
    forward(milliseconds) {
      ahead += milliseconds
    },
    async press(answer) {
      const { url } = await kernel.connections.authorise({
        organisation: 'pune',
        connector: 'zoho-inventory',
        settings: { dataCentre, organizationId },
        credentials: { clientId, clientSecret },
        session,
      })
      const { host, pathname, search } = new URL(url)
      expect(host).toBe(accounts)
      const browser = { host: accounts, path: `${pathname}${search}` }
      expect((await send(zoho.port, browser)).status).toBe(200)
      const form = { 'content-type': 'application/x-www-form-urlencoded' }
      const pressed = await send(zoho.port, { ...browser, method: 'POST', headers: form, body: `answer=${answer}` })
      return new URL(String(pressed.headers.location))
    },
    async [Symbol.asyncDispose]() {
      await kernel[Symbol.asyncDispose]()
      await zoho.close()
      await rm(folder, { recursive: true })
    },
  }
}

test('a person connects Zoho in the browser, and the connection renews by itself', async () => {
  await using on = await scene()
  const back = await on.press('accept')
  expect(back.origin + back.pathname).toBe('https://app.example.com/jackfield/oauth/callback')
  expect(Object.fromEntries(back.searchParams)).toMatchObject({
    location: 'in',
    'accounts-server': `https://${accounts}`,
  })
  const made = await on.kernel.connections.finish({ url: back, session })
  expect(made).toMatchObject({ scheme: 'zoho', derived: { apiDomain: 'www.zohoapis.in' }, status: 'ready' })
  expect(await on.kernel.connections.test(made.id)).toEqual({ ok: true })
  on.forward(3_600_000)
  expect(await on.kernel.connections.test(made.id)).toEqual({ ok: true })
})

test('a person says no', async () => {
  await using on = await scene()
  const back = await on.press('reject')
  await expect(on.kernel.connections.finish({ url: back, session })).rejects.toMatchObject({
    code: 'authorisation-denied',
  })
})

test('a code is worth nothing after two minutes', async () => {
  await using on = await scene()
  const back = await on.press('accept')
  on.forward(120_000)
  await expect(on.kernel.connections.finish({ url: back, session })).rejects.toMatchObject({
    code: 'token-refused',
    message: expect.stringContaining('invalid_code'),
  })
})
