import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Clock } from '../../src/index.ts'
import { type Bell, openBell } from './bell.ts'

/** A service as its vendor documents it: how it is declared, and what it sends. */
interface Vendor {
  readonly webhook: string
  readonly credentials?: Readonly<Record<string, string>>
  /** Milliseconds since 1970, where what is sent is of a moment. */
  readonly at?: number
  /** A delivery that is the service's. */
  sent(url: string): Request
  /** What somebody else may send; none is taken. */
  forged(url: string): Record<string, Request>
}

const hmac = (algorithm: string, secret: string | Buffer, text: string, encoding: 'hex' | 'base64' = 'hex'): string =>
  createHmac(algorithm, secret).update(text).digest(encoding)

const post = (url: string, body: string, headers: Record<string, string> = {}): Request =>
  new Request(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })

const items = `
      items: ''
      dedupe: { key: [/id] }`

/** https://www.standardwebhooks.com, with the example of its specification. */
const standardSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const standardBody = '{"id":"e1","test": 2432232314}'
const standardKey = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
const standardHeaders = (id: string, at: string, signature: string) => ({
  'webhook-id': id,
  'webhook-timestamp': at,
  'webhook-signature': signature,
})
const standardSignature = (id: string, at: string): string =>
  `v1,${hmac('sha256', standardKey, `${id}.${at}.${standardBody}`, 'base64')}`

const githubSecret = "It's a Secret to Everybody"
const slackSecret = '8f742231b10e8888abcd99yyyzzz85a5'
const now = 1_531_420_618

const vendors: Record<string, Vendor> = {
  'Standard Webhooks': {
    webhook: `
      verify:
        hmac:
          algorithm: sha256
          encoding: base64
          header: webhook-signature
          format: 'v1,{signature}'
          signed: '{header.webhook-id}.{timestamp}.{body}'
          timestamp: { header: webhook-timestamp, unit: s, within: 5m }
          secret: { from: connection, encoding: base64, prefix: whsec_ }
      items: ''
      dedupe: { header: webhook-id }`,
    credentials: { webhookSecret: standardSecret },
    at: now * 1000,
    sent: (url) => {
      const good = standardSignature('msg_1', `${now}`)
      return post(url, standardBody, standardHeaders('msg_1', `${now}`, `v1a,bm90IHRoaXM= v1,bm90aGluZw== ${good}`))
    },
    forged: (url) => ({
      'of another id': post(
        url,
        standardBody,
        standardHeaders('msg_2', `${now}`, standardSignature('msg_1', `${now}`)),
      ),
      'of a former time': post(
        url,
        standardBody,
        standardHeaders('msg_1', `${now - 301}`, standardSignature('msg_1', `${now - 301}`)),
      ),
      'of a time to come': post(
        url,
        standardBody,
        standardHeaders('msg_1', `${now + 301}`, standardSignature('msg_1', `${now + 301}`)),
      ),
      'of another version': post(
        url,
        standardBody,
        standardHeaders('msg_1', `${now}`, standardSignature('msg_1', `${now}`).replace('v1,', 'v1a,')),
      ),
      'without a time': post(url, standardBody, {
        'webhook-id': 'msg_1',
        'webhook-signature': standardSignature('msg_1', `${now}`),
      }),
    }),
  },
  GitHub: {
    webhook: `
      verify: { hmac: { algorithm: sha256, header: X-Hub-Signature-256, format: 'sha256={signature}', secret: connection } }
      items: ''
      dedupe: { header: X-GitHub-Delivery }`,
    credentials: { webhookSecret: githubSecret },
    // "Testing the webhook payload validation", docs.github.com; the payload is no JSON there.
    sent: (url) =>
      post(url, '{"id":"1"}', {
        'x-github-delivery': 'd1',
        'x-hub-signature-256': `sha256=${hmac('sha256', githubSecret, '{"id":"1"}')}`,
      }),
    forged: (url) => ({
      'of the older kind': post(url, '{"id":"1"}', {
        'x-github-delivery': 'd2',
        'x-hub-signature-256': `sha1=${hmac('sha1', githubSecret, '{"id":"1"}')}`,
      }),
      'of another secret': post(url, '{"id":"1"}', {
        'x-github-delivery': 'd3',
        'x-hub-signature-256': `sha256=${hmac('sha256', 'other', '{"id":"1"}')}`,
      }),
      'cut off': post(url, '{"id":"1"}', {
        'x-github-delivery': 'd4',
        'x-hub-signature-256': `sha256=${hmac('sha256', githubSecret, '{"id":"1"}').slice(0, 62)}`,
      }),
    }),
  },
  Stripe: {
    webhook: `
      verify:
        hmac:
          algorithm: sha256
          header: Stripe-Signature
          format: 't={timestamp},v1={signature}'
          signed: '{timestamp}.{body}'
          timestamp: { unit: s, within: 5m }
          secret: connection${items}`,
    credentials: { webhookSecret: 'whsec_stripe' },
    at: now * 1000,
    sent: (url) =>
      post(url, '{"id":"evt_1"}', {
        'stripe-signature': `t=${now},v1=${hmac('sha256', 'old', `${now}.{"id":"evt_1"}`)},v1=${hmac('sha256', 'whsec_stripe', `${now}.{"id":"evt_1"}`)},v0=6ffbb59b`,
      }),
    forged: (url) => ({
      'under another version': post(url, '{"id":"evt_1"}', {
        'stripe-signature': `t=${now},v0=${hmac('sha256', 'whsec_stripe', `${now}.{"id":"evt_1"}`)}`,
      }),
      'of another body': post(url, '{"id":"evt_2"}', {
        'stripe-signature': `t=${now},v1=${hmac('sha256', 'whsec_stripe', `${now}.{"id":"evt_1"}`)}`,
      }),
      'with another time': post(url, '{"id":"evt_1"}', {
        'stripe-signature': `t=${now + 1},v1=${hmac('sha256', 'whsec_stripe', `${now}.{"id":"evt_1"}`)}`,
      }),
      'with no header': post(url, '{"id":"evt_1"}'),
    }),
  },
  Slack: {
    webhook: `
      verify:
        hmac:
          algorithm: sha256
          header: X-Slack-Signature
          format: 'v0={signature}'
          signed: 'v0:{timestamp}:{body}'
          timestamp: { header: X-Slack-Request-Timestamp, unit: s, within: 5m }
          secret: connection
      challenge: { method: POST, from: { body: /challenge }, answer: { as: text } }
      where: { /type: event_callback }
      items: /event
      dedupe: { key: [/id] }`,
    credentials: { webhookSecret: slackSecret },
    at: now * 1000,
    sent: (url) => slack(url, '{"type":"event_callback","event":{"id":"1"}}'),
    forged: (url) => ({
      'of the vendor’s example, much later': post(url, '{"type":"event_callback","event":{"id":"1"}}', {
        'x-slack-request-timestamp': `${now - 3600}`,
        'x-slack-signature': slackSignature('{"type":"event_callback","event":{"id":"1"}}', now - 3600),
      }),
      'a challenge that nobody signed': post(url, '{"type":"url_verification","challenge":"x"}'),
    }),
  },
  Shopify: {
    webhook: `
      verify: { hmac: { algorithm: sha256, encoding: base64, header: X-Shopify-Hmac-Sha256, secret: connection } }
      items: ''
      dedupe: { header: X-Shopify-Webhook-Id }`,
    credentials: { webhookSecret: 'hush' },
    sent: (url) =>
      post(url, '{"id":"ü"}', {
        'x-shopify-webhook-id': 'w',
        'x-shopify-hmac-sha256': hmac('sha256', 'hush', '{"id":"ü"}', 'base64'),
      }),
    forged: (url) => ({
      'in hexadecimal': post(url, '{"id":"ü"}', {
        'x-shopify-webhook-id': 'w',
        'x-shopify-hmac-sha256': hmac('sha256', 'hush', '{"id":"ü"}'),
      }),
    }),
  },
  Meta: {
    webhook: `
      verify: { hmac: { algorithm: sha256, header: X-Hub-Signature-256, format: 'sha256={signature}', secret: connection } }
      challenge:
        from: { query: hub.challenge }
        token: { query: hub.verify_token, secret: { from: connection, credential: webhookVerifyToken } }
        answer: { as: text }
      items: /entry
      dedupe: { key: [/id] }`,
    credentials: { webhookSecret: 'app-secret', webhookVerifyToken: 'meatyhamhock' },
    sent: (url) => {
      const body = '{"object":"page","entry":[{"id":"1"}]}'
      return post(url, body, { 'x-hub-signature-256': `sha256=${hmac('sha256', 'app-secret', body)}` })
    },
    forged: (url) => ({
      'of the verify token': post(url, '{"entry":[{"id":"1"}]}', {
        'x-hub-signature-256': `sha256=${hmac('sha256', 'meatyhamhock', '{"entry":[{"id":"1"}]}')}`,
      }),
    }),
  },
  'Microsoft Graph': {
    webhook: `
      verify: { token: { item: /clientState, secret: connection } }
      challenge: { method: POST, from: { query: validationToken }, answer: { as: text } }
      items: /value
      dedupe: { key: [/id] }`,
    credentials: { webhookSecret: 'state-1' },
    sent: (url) => post(url, '{"value":[{"id":"1","clientState":"state-1"},{"id":"2","clientState":"state-1"}]}'),
    forged: (url) => ({
      'one of two': post(url, '{"value":[{"id":"1","clientState":"state-1"},{"id":"2","clientState":"state-2"}]}'),
      'without any': post(url, '{"value":[{"id":"1"}]}'),
      'nothing at all': post(url, '{"value":[]}'),
    }),
  },
  'X (Twitter)': {
    webhook: `
      verify: { hmac: { algorithm: sha256, encoding: base64, header: x-twitter-webhooks-signature, format: 'sha256={signature}', secret: connection } }
      challenge:
        from: { query: crc_token }
        answer: { as: json, at: /response_token, hmac: { algorithm: sha256, encoding: base64, format: 'sha256={signature}' } }${items}`,
    credentials: { webhookSecret: 'consumer-secret' },
    sent: (url) =>
      post(url, '{"id":"1"}', {
        'x-twitter-webhooks-signature': `sha256=${hmac('sha256', 'consumer-secret', '{"id":"1"}', 'base64')}`,
      }),
    forged: (url) => ({
      'of nothing': post(url, '{"id":"1"}', { 'x-twitter-webhooks-signature': 'sha256=' }),
    }),
  },
  GitLab: {
    webhook: `
      verify: { token: { header: X-Gitlab-Token, secret: connection } }${items}`,
    credentials: { webhookSecret: 'gl' },
    sent: (url) => post(url, '{"id":"1"}', { 'x-gitlab-token': 'gl' }),
    forged: (url) => ({
      'another token': post(url, '{"id":"1"}', { 'x-gitlab-token': 'gL' }),
      'a longer one': post(url, '{"id":"1"}', { 'x-gitlab-token': 'gl2' }),
      none: post(url, '{"id":"1"}'),
      'an empty one': post(url, '{"id":"1"}', { 'x-gitlab-token': '' }),
    }),
  },
  'a user name and a password, in a form': {
    webhook: `
      verify: { basic: { username: us, secret: connection } }${items}`,
    credentials: { webhookSecret: 'pass:word' },
    sent: (url) =>
      post(url, 'id=1&id2=a&id2=b', {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${btoa('us:pass:word')}`,
      }),
    forged: (url) => ({
      'another user': post(url, 'id=1', { authorization: `Basic ${btoa('them:pass:word')}` }),
      'no password': post(url, 'id=1', { authorization: `Basic ${btoa('us:')}` }),
      'another scheme': post(url, 'id=1', { authorization: `Bearer ${btoa('us:pass:word')}` }),
    }),
  },
  'a secret in the query': {
    webhook: `
      verify: { token: { query: token, prefix: 'k-', secret: connection } }${items}`,
    credentials: { webhookSecret: 'q' },
    sent: (url) => post(`${url}?token=k-q`, '{"id":"1"}'),
    forged: (url) => ({ 'without its prefix': post(`${url}?token=q`, '{"id":"1"}') }),
  },
  'the URL that was signed': {
    webhook: `
      verify: { hmac: { algorithm: sha512, header: X-Sign, signed: '{url}|{body}', secret: connection } }${items}`,
    credentials: { webhookSecret: 'u' },
    sent: (url) => post(`${url}?a=1`, '{"id":"1"}', { 'x-sign': hmac('sha512', 'u', `${url}?a=1|{"id":"1"}`) }),
    forged: (url) => ({
      'of another query': post(`${url}?a=2`, '{"id":"1"}', { 'x-sign': hmac('sha512', 'u', `${url}?a=1|{"id":"1"}`) }),
    }),
  },
}

function slackSignature(body: string, at = now): string {
  return `v0=${hmac('sha256', slackSecret, `v0:${at}:${body}`)}`
}

function slack(url: string, body: string): Request {
  return post(url, body, { 'x-slack-request-timestamp': `${now}`, 'x-slack-signature': slackSignature(body) })
}

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
