import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Bell, completed, delivery, key, openBell, organisation, publicUrl } from './bell.ts'

let bell: Bell
beforeEach(async () => {
  bell = await openBell()
})
afterEach(() => bell[Symbol.asyncDispose]())

const subscribed = (count = 1) =>
  expect.poll(() => bell.service.lines().filter((line) => line === 'POST /v1/hooks').length).toBe(count)
const settled = () =>
  expect.poll(async () => (await bell.kernel.listeners.list({ organisation }))[0]?.state).toBe('ready')

describe('a listener for a webhook', () => {
  it('subscribes with its own URL and secret, signed as every request', async () => {
    const { url } = await bell.listen({ line: 'a' })
    await subscribed()
    const [call] = bell.service.calls
    expect(call?.headers['x-api-key']).toBe(key)
    expect(call?.body).toMatchObject({ url, for: 'a' })
    expect(url).toMatch(/^https:\/\/app\.example\.com\/jackfield\/webhooks\/lis_[0-9a-f]+\.[A-Za-z0-9_-]{43}$/)
    expect((call?.body as { secret?: string } | undefined)?.secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  it('hands off what is delivered, once', async () => {
    await bell.listen()
    await subscribed()
    for (const id of ['1', '2', '1']) {
      const answer = await bell.kernel.handle(delivery(bell, completed(id)))
      expect([answer.status, await answer.text()]).toEqual([200, ''])
    }
    expect(bell.events.map(({ data }) => data)).toEqual([{ id: '1' }, { id: '2' }])
    expect(new Set(bell.events.map(({ id }) => id)).size).toBe(2)
  })

  it('hands one event off once that is delivered several times at once, however long the host takes', async () => {
    await bell.kernel.listen({
      operation: 'bell.completed',
      connection: bell.connection,
      dependent: 'desk',
      async deliver(event) {
        await sleep(20)
        bell.events.push(event)
      },
    })
    await subscribed()
    const answers = await Promise.all([1, 2, 3, 4].map(() => bell.kernel.handle(delivery(bell, completed('1')))))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(bell.events).toHaveLength(1)
  })

  it('takes what is of another event for known, and hands nothing off', async () => {
    await bell.listen()
    await subscribed()
    expect((await bell.kernel.handle(delivery(bell, completed('1', 'planned')))).status).toBe(200)
    expect((await bell.kernel.handle(delivery(bell, { event: 'other' }))).status).toBe(200)
    expect(bell.events).toEqual([])
  })

  it('has the service deliver again what the host did not take', async () => {
    let refuse = true
    await bell.kernel.listen({
      operation: 'bell.completed',
      connection: bell.connection,
      dependent: 'desk',
      deliver(event) {
        if (refuse) throw new Error('not now, planted-reason')
        bell.events.push(event as never)
      },
    })
    await subscribed()
    const first = await bell.kernel.handle(delivery(bell, completed('1')))
    expect([first.status, await first.text(), first.headers.get('retry-after')]).toEqual([503, '', '5'])
    refuse = false
    expect((await bell.kernel.handle(delivery(bell, completed('1')))).status).toBe(200)
    expect(bell.events).toHaveLength(1)
  })

  it('keeps its subscription over a restart, and takes nothing until its host is back', async () => {
    const { id } = await bell.listen()
    await subscribed()
    await settled()
    await bell.kernel[Symbol.asyncDispose]()
    expect((await bell.kernel.handle(delivery(bell, completed('1')))).status).toBe(503)
    await bell.start()
    expect((await bell.kernel.handle(delivery(bell, completed('1')))).status).toBe(503)
    expect((await bell.listen()).id).toBe(id)
    expect((await bell.kernel.handle(delivery(bell, completed('1')))).status).toBe(200)
    await settled()
    expect(bell.service.lines()).toEqual(['POST /v1/hooks'])
    expect(bell.events).toHaveLength(1)
  })

  it('subscribes anew when its input changes, and ends what it had', async () => {
    const { url } = await bell.listen({ line: 'a' })
    await subscribed()
    await settled()
    expect((await bell.listen({ line: 'b' })).url).toBe(url)
    await subscribed(2)
    await expect.poll(() => bell.service.lines()).toContain('DELETE /v1/hooks/s1')
    expect(bell.service.lines()).not.toContain('DELETE /v1/hooks/s2')
  })

  it('subscribes anew when its connection gets another secret', async () => {
    await bell.listen()
    await subscribed()
    await settled()
    await bell.kernel.connections.reauthorise(bell.connection, { credentials: { key: 'planted-secret-other-key' } })
    await subscribed(2)
    expect(bell.service.calls.findLast(({ method }) => method === 'POST')?.headers['x-api-key']).toBe(
      'planted-secret-other-key',
    )
  })

  it('takes what the former subscription still sends', async () => {
    await bell.listen({ line: 'a' })
    await subscribed()
    await settled()
    const late = delivery(bell, completed('9'))
    await bell.listen({ line: 'b' })
    await subscribed(2)
    await settled()
    expect((await bell.kernel.handle(late)).status).toBe(200)
    expect(bell.events).toHaveLength(1)
  })

  it('unsubscribes when it is removed, also after a restart and however often that fails', async () => {
    const listening = await bell.listen()
    await subscribed()
    await settled()
    let failures = 0
    bell.service.answer = ({ method }) => (method === 'DELETE' && failures++ < 1 ? { status: 500 } : { status: 204 })
    const late = delivery(bell, completed('1'))
    await listening.remove()
    await expect.poll(() => failures).toBe(1)
    expect((await bell.kernel.handle(late)).status).toBe(404)
    await bell.kernel[Symbol.asyncDispose]()
    const at = Date.now() + 3_600_000
    await bell.start({ clock: { now: () => at, sleep: (_ms, signal) => sleep(5, undefined, { signal }) as never } })
    await expect.poll(() => bell.service.lines().filter((line) => line.startsWith('DELETE')).length).toBe(2)
  })

  it('leaves one subscription where two processes make one at the same time', async () => {
    let made = 0
    let down = true
    bell.service.answer = async ({ method }) => {
      if (method === 'DELETE') return { status: 204 }
      if (down) return { status: 500 }
      await sleep(100)
      made += 1
      return { body: { id: `s${made}` } }
    }
    await bell.listen()
    await subscribed()
    await bell.kernel[Symbol.asyncDispose]()
    down = false
    await Promise.all([bell.start(), bell.start()])
    await subscribed(3)
    await expect.poll(() => bell.service.lines().filter((line) => line.startsWith('DELETE'))).toHaveLength(1)
    await settled()
    await bell.listen()
    expect((await bell.kernel.handle(delivery(bell, completed('1')))).status).toBe(200)
    expect(bell.service.lines().filter((line) => line.startsWith('DELETE'))).toHaveLength(1)
    expect(made).toBe(2)
  })

  it('gives up to unsubscribe over a connection that is gone', async () => {
    const listening = await bell.listen()
    await subscribed()
    await settled()
    await bell.kernel.connections.remove(bell.connection)
    await listening.remove()
    await expect.poll(() => bell.logged.join('\n')).toContain('is given up')
    expect(bell.service.lines()).toEqual(['POST /v1/hooks'])
  })

  it('tries again to subscribe, and says what is wrong, without the secret that the service repeats', async () => {
    bell.service.answer = ({ body }) => ({ status: 422, body: { message: `no: ${JSON.stringify(body)}` } })
    await bell.listen()
    await expect.poll(() => bell.failures).toHaveLength(1)
    const [call] = bell.service.calls
    const { secret = '', url = '' } = (call?.body ?? {}) as { secret?: string; url?: string }
    const [view] = await bell.kernel.listeners.list({ organisation })
    expect(view).toMatchObject({ state: 'failing', url, operation: 'bell.completed', dependent: 'desk' })
    const said = JSON.stringify([bell.failures, bell.logged, view?.error])
    expect(said).not.toContain(secret)
    expect(said).not.toContain(url.split('.').at(-1))
    expect(said).toContain('422')
  })

  it('has a path of the host’s own instead', async () => {
    const callbackUrl = 'https://host.example.com/my/hook'
    const { id, url } = await bell.listen({}, { callbackUrl })
    expect(url).toBe(callbackUrl)
    await subscribed()
    expect(bell.service.calls[0]?.body).toMatchObject({ url: callbackUrl })
    expect((await bell.kernel.handle(delivery(bell, completed('1')))).status).toBe(404)
    expect((await bell.kernel.handle(delivery(bell, completed('1')), { listener: id })).status).toBe(200)
    expect(bell.events).toHaveLength(1)
  })

  it('keeps nothing readable in the store that calls or verifies', async () => {
    const { url } = await bell.listen()
    await subscribed()
    await settled()
    const { secret = '' } = (bell.service.calls[0]?.body ?? {}) as { secret?: string }
    await bell.kernel[Symbol.asyncDispose]()
    const { readFile, readdir } = await import('node:fs/promises')
    const { join } = await import('node:path')
    for (const name of (await readdir(bell.dir)).filter((file) => file.startsWith('state.db'))) {
      const bytes = (await readFile(join(bell.dir, name))).toString('latin1')
      expect(bytes).not.toContain(secret)
      expect(bytes).not.toContain(url?.split('.').at(-1))
    }
  })
})

it('refuses to listen where nobody said where the kernel is mounted', async () => {
  await using lost = await openBell({ options: { publicUrl: undefined as never } })
  await expect(lost.listen()).rejects.toMatchObject({
    code: 'argument-invalid',
    hint: expect.stringContaining('publicUrl'),
  })
})

it('says who listens, to their organisation alone', async () => {
  const { id, url } = await bell.listen()
  await settled()
  expect(await bell.kernel.listeners.list({ organisation })).toEqual([
    { id, url, dependent: 'desk', operation: 'bell.completed', state: 'ready' },
  ])
  expect(await bell.kernel.listeners.list({ organisation: 'goa' })).toEqual([])
  expect(url).toContain(publicUrl)
})
