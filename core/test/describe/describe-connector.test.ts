import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { type DescribedFlow, describeConnector } from '../../src/describe/index.ts'
import { manifestFormat } from '../../src/load/index.ts'
import { connectorOf } from './connector-of.ts'
import { parsePage, textOf } from './parse-page.ts'

const revision = { id: 'f00d', format: 'manifest' }

async function pageOf(parts: Readonly<Record<string, unknown>>, flows: readonly DescribedFlow[] | null = null) {
  return describeConnector({ connector: await connectorOf(parts), revision, flows })
}

const orders = {
  title: 'List orders',
  http: 'GET /orders',
  input: {
    required: ['status'],
    properties: {
      status: { enum: ['open', 'closed'], title: 'Status' },
      limit: { type: 'integer', minimum: 1, maximum: 100, default: 20, description: 'How many' },
    },
  },
  output: {
    type: 'object',
    required: ['orders'],
    properties: {
      orders: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id'],
          properties: {
            id: { type: 'string', format: 'uuid' },
            note: { type: ['string', 'null'], maxLength: 200 },
            address: { type: 'object', properties: { 'zip.code': { type: 'string', pattern: '^[0-9]{5}$' } } },
          },
        },
      },
    },
  },
}

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

it('shows fields by their paths, with what they may be, and examples that the schemas allow', async () => {
  const page = parsePage(await pageOf({ actions: { listOrders: orders } }))
  expect(page.tables.get('Actions › List orders › Input')).toEqual([
    ['Field', 'What it is', 'Required', 'Default', 'Allowed', 'Description'],
    ['status', 'text', 'yes', '', 'one of open, closed', 'Status.'],
    ['limit', 'whole number', 'no', '20', 'at least 1; at most 100', 'How many.'],
  ])
  expect(page.tables.get('Actions › List orders › Output')).toEqual([
    ['Field', 'What it is', 'Required', 'Allowed'],
    ['orders', 'list: group of fields', 'yes', ''],
    ['orders[].id', 'UUID', 'yes', ''],
    ['orders[].note', 'text, or null', 'no', 'at most 200 characters'],
    ['orders[].address', 'group of fields', 'no', ''],
    ['orders[].address."zip.code"', 'text', 'no', 'matches ^[0-9]{5}$'],
  ])
  expect(page.examples).toEqual([
    { status: 'open', limit: 20 },
    {
      orders: [{ id: '123e4567-e89b-42d3-a456-426614174000', note: 'text', address: { 'zip.code': '00000' } }],
    },
  ])
})

it('links to every operation, by the names that GitHub gives, also where titles are the same', async () => {
  const page = parsePage(
    await pageOf({ actions: { a: orders, b: orders, c: { ...orders, title: 'Größe & Größen: 1' } } }),
  )
  expect(page.links).toHaveLength(5)
  for (const link of page.links) expect(page.slugs).toContain(decodeURIComponent(link.slice(1)))
  expect(new Set(page.links).size).toBe(5)
})

it.each<[string, Record<string, unknown>, readonly string[]]>([
  ['a read', {}, ['only reads', 'safe to repeat']],
  ['what may be repeated', { http: 'PUT /orders', effect: 'idempotent' }, ['is safe to repeat']],
  ['what may not', { http: 'POST /orders', effect: 'once' }, ['**not** safe to repeat', 'waits for a person']],
  [
    'what can be confirmed',
    { http: 'POST /orders', effect: 'once', confirm: { operation: 'find', input: { status: 'open' }, after: '30s' } },
    ['**not** safe to repeat', '“Find” (`find`) is asked after 30 seconds'],
  ],
])('says of %s what a repetition does', async (_what, parts, words) => {
  const text = await pageOf({ actions: { find: { ...orders, title: 'Find' }, add: { ...orders, ...parts } } })
  const section = text.slice(text.indexOf('### List orders'), text.indexOf('### Find'))
  for (const word of words) expect(section).toContain(word)
})

it('says what of a webhook, a poll, pages and time-outs a flow meets', async () => {
  const tracker = await readFile(
    new URL('../../../plugins/connectors/production-tracker/connector.yaml', import.meta.url),
  )
  const { connector } = await manifestFormat().read({
    name: 'connector.yaml',
    path: 'connector.yaml',
    kind: 'file',
    files: [{ path: 'connector.yaml', bytes: tracker }],
  })
  if (connector === undefined) throw new Error('It is not read.')
  const text = describeConnector({ connector, revision, flows: null })
  expect(text).toContain('The service is asked every 1 minute.')
  expect(text).toContain('At most 100 pages are read at a time.')
  expect(text).toContain('within 30 days does not start a flow again')
  expect(text).toContain('`jackfield docs` with `--flows DIR`')
})

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

it('says which flows use an operation, which fields they fill and which they read', async () => {
  const at = null
  const flow: DescribedFlow = {
    id: 'sync',
    title: 'Sync orders',
    usages: [
      {
        step: 'orders',
        operation: 'desk.listOrders',
        supplies: [{ path: ['status'], from: { kind: 'literal', value: 'open' }, at }],
        reads: [],
      },
      {
        step: 'send',
        operation: 'mail.send',
        supplies: [],
        reads: [{ step: 'orders', path: ['orders', '*', 'id'], as: 'value', ifAbsent: 'drops', at }],
      },
    ],
  }
  const page = parsePage(
    await pageOf({ actions: { listOrders: orders, other: { ...orders, title: 'Other' } } }, [flow]),
  )
  expect(page.tables.get('Actions › List orders › Used by')).toEqual([
    ['Flow', 'Step', 'Fills in', 'Reads'],
    ['Sync orders (sync)', 'orders', 'status', 'orders[].id (in send)'],
  ])
  expect(page.tables.has('Actions › Other › Used by')).toBe(false)
})

it('says what is deprecated, what it was called, and leaves internal operations out', async () => {
  const text = await pageOf({
    actions: {
      listOrders: { ...orders, deprecated: true, formerly: ['orders'] },
      inner: { ...orders, title: 'Inner', visibility: 'internal' },
    },
  })
  expect(text).toContain('**Deprecated:**')
  expect(text).toContain('- Formerly: `desk.orders`')
  expect(text).not.toContain('Inner')
})

it('is the same in whatever order operations are declared', async () => {
  const [a, b] = [orders, { ...orders, title: 'Another' }]
  expect(await pageOf({ actions: { a, b } })).toBe(await pageOf({ actions: { b, a } }))
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
