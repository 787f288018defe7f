import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createKernel,
  defineConnector,
  type Held,
  type Kernel,
  type KernelOptions,
  sqlite,
  trigger,
} from '@jackfield/core'
import { fakeService, testConnector } from '@jackfield/core/testing'
import { flows } from '@jackfield/flows'
import { expect, test } from 'vitest'
import { puneAccount } from '../../src/stand-ins/index.ts'
import { startZohoClient } from '../stand-ins/zoho.ts'
import { connectorFolder } from './connector-folder.ts'

const extension = connectorFolder('zoho-inventory-items')
const operation = 'zoho-inventory-items.getItem'
const key = new Uint8Array(32).fill(7)

async function open(port: number, options: Partial<KernelOptions> = {}): Promise<Kernel> {
  const origin = `http://127.0.0.1:${port}`
  return createKernel({
    store: sqlite(':memory:'),
    keyProvider: { name: 'test', key: async () => key },
    connectTo: { 'https://www.zohoapis.in': origin, 'https://accounts.zoho.in': origin },
    extensions: [flows()],
    ...options,
  })
}

function connect(kernel: Kernel, organisation: string, account = puneAccount) {
  const { clientId, clientSecret, refreshToken, organizationId } = account
  const settings = { dataCentre: 'in', organizationId }
  const credentials = { clientId, clientSecret, refreshToken }
  return kernel.connections.add({ organisation, connector: 'zoho-inventory', settings, credentials })
}

/** Asks for an item at each ring of a bell, over a connection of that name. */
const flow = (name: string) => `
flow: 1
id: look-up
connections: { ${name}: ${name === 'stock' ? 'zoho-inventory' : 'zoho-inventory-items'} }
trigger: { operation: bell.rung }
steps:
  - id: item
    operation: ${operation}
    connection: ${name}
    input: { itemId: '{% trigger.id %}' }
  - id: again
    operation: zoho-inventory.findItem
    connection: ${name}
    input: { sku: '{% steps.item.sku %}' }
`
const bell = defineConnector({
  id: 'bell',
  version: '1',
  title: 'Bell',
  triggers: {
    rung: trigger({
      title: 'Rung',
      output: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
      every: '1h',
      async *poll() {},
    }),
  },
})

async function folders() {
  const dir = await mkdtemp(join(tmpdir(), 'jackfield extension '))
  const make = async (name: string) => {
    await mkdir(join(dir, name))
    return join(dir, name)
  }
  const [host, pune, delhi] = [await make('host'), await make('pune'), await make('delhi')]
  await cp(connectorFolder('zoho-inventory'), join(host, 'zoho-inventory'), { recursive: true })
  return { host, pune, delhi, [Symbol.asyncDispose]: () => rm(dir, { recursive: true }) }
}

test('runs over a connection to what it extends, and says in the words of Zoho what it refuses', async () => {
  const item = { item_id: '11', name: 'Pin', sku: 'PN-1', status: 'active', stock_on_hand: 4 }
  await using service = await fakeService({
    'POST /oauth/v2/token': {
      json: { access_token: 'at-1', expires_in: 3600, api_domain: 'https://www.zohoapis.in', token_type: 'Bearer' },
    },
    'GET /inventory/v1/items/{id}': ({ params }) =>
      params.id === '11'
        ? { json: { code: 0, message: 'success', item } }
        : { json: { code: 1002, message: 'Item does not exist.' } },
  })
  await using items = await testConnector(connectorFolder('zoho-inventory-items'), {
    service,
    connection: {
      settings: { dataCentre: 'in', organizationId: '60001' },
      credentials: { clientId: '1000.A', clientSecret: 's', refreshToken: '1000.R' },
    },
    beside: [connectorFolder('zoho-inventory')],
  })
  expect(items.connection?.connector).toBe('zoho-inventory')
  expect((await items.invoke('getItem', { itemId: '11' })).output).toEqual(item)
  expect(service.requests.at(-1)?.query.get('organization_id')).toBe('60001')
  await expect(items.invoke('getItem', { itemId: '12' })).rejects.toThrow(/Item does not exist/)
})

test('gets one item over a connection to zoho-inventory, also as the step of a flow', async () => {
  await using zoho = await startZohoClient()
  await using dirs = await folders()
  await cp(extension, join(dirs.host, 'zoho-inventory-items'), { recursive: true })
  await using kernel = await open(zoho.port, { plugins: [{ dir: dirs.host }], connectors: [bell] })
  const { id: connection } = await connect(kernel, 'pune')
  const { item_id: itemId } = await zoho.control.addItem({ sku: 'GEAR-1', stock: 3 })
  const { output } = await kernel.invoke(operation, { connection, input: { itemId } })
  expect(output).toMatchObject({ sku: 'GEAR-1', stock_on_hand: 3 })
  await expect(kernel.invoke(operation, { connection, input: { itemId: '1' } })).rejects.toMatchObject({
    code: 'operation-failed',
  })

  const added = kernel.extension(flows).add(flow('stock'), { organisation: 'pune', connections: { stock: connection } })
  expect(await added).toMatchObject({ id: 'look-up', warnings: [] })
  const own = kernel.extension(flows).add(flow('own'), { organisation: 'pune', connections: { own: connection } })
  await expect(own).rejects.toMatchObject({
    message: expect.stringContaining('takes a connection to "zoho-inventory"'),
  })
})

test('is held with what it extends where that would break a flow that uses the extension alone', async () => {
  await using zoho = await startZohoClient()
  await using dirs = await folders()
  await cp(extension, join(dirs.host, 'zoho-inventory-items'), { recursive: true })
  const held: Held[] = []
  const on = { 'connector:held': ({ change }: { readonly change: Held }) => void held.push(change) }
  await using kernel = await open(zoho.port, { plugins: [{ dir: dirs.host }], connectors: [bell], on })
  const { id: connection } = await connect(kernel, 'pune')
  const text = flow('stock').replace('steps.item.sku', 'steps.item.item_type')
  await kernel.extension(flows).add(text, { organisation: 'pune', connections: { stock: connection } })

  const manifest = join(dirs.host, 'zoho-inventory', 'connector.yaml')
  await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('item_type:', 'item_kind:'))
  await expect.poll(() => held.length, { timeout: 5_000 }).toBe(1)
  expect(held[0]).toMatchObject({
    connector: 'zoho-inventory',
    extensions: [{ connector: 'zoho-inventory-items' }],
    report: { verdict: 'broken' },
  })
  expect(held[0]?.report.findings).toMatchObject([
    {
      ...{ status: 'broken', flow: 'look-up', step: 'again', operation },
      evidence: { expression: 'steps.item.item_type', pointer: '/steps/1/input/sku' },
    },
  ])
})

test('is carried from one organisation to another, and works there over that one’s connection', async () => {
  const delhiAccount = {
    ...puneAccount,
    organizationId: '60077777777',
    organizationName: 'Delhi',
    refreshToken: '1000.d.d',
  }
  await using zoho = await startZohoClient({ accounts: [puneAccount, delhiAccount] })
  await using dirs = await folders()
  const plugins: KernelOptions['plugins'] = [
    { dir: dirs.host },
    { dir: dirs.pune, scope: 'organisation:pune' },
    { dir: dirs.delhi, scope: 'organisation:delhi' },
  ]
  await cp(extension, join(dirs.pune, 'zoho-inventory-items'), { recursive: true })
  await using kernel = await open(zoho.port, { plugins })
  const pune = await connect(kernel, 'pune')
  const delhi = await connect(kernel, 'delhi', delhiAccount)
  const { item_id: itemId } = await zoho.control.addItem({ sku: 'LAMP', organizationId: delhiAccount.organizationId })
  await expect(kernel.invoke(operation, { connection: delhi.id, input: { itemId } })).rejects.toMatchObject({
    code: 'connector-unknown',
  })

  await cp(extension, join(dirs.delhi, 'zoho-inventory-items'), { recursive: true })
  await kernel.rescan()
  await expect.poll(() => kernel.catalogue.operation({ organisation: 'delhi', operation })).toBeDefined()
  const { output } = await kernel.invoke(operation, { connection: delhi.id, input: { itemId } })
  expect(output).toMatchObject({ sku: 'LAMP' })
  await expect(kernel.invoke(operation, { connection: pune.id, input: { itemId } })).rejects.toMatchObject({
    code: 'operation-failed',
  })
  await expect(
    kernel.invoke(operation, { organisation: 'delhi', connection: pune.id, input: { itemId } }),
  ).rejects.toMatchObject({ code: 'connection-unknown' })
})
