import { describe, expect, it } from 'vitest'
import type { Clock } from '../../src/index.ts'
import { type Bell, openBell } from './bell.ts'
import { otherVendors } from './vendors/other-vendors.ts'
import { hmac, post, type Vendor } from './vendors/vendor.ts'
import { githubSecret, slack, standardHeaders, vendorsThatSign } from './vendors/vendors-that-sign.ts'

const vendors: Record<string, Vendor> = { ...vendorsThatSign, ...otherVendors }

function standing(at: number | undefined): Clock | undefined {
  return at === undefined
    ? undefined
    : {
        now: () => at,
        sleep: (ms, signal) =>
          new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error(`${ms}`)))),
      }
}

async function open({ webhook, credentials = {}, at }: Vendor): Promise<{ bell: Bell; url: string } & AsyncDisposable> {
  const clock = standing(at)
  const bell = await openBell({ webhook, credentials, ...(clock && { options: { clock } }) })
  const { url = '' } = await bell.listen()
  return { bell, url, [Symbol.asyncDispose]: () => bell[Symbol.asyncDispose]() }
}

describe.each(Object.entries(vendors))('%s', (_name, vendor) => {
  it('is taken', async () => {
    await using service = await open(vendor)
    const { status } = await service.bell.kernel.handle(vendor.sent(service.url))
    expect([status, service.bell.failures]).toEqual([200, []])
    expect(service.bell.events.length).toBeGreaterThan(0)
  })

  it('is refused where somebody else sends, without a word', async () => {
    await using service = await open(vendor)
    for (const [name, request] of Object.entries(vendor.forged(service.url))) {
      const answer = await service.bell.kernel.handle(request)
      expect([name, answer.status, await answer.text()]).toEqual([name, 401, ''])
    }
    expect(service.bell.events).toEqual([])
    const told = JSON.stringify([service.bell.logged, service.bell.failures])
    for (const secret of Object.values(vendor.credentials ?? {}).filter(({ length }) => length > 5))
      expect(told).not.toContain(secret)
  })

  it.runIf(vendor.webhook.includes('algorithm:'))('is refused where its body was changed', async () => {
    await using service = await open(vendor)
    const good = vendor.sent(service.url)
    const changed = (await good.clone().text()).replace('"id"', '"id" ')
    const answer = await service.bell.kernel.handle(
      new Request(good.url, { method: 'POST', body: changed, headers: good.headers }),
    )
    expect(answer.status).toBe(401)
  })
})

describe('a challenge', () => {
  it('of Meta is answered only with the token', async () => {
    await using service = await open(vendors.Meta as Vendor)
    const ask = async (token: string) => {
      const answer = await service.bell.kernel.handle(
        new Request(`${service.url}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`),
      )
      return [answer.status, await answer.text()]
    }
    expect(await ask('meatyhamhock')).toEqual([200, '1158201444'])
    expect(await ask('app-secret')).toEqual([401, ''])
    const none = await service.bell.kernel.handle(new Request(service.url))
    expect([none.status, none.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS, POST'])
  })

  it('of Microsoft Graph is answered as plain text that no browser takes for a page', async () => {
    await using service = await open(vendors['Microsoft Graph'] as Vendor)
    const token = 'Validation: <b>1</b> &'
    const answer = await service.bell.kernel.handle(
      new Request(`${service.url}?validationToken=${encodeURIComponent(token)}`, { method: 'POST' }),
    )
    expect([answer.status, await answer.text()]).toEqual([200, token])
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('of Slack is answered once it is verified', async () => {
    await using service = await open(vendors.Slack as Vendor)
    const answer = await service.bell.kernel.handle(
      slack(service.url, '{"type":"url_verification","challenge":"3eZbrw1a"}'),
    )
    expect([answer.status, await answer.text()]).toEqual([200, '3eZbrw1a'])
    expect(service.bell.events).toEqual([])
  })

  it('of X is answered with its signature', async () => {
    await using service = await open(vendors['X (Twitter)'] as Vendor)
    const answer = await service.bell.kernel.handle(new Request(`${service.url}?crc_token=challenge-token&nonce=1`))
    expect(await answer.json()).toEqual({
      response_token: `sha256=${hmac('sha256', 'consumer-secret', 'challenge-token', 'base64')}`,
    })
  })
})

describe('values that vendors publish', () => {
  it('GitHub: "Hello, World!" signed by its example secret', async () => {
    await using service = await open(vendors.GitHub as Vendor)
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
    const answer = await service.bell.kernel.handle(
      post(service.url, 'Hello, World!', { 'x-github-delivery': 'd', 'x-hub-signature-256': signature }),
    )
    expect(answer.status).toBe(400)
    expect(service.bell.failures[0]?.message).toContain('not JSON')
  })

  it('Standard Webhooks: the example of its libraries', async () => {
    const body = '{"test": 2432232314}'
    const at = 1_614_265_330
    await using service = await open({ ...(vendors['Standard Webhooks'] as Vendor), at: at * 1000 })
    const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    const answer = await service.bell.kernel.handle(
      post(service.url, body, standardHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', `${at}`, signature)),
    )
    expect(answer.status).toBe(200)
  })
})

it('never places a webhook’s secret into a request, nor shows it with the connection', async () => {
  await using service = await open(vendors.GitHub as Vendor)
  await service.bell.kernel.handle((vendors.GitHub as Vendor).sent(service.url))
  expect(JSON.stringify(service.bell.service.calls)).not.toContain(githubSecret)
  const [connection] = await service.bell.kernel.connections.list({ organisation: 'pune' })
  expect(JSON.stringify(connection)).not.toContain(githubSecret)
})
