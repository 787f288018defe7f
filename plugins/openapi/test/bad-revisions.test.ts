import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { DiffReport, ImpactReport } from '@jackfield/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Folder, openFolder, repository } from '../../../core/test/cli/command-line.ts'

const order = { type: 'object', required: ['id'], properties: { id: { type: 'string' }, size: { type: 'integer' } } }
const textItem = { type: 'object', required: ['sku'], properties: { sku: { type: 'string' } } }
const numberItem = { ...textItem, properties: { sku: { type: 'integer' } } }

const answering = (operationId: string, schema: object) => ({
  get: { operationId, responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } } },
})

function shop(orderSchema: object, schemas: object = {}, item: object = numberItem): string {
  return JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Shop', version: '1' },
    servers: [{ url: 'https://shop.example.com' }],
    paths: { '/order': answering('getOrder', orderSchema), '/item': answering('getItem', item) },
    components: { schemas },
  })
}

/** `L0`, `L1`, … each made of the next one twice, or once. */
function levels(count: number, of: (next: object) => object): object {
  const all = Array.from({ length: count }, (_, level) => [
    `L${level}`,
    of({ $ref: `#/components/schemas/L${level + 1}` }),
  ])
  return Object.fromEntries([...all, [`L${count}`, order]])
}

const first = { $ref: '#/components/schemas/L0' }
const flow = `flow: 1
id: reading
connections: { tracker: production-tracker, shop: shop }
trigger: { operation: production-tracker.orderCompleted, connection: tracker }
steps:
  - { id: order, operation: shop.getOrder, connection: shop, input: {} }
  - { id: item, operation: shop.getItem, connection: shop, input: {} }
  - id: byOrder
    operation: production-tracker.getOrder
    connection: tracker
    input: { orderId: '{% steps.order.id %}' }
  - id: byItem
    operation: production-tracker.getOrder
    connection: tracker
    input: { orderId: '{% steps.item.sku %}' }
`

interface Expected {
  readonly revision: string
  /** Of the problems that make the reports incomplete. */
  readonly codes: readonly string[]
  /** What the first of them says. */
  readonly says?: string
  /** What becomes of the step that reads the part that is bad. */
  readonly byOrder: string
}

const cases: Readonly<Record<string, Expected>> = {
  'a reference to nowhere': {
    revision: shop({ $ref: '#/components/schemas/Nowhere' }),
    codes: ['reference-missing', 'change-not-understood'],
    byOrder: 'risky',
  },
  'a reference to a file that is not there': {
    revision: shop({ $ref: './other.json#/Order' }),
    says: 'where there is nothing',
    codes: ['reference-missing', 'change-not-understood'],
    byOrder: 'risky',
  },
  'a reference out of the folder': {
    revision: shop({ $ref: '../../../../../etc/hostname' }),
    says: "outside of the connector's folder",
    codes: ['reference-missing', 'change-not-understood'],
    byOrder: 'risky',
  },
  'a reference to the file system': {
    revision: shop({ $ref: 'file:///etc/hostname' }),
    codes: ['reference-network', 'change-not-understood'],
    byOrder: 'risky',
  },
  'a reference to the network': {
    revision: shop({ $ref: 'http://127.0.0.1:9/order.json' }),
    codes: ['reference-network', 'change-not-understood'],
    byOrder: 'risky',
  },
  'references that go round': {
    revision: shop(first, { L0: { $ref: '#/components/schemas/L1' }, L1: first }),
    codes: ['reference-missing', 'change-not-understood'],
    byOrder: 'risky',
  },
  'a bomb of fields': {
    revision: shop(
      first,
      levels(60, (next) => ({ type: 'object', properties: { id: next, more: next } })),
    ),
    codes: [],
    byOrder: 'broken',
  },
  'a bomb of parts': {
    revision: shop(
      first,
      levels(60, (next) => ({ allOf: [next, next] })),
    ),
    codes: [],
    byOrder: 'unaffected',
  },
  'a chain of 10,000 fields': {
    revision: shop(
      first,
      levels(10_000, (next) => ({ type: 'object', properties: { next } })),
    ),
    codes: [],
    byOrder: 'broken',
  },
}

/**
 * One of the connectors of a folder is bad in some way; everything else is compared, and a step that reads it is
 * weighed.
 */
describe('a revision in which there is', { timeout: 60_000 }, () => {
  let folder: Folder

  beforeAll(async () => {
    folder = await openFolder()
    const imported = ['flows', 'openapi'].map(
      (name) => `import { ${name} } from '${pathToFileURL(join(repository, `plugins/${name}/src/index.ts`))}'`,
    )
    await folder.write(
      'jackfield.config.ts',
      `${imported.join('\n')}\nexport default { extensions: [flows(), openapi()] }\n`,
    )
    await folder.write('base/shop/openapi.json', shop(order, {}, textItem))
    await folder.write('flows/reading.yaml', flow)
  })
  afterAll(() => folder[Symbol.asyncDispose]())

  async function compared(revision: string) {
    await folder.write('revision/shop/openapi.json', revision)
    const sides = ['--base', 'base', '--revision', 'revision', '--format', 'json']
    const diff = await folder.jackfield('diff', ...sides)
    const impact = await folder.jackfield('impact', ...sides, '--flows', 'flows')
    return {
      codes: [diff.code, impact.code],
      diff: JSON.parse(diff.out) as DiffReport,
      impact: JSON.parse(impact.out) as ImpactReport,
    }
  }

  it.each(Object.entries(cases))('%s', async (_name, { revision, codes, says = '', byOrder }) => {
    const { diff, impact, codes: exits } = await compared(revision)
    // The other operation is compared all the same, and its change found.
    expect(exits).toEqual([1, 1])
    expect(diff.changes).toContainEqual(expect.objectContaining({ kind: 'output.type', operation: 'getItem' }))
    expect([diff.complete, diff.problems.map(({ code }) => code)]).toEqual([codes.length === 0, codes])
    expect(diff.problems[0]?.message ?? '').toContain(says)
    const read = codes.filter((code) => code !== 'change-not-understood')
    expect([impact.complete, impact.problems.map(({ code }) => code)]).toEqual([read.length === 0, read])
    for (const { message, hint } of diff.problems)
      expect([message, hint]).toEqual([expect.stringMatching(/\S/), expect.any(String)])
    const statuses = Object.fromEntries(impact.steps.map(({ step, status }) => [step, status]))
    expect(statuses).toMatchObject({ trigger: 'unaffected', byItem: 'broken', byOrder })
  })

  it.each([
    ['a truncated document', shop(order).slice(0, -40), 'text-syntax'],
    ['a document of 50 MB', `${shop(order).slice(0, -1)},"x-more":"${'x'.repeat(50_000_000)}"}`, 'entry-too-large'],
    [
      'a document that is nested too deeply',
      `${shop(order).slice(0, -1)},"x-more":${'['.repeat(100_000)}`,
      'text-nested',
    ],
  ])('%s', async (_name, revision, code) => {
    const { diff, impact, codes } = await compared(revision)
    expect(codes).toEqual([3, 3])
    expect([diff.complete, diff.changes, diff.problems.map((problem) => problem.code)]).toEqual([false, [], [code]])
    expect([impact.complete, impact.verdict]).toEqual([false, 'incomplete'])
    expect(impact.problems).toContainEqual(expect.objectContaining({ code, file: expect.stringContaining('shop') }))
    expect(impact.steps).toContainEqual(expect.objectContaining({ step: 'trigger', status: 'unaffected' }))
    expect(impact.problems.at(-1)?.message).toContain('"shop" could not be read on one of the two sides')
    for (const { message, hint } of impact.problems) expect([message, hint]).not.toContain(undefined)
  })

  it('nothing else is told by itself, and the exit code says that it can’t be read', async () => {
    await folder.write('alone.json', shop(order).slice(0, -40))
    for (const command of [['diff'], ['impact', '--flows', 'flows']]) {
      const { code, out, err } = await folder.jackfield(
        ...command,
        '--base',
        'base/shop/openapi.json',
        '--revision',
        'alone.json',
      )
      expect([code, out]).toEqual([2, ''])
      expect(err).toMatch(/alone\.json:1:\d+/)
    }
  })
})
