import { hmac, items, now, post, type Vendor } from './vendor.ts'

/** https://www.standardwebhooks.com, with the example of its specification. */
const standardSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const standardBody = '{"id":"e1","test": 2432232314}'
const standardKey = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
export const standardHeaders = (id: string, at: string, signature: string) => ({
  'webhook-id': id,
  'webhook-timestamp': at,
  'webhook-signature': signature,
})
const standardSignature = (id: string, at: string): string =>
  `v1,${hmac('sha256', standardKey, `${id}.${at}.${standardBody}`, 'base64')}`

export const githubSecret = "It's a Secret to Everybody"
const slackSecret = '8f742231b10e8888abcd99yyyzzz85a5'

/** Services that sign what they send, with a secret of the connection. */
export const vendorsThatSign: Record<string, Vendor> = {
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
}

function slackSignature(body: string, at = now): string {
  return `v0=${hmac('sha256', slackSecret, `v0:${at}:${body}`)}`
}

/** What Slack sends. */
export function slack(url: string, body: string): Request {
  return post(url, body, { 'x-slack-request-timestamp': `${now}`, 'x-slack-signature': slackSignature(body) })
}
