import { expect, it } from 'vitest'
import { describeConnector } from '../../src/describe/index.ts'
import { connectorOf } from './connector-of.ts'
import { orders, pageOf, revision } from './page-of.ts'
import { parsePage, textOf } from './parse-page.ts'

const ping = { title: 'Ping', http: 'GET /ping', output: { type: 'object' } }

/** A trigger whose calls are signed by that secret. */
function signed(secret: unknown) {
  const hmac = { algorithm: 'sha256', encoding: 'hex', header: 'X-Sign', signed: '{body}', secret }
  const subscribe = secret === 'generated' && { subscribe: { http: 'POST /hooks', body: { key: '{webhook.secret}' } } }
  return {
    title: 'Made',
    webhook: { ...subscribe, verify: { hmac }, items: '', dedupe: { key: ['/id'], window: '7d' } },
    output: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
  }
}

it.each<[string, Record<string, unknown>, readonly string[]]>([
  ['an API key', { type: 'apiKey', in: 'header', name: 'X-Key' }, ['Enter it as `key`', 'in the header `X-Key`']],
  ['a key in the query', { type: 'apiKey', in: 'query', name: 'k' }, ['in the query parameter `k`']],
  [
    'a key by the name that people know',
    { type: 'apiKey', in: 'header', name: 'X-Key', credential: { name: 'api_key', title: 'Your *key*' } },
    ['Enter it as `api_key` (Your \\*key\\*). It is sent in the header `X-Key`'],
  ],
  ['a password', { type: 'http', scheme: 'basic' }, ['as `username` and `password`']],
  [
    'a certificate',
    { type: 'mutualTLS' },
    ['as `certificate`, in PEM', 'its private key as `key`', 'the key and the passphrase are not sent'],
  ],
  ['a token', { type: 'http', scheme: 'bearer' }, ['Enter it as `token`', 'header `Authorization`']],
  [
    'client credentials',
    {
      type: 'oauth2',
      flows: { clientCredentials: { tokenUrl: 'https://id.example/token', scopes: { b: 'Do b', a: '' } } },
    },
    ['`clientId` and `clientSecret`', 'only to `https://id.example/token`', '   - `a`\n   - `b`: Do b'],
  ],
  [
    'consent of a person',
    {
      type: 'oauth2',
      flows: {
        authorizationCode: {
          authorizationUrl: 'https://id.example/auth',
          tokenUrl: 'https://id.example/token',
          scopes: { a: 'Do a' },
        },
      },
    },
    [
      '1. Register an application',
      '2. Give it the redirect URL that your application shows',
      '3. Allow it these scopes:\n   - `a`: Do a',
      '4. Enter what the service gives for it as `clientId` and `clientSecret`. They are sent only to `https://id.example/token`.',
      '5. Press connect: the service’s own page opens at `https://id.example/auth`. Sign in there, and agree.',
      '6. Nothing else is to be done',
    ],
  ],
])('says step by step how to enter %s, and where it goes', async (_what, scheme, words) => {
  const text = await pageOf({ securitySchemes: { it: scheme }, actions: { listOrders: orders } })
  for (const word of [...words, 'only to `https://desk.example`']) expect(text).toContain(word)
  const written = text.match(/^\d+\. /gm) ?? []
  expect(written).toEqual(written.map((_, index) => `${index + 1}. `))
  const numbered = parsePage(text)
    .all('list')
    .filter(({ ordered }) => ordered === true)
  expect(numbered.map(({ children }) => children?.length)).toEqual([written.length])
})

it('says what else to do than to authenticate: settings, webhook secrets and a test', async () => {
  const settings = { required: ['host'], properties: { host: { type: 'string', pattern: '^[a-z]+$' } } }
  const servers = [
    { url: 'https://{host}.example', variables: { host: { from: 'settings.host', pattern: '^[a-z]+\\.example$' } } },
  ]
  const secret = { from: 'connection', credential: 'webhookKey' }
  const page = parsePage(
    await pageOf({ settings, servers, test: 'ping', actions: { ping }, triggers: { made: signed(secret) } }),
  )
  const lists = page.all('list').filter(({ ordered }) => ordered === true)
  expect(lists.map((list) => (list.children ?? []).map(textOf))).toEqual([
    ['Fill in the settings below.', 'Test the connection: this makes one request that only reads.'],
    [expect.stringMatching(/^For “Made”: take the secret .* as webhookKey besides .* sent nowhere/)],
  ])
  expect(page.headings).toContain('### Webhook secrets')
  const generated = await pageOf({ triggers: { made: signed('generated') } })
  expect(generated).not.toContain('### Webhook secrets')
})

it('says of a webhook who proves what, and which secret is to be entered', async () => {
  const text = await pageOf({ triggers: { made: signed({ from: 'connection' }) } })
  expect(text).toContain('enter the URL that your application shows')
  expect(text).toContain('entered with the connection, as `webhookSecret`.')
  expect(text).toContain('within 7 days does not start a flow again')
})

it('sends who wants to connect an extension to what it extends', async () => {
  const base = await connectorOf({
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    actions: { ping },
  })
  const connector = { ...base, id: 'desk-more', extends: 'desk' }
  const page = describeConnector({ connector, revision, flows: null })
  expect(page).toContain('a connection to [`desk`](desk.md)')
  expect(page).not.toContain('X-Key')
  expect(describeConnector({ connector: base, revision, flows: null })).toContain('X-Key')
})
