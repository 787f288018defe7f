import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../../core/src/cli/index.ts'

let dir = ''

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'jackfield documents '))
  const plugin = (name: string): string => JSON.stringify(pathToFileURL(join(import.meta.dirname, '../..', name)).href)
  await write(
    'jackfield.config.ts',
    `import { flows } from ${plugin('flows/src/index.ts')}
import { openapi } from ${plugin('openapi/src/index.ts')}
export default { extensions: [flows(), openapi()] }
`,
  )
  await write('flows/read.yaml', flow('orders'))
})

afterAll(() => rm(dir, { recursive: true, force: true }))

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true })
  await writeFile(join(dir, path), text)
}

/** Its trigger is in no document, so it is unresolved; its second step reads what the first one answers. */
function flow(connector: string): string {
  return `flow: 1
id: read
connections: { orders: ${connector}, clock: clock }
trigger: { operation: clock.tick, connection: clock }
steps:
  - { id: first, operation: ${connector}.getOrder, connection: orders, input: { orderId: '1' } }
  - { id: second, operation: ${connector}.getOrder, connection: orders, input: { orderId: '{% steps.first.sku %}' } }
`
}

interface Parts {
  readonly fields?: object
  readonly more?: object
}

function document({ fields = { sku: { type: 'string' } }, more = {} }: Parts = {}): string {
  const answer = (schema: object) => ({ 200: { description: '', content: { 'application/json': { schema } } } })
  return JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Orders', version: '1' },
    servers: [{ url: 'https://example.com' }],
    paths: {
      '/orders/{orderId}': {
        get: {
          operationId: 'getOrder',
          parameters: [{ name: 'orderId', in: 'path', required: true, schema: { type: 'string' } }],
          responses: answer({ type: 'object', properties: fields }),
        },
      },
      ...more,
    },
  })
}

interface Report {
  readonly level?: string
  readonly verdict?: string
  readonly complete: boolean
  readonly problems: readonly { readonly code: string; readonly message: string; readonly file?: string }[]
  readonly steps: readonly { readonly step: string; readonly status: string }[]
  readonly changes: readonly { readonly kind: string; readonly connector: string; readonly operation: string }[]
}

async function jackfield(...argv: readonly string[]) {
  const printed = { out: '', err: '' }
  const code = await main([...argv, '--format', 'json'], {
    cwd: dir,
    env: {},
    terminal: false,
    input: async () => '',
    out: (text) => {
      printed.out += text
    },
    err: (text) => {
      printed.err += text
    },
  })
  return { code, ...printed, report: printed.out === '' ? undefined : (JSON.parse(printed.out) as Report) }
}

const diff = (base: string, revision: string) => jackfield('diff', '--base', base, '--revision', revision)

describe('jackfield diff of foreign documents', () => {
  it('takes two single documents for one connector, under the id of the base', async () => {
    await write('one/orders.json', document())
    await write('two/other-name.yaml', document({ fields: {} }))
    const { code, report } = await diff('one/orders.json', 'two/other-name.yaml')
    expect(code).toBe(1)
    expect(report?.changes.map(({ kind, connector }) => [kind, connector])).toEqual([['output.removed', 'orders']])
  })

  it('pairs the documents of two folders by name, among manifests and others', async () => {
    for (const [side, fields] of [
      ['base', { sku: { type: 'string' } }],
      ['revision', {}],
    ] as const) {
      await write(`${side}/orders.json`, document({ fields }))
      await write(`${side}/stock/openapi.yaml`, document())
      await write(`${side}/invoices.json`, document())
      await write(`${side}/README.md`, '# Orders')
    }
    await write('revision/added.json', document())
    const { code, report } = await diff('base', 'revision')
    expect([code, report?.complete]).toEqual([1, true])
    expect(report?.changes.map(({ kind, connector }) => `${connector} ${kind}`)).toEqual([
      'added operation.added',
      'orders output.removed',
    ])
  })
})

const half = document().slice(0, 300)
const reference = (ref: string) => document({ fields: { sku: { $ref: ref } } })
const bomb = JSON.stringify({
  ...(JSON.parse(reference('#/components/schemas/L0')) as object),
  components: {
    schemas: Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `L${index}`,
        index === 39
          ? { type: 'string' }
          : {
              anyOf: [
                { $ref: `#/components/schemas/L${index + 1}` },
                { allOf: [{ $ref: `#/components/schemas/L${index + 1}` }, { properties: { [`p${index}`]: {} } }] },
              ],
            },
      ]),
    ),
  },
})

/** What can be wrong with one of many; the rest of the report is there all the same. */
const bad: readonly (readonly [what: string, text: string, complete: boolean, message: RegExp])[] = [
  ['is truncated', half, false, /broken/],
  ['refers to nowhere', reference('#/components/schemas/Nowhere'), false, /Nowhere/],
  ['refers to a file', reference('../../secret.json#/a'), false, /secret/],
  ['refers to the network', reference('http://127.0.0.1:9/never'), false, /127\.0\.0\.1/],
  ['is too large', `${document().slice(0, -1)},"x-filler":"${'x'.repeat(70 * 1024 * 1024)}"}`, false, /broken/],
]

describe('a folder with a document that', () => {
  it.each(bad)(
    '%s',
    async (_what, text, complete, message) => {
      await write('good/orders.json', document())
      await write('good/broken.json', document())
      await write('mixed/orders.json', document({ fields: {} }))
      await write('mixed/broken.json', text)
      const { code, report, err } = await diff('good', 'mixed')
      expect(err).toBe('')
      expect(report?.changes.filter(({ connector }) => connector === 'orders').map(({ kind }) => kind)).toEqual([
        'output.removed',
      ])
      expect([code, report?.complete]).toEqual([1, complete])
      const problem = report?.problems.find(({ file, message: said }) => message.test(`${file} ${said}`))
      expect(problem?.message).toMatch(/.\.?$/)
    },
    60_000,
  )
})

it('a reference bomb is compared in bounded time', async () => {
  await write('bombs/orders.json', bomb)
  const { code, report } = await diff('bombs/orders.json', 'bombs/orders.json')
  expect([code, report?.level]).toEqual([0, 'none'])
}, 60_000)

it('exits with 3 where nothing differs and one document can’t be read', async () => {
  await write('half/orders.json', document())
  await write('half/other.json', document())
  await write('half/broken.json', half)
  const { code, report } = await diff('half', 'half')
  expect([code, report?.level, report?.complete]).toEqual([3, 'none', false])
})

it('exits with 2 where the one document can’t be read', async () => {
  await write('half.json', half)
  const { code, out, err } = await diff('half.json', 'one/orders.json')
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain('half.json')
})

it('says which step of a flow a changed document breaks, and that its trigger is in none', async () => {
  await write('one/orders.json', document())
  await write('two/other-name.yaml', document({ fields: {} }))
  const argv = ['--base', 'one/orders.json', '--revision', 'two/other-name.yaml', '--flows', 'flows']
  const { code, report } = await jackfield('impact', ...argv)
  expect([code, report?.verdict, report?.complete]).toEqual([1, 'broken', false])
  expect(report?.steps.map(({ step, status }) => [step, status])).toEqual([
    ['first', 'unaffected'],
    ['second', 'broken'],
    ['trigger', 'unresolved'],
  ])
})
