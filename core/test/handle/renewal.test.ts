import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Clock } from '../../src/index.ts'
import { type Bell, completed, delivery, openBell, organisation } from './bell.ts'

const hour = 3_600_000

/** A clock that the test moves. */
function handClock(): Clock & { at: number } {
  const clock = {
    at: Date.parse('2026-11-23T12:00:00Z'),
    now: () => clock.at,
    async sleep(ms: number, signal?: AbortSignal) {
      const until = clock.at + ms
      while (clock.at < until) await sleep(2, undefined, signal && { signal })
    },
  }
  return clock
}

const webhook = (more: string, expires: string): string => `
      subscribe:
        http: POST /hooks
        body: { url: '{webhook.url}', secret: '{webhook.secret}' }
        keep: { id: /id }
        expires: ${expires}
      unsubscribe: { http: 'DELETE /hooks/{id}' }
      verify: { hmac: { algorithm: sha256, header: X-Signature, format: 'sha256={signature}', secret: generated } }${more}
      items: /order
      dedupe: { key: [/id] }`

async function open(
  more: string,
  expires = '{ at: /ends }',
): Promise<{ bell: Bell; clock: ReturnType<typeof handClock> } & AsyncDisposable> {
  const clock = handClock()
  const bell = await openBell({ webhook: webhook(more, expires), options: { clock } })
  let made = 0
  bell.service.answer = ({ method }) => {
    if (method === 'POST') made += 1
    const ends = new Date(clock.at + 24 * hour).toISOString()
    return method === 'DELETE' ? { status: 204 } : { body: { id: `s${made}`, ends } }
  }
  await bell.listen()
  await expect.poll(() => bell.service.lines()).toEqual(['POST /v1/hooks'])
  return { bell, clock, [Symbol.asyncDispose]: () => bell[Symbol.asyncDispose]() }
}

const renew = `
      renew: { http: 'PATCH /hooks/{id}', body: { url: '{webhook.url}' }, before: 2h }`

describe('a subscription that ends', () => {
  it('is renewed before its end, again and again', async () => {
    await using service = await open(renew)
    const { bell, clock } = service
    await sleep(50)
    clock.at += 21 * hour
    await sleep(50)
    expect(bell.service.lines()).toHaveLength(1)
    clock.at += 2 * hour
    await expect.poll(() => bell.service.lines().slice(1)).toEqual(['PATCH /v1/hooks/s1'])
    await sleep(50)
    clock.at += 23 * hour
    await expect.poll(() => bell.service.lines().slice(1)).toEqual(['PATCH /v1/hooks/s1', 'PATCH /v1/hooks/s1'])
    expect((await bell.kernel.handle(delivery(bell, completed('1')))).status).toBe(200)
  })

  it('is subscribed anew where the service does not know it any more', async () => {
    await using service = await open(renew)
    const { bell, clock } = service
    const { answer } = bell.service
    bell.service.answer = (call) => (call.method === 'PATCH' ? { status: 404 } : answer(call))
    await sleep(50)
    clock.at += 23 * hour
    await expect.poll(() => bell.service.lines().slice(1, 3)).toEqual(['PATCH /v1/hooks/s1', 'POST /v1/hooks'])
    expect((await bell.kernel.handle(delivery(bell, completed('1')))).status).toBe(200)
  })

  it('is subscribed anew once it has ended while nobody could renew it', async () => {
    await using service = await open(renew)
    const { bell, clock } = service
    const { answer } = bell.service
    bell.service.answer = (call) => (call.method === 'PATCH' ? { status: 500 } : answer(call))
    await sleep(50)
    clock.at += 23 * hour
    await expect.poll(() => bell.failures).toHaveLength(1)
    clock.at += 2 * hour
    await expect.poll(() => bell.service.lines().filter((line) => line === 'POST /v1/hooks').length).toBe(2)
    await expect.poll(() => bell.service.lines()).toContain('DELETE /v1/hooks/s1')
  })

  it('is renewed at once after a restart that took too long', async () => {
    await using service = await open(renew)
    const { bell, clock } = service
    await sleep(50)
    await bell.kernel[Symbol.asyncDispose]()
    clock.at += 23 * hour
    await bell.start()
    await expect.poll(() => bell.service.lines().slice(1)).toEqual(['PATCH /v1/hooks/s1'])
  })

  it('is subscribed anew before its end where it can’t be renewed, and the former one is ended', async () => {
    await using service = await open('')
    const { bell, clock } = service
    await sleep(50)
    clock.at += 24 * hour - 30_000
    await expect.poll(() => bell.service.lines().slice(1).toSorted()).toEqual(['DELETE /v1/hooks/s1', 'POST /v1/hooks'])
  })

  it('lasts as long as the connector says, where the service does not say it', async () => {
    await using service = await open(renew, '{ after: 10h }')
    const { bell, clock } = service
    await sleep(50)
    clock.at += 7 * hour
    await sleep(50)
    expect(bell.service.lines()).toHaveLength(1)
    clock.at += 1.5 * hour
    await expect.poll(() => bell.service.lines().slice(1)).toEqual(['PATCH /v1/hooks/s1'])
  })

  it('leaves its secret good for a day, for what is on its way, and no longer', async () => {
    await using service = await open('', '{ after: 72h }')
    const { bell, clock } = service
    await sleep(50)
    const late = [delivery(bell, completed('1')), delivery(bell, completed('2'))] as const
    clock.at += 72 * hour - 30_000
    await expect.poll(() => bell.service.lines().filter((line) => line === 'POST /v1/hooks')).toHaveLength(2)
    await expect.poll(async () => (await bell.kernel.listeners.list({ organisation }))[0]?.state).toBe('ready')
    clock.at += 23 * hour
    expect((await bell.kernel.handle(late[0])).status).toBe(200)
    clock.at += 2 * hour
    expect((await bell.kernel.handle(late[1])).status).toBe(401)
  })
})
