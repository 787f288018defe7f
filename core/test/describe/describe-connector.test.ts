import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { type DescribedFlow, describeConnector } from '../../src/describe/index.ts'
import { manifestFormat } from '../../src/load/index.ts'
import { orders, pageOf, revision } from './page-of.ts'
import { parsePage } from './parse-page.ts'

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
