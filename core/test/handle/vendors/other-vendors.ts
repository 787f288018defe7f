import { hmac, items, post, type Vendor } from './vendor.ts'

/** Services that ask a challenge, that show what they know, or that sign the URL as well. */
export const otherVendors: Record<string, Vendor> = {
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
