import type { Connection } from '@jackfield/core'
import { type FakeRequest, type FakeRoutes, fakeService, testConnector } from '@jackfield/core/testing'
import { expect, test } from 'vitest'
import { connectorFolder } from './connector-folder.ts'

const connection = {
  settings: { dataCentre: 'in', organizationId: '60001' },
  credentials: { clientId: '1000.A', clientSecret: 's', refreshToken: '1000.R' },
}
const item = { item_id: '11', name: 'Pin', sku: 'PN-1', status: 'active', unit: 'pcs', stock_on_hand: 4 }
const page = (items: readonly object[], more: boolean) => ({
  json: { code: 0, message: 'success', items, page_context: { has_more_page: more } } as never,
})
const token: FakeRoutes = {
  'POST /oauth/v2/token': {
    json: { access_token: 'at-1', expires_in: 3600, api_domain: 'https://www.zohoapis.in', token_type: 'Bearer' },
  },
}

const open = (service: Awaited<ReturnType<typeof fakeService>>) =>
  testConnector(connectorFolder('zoho-inventory'), { service, connection })

test('finds the one item whose SKU is the one asked for, on whichever page', async () => {
  const items = ({ query }: FakeRequest) =>
    query.get('page') === '1' ? page([{ ...item, sku: 'PN-10' }], true) : page([item], false)
  await using service = await fakeService({ ...token, 'GET /inventory/v1/items': items })
  await using zoho = await open(service)
  expect((await zoho.invoke('findItem', { sku: 'PN-1' })).output).toMatchObject({ item_id: '11' })
  const asked = service.requests.filter(({ path }) => path.endsWith('/items'))
  expect(asked.map(({ query }) => query.get('organization_id'))).toEqual(['60001', '60001'])
  expect(asked[0]?.headers).toMatchObject({ authorization: 'Zoho-oauthtoken at-1', host: 'www.zohoapis.in' })
})

test('says in the words of Zoho what it refuses under status 200', async () => {
  await using service = await fakeService({
    ...token,
    'POST /inventory/v1/inventoryadjustments': { json: { code: 1005, message: 'Invalid value for item_id' } },
  })
  await using zoho = await open(service)
  const input = { itemId: 'x', quantity: 1, reference: '7@1', date: '2026-01-01' }
  await expect(zoho.invoke('adjustStock', input)).rejects.toThrow(/Invalid value for item_id/)
})

test('leaves an adjustment in doubt whose answer never came', async () => {
  await using service = await fakeService({ ...token, 'POST /inventory/v1/inventoryadjustments': { lost: true } })
  await using zoho = await open(service)
  const input = { itemId: '11', quantity: 1, reference: '7@1', date: '2026-01-01' }
  await expect(zoho.invoke('adjustStock', input)).rejects.toMatchObject({ doubt: true })
  expect(service.requests.filter(({ path }) => path.endsWith('/inventoryadjustments'))).toHaveLength(1)
})

test('lets a person choose an item by its name, searched by Zoho', async () => {
  const items = ({ query }: FakeRequest) =>
    query.get('page') === '1' ? page([item], true) : page([{ ...item, item_id: '12', name: 'Pin, long' }], false)
  await using service = await fakeService({ ...token, 'GET /inventory/v1/items': items })
  await using zoho = await open(service)
  const { organisation, id } = zoho.connection as Connection
  const asked = {
    organisation,
    operation: 'zoho-inventory.adjustStock',
    connection: id,
    field: '/itemId',
    search: 'pin',
  }
  const first = await zoho.kernel.catalogue.options({ ...asked, limit: 1 })
  expect(first.options).toEqual([{ value: '11', label: 'Pin' }])
  const second = await zoho.kernel.catalogue.options({ ...asked, limit: 1, page: first.next ?? '' })
  expect(second).toEqual({ options: [{ value: '12', label: 'Pin, long' }] })
  const pages = service.requests.filter(({ path }) => path.endsWith('/items'))
  expect(pages.map(({ query }) => query.get('search_text'))).toEqual(['pin', 'pin'])
})
