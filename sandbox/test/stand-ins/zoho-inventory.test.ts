import { describe, expect, test } from 'vitest'
import { puneAccount } from '../../src/stand-ins/index.ts'
import type { Answered } from './send.ts'
import { adjustment, startZohoClient, type ZohoClient } from './zoho.ts'

const names = (answer: Answered): string[] => answer.json.items.map((item: { name: string }) => item.name)

const post = (zoho: ZohoClient, body: string, headers: Record<string, string> = {}): Promise<Answered> =>
  zoho.api('/inventoryadjustments', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  })

describe('a request', () => {
  test.each([
    ['', 14],
    ['Bearer TOKEN', 14],
    ['Zoho-oauthtoken', 14],
    ['Zoho-oauthtoken 1000.x.y', 57],
  ])('with the authorization %j is refused with code %d', async (authorization, code) => {
    await using zoho = await startZohoClient()
    const token = await zoho.accessToken()
    const headers = { authorization: authorization.replace('TOKEN', token) }
    expect(await zoho.api('/items', { headers })).toMatchObject({ status: 401, json: { code } })
  })

  test.each([
    ['', 6024],
    ['?organization_id=abc', 2],
    ['?organization_id=', 2],
    ['?organization_id=60099999999', 6041],
  ])('for the organisation %j is refused with code %d', async (query, code) => {
    await using zoho = await startZohoClient()
    const answer = await zoho.api('', { path: `/inventory/v1/items${query}` })
    expect(answer).toMatchObject({ status: 400, json: { code, message: expect.any(String) } })
    expect(answer.json).not.toHaveProperty('items')
  })

  test('without the scope is not authorised', async () => {
    const account = { ...puneAccount, scopes: ['ZohoInventory.items.READ'] }
    await using zoho = await startZohoClient({ accounts: [account] })
    expect((await zoho.api('/items')).status).toBe(200)
    expect(await zoho.api('/inventoryadjustments')).toMatchObject({ status: 401, json: { code: 57 } })
    const item = await zoho.control.addItem({ sku: 'GEAR-1' })
    expect(await post(zoho, adjustment(item.item_id))).toMatchObject({ status: 401, json: { code: 57 } })
    expect(await zoho.control.stock({ sku: 'GEAR-1' })).toBe(0)
  })

  test('for what is not there is refused', async () => {
    await using zoho = await startZohoClient()
    expect(await zoho.api('/item')).toMatchObject({ status: 404, json: { code: 5 } })
    expect(await zoho.api('/items/1')).toMatchObject({ status: 400, json: { code: 1002 } })
    expect(await zoho.api('/items', { method: 'PATCH' })).toMatchObject({ status: 405, json: { code: 37 } })
  })

  test('is one of a hundred in a minute', async () => {
    let now = Date.UTC(2026, 2, 1)
    await using zoho = await startZohoClient({ now: () => now })
    for (let count = 0; count < 100; count += 1) expect((await zoho.api('/items')).status).toBe(200)
    expect(await zoho.api('/items')).toMatchObject({ status: 429, json: { code: 44 } })
    now += 60_000
    expect((await zoho.api('/items')).status).toBe(200)
  })
})

describe('items', () => {
  async function startWithItems() {
    const zoho = await startZohoClient()
    await zoho.control.addItem({ sku: 'GEAR-1', name: 'Small gear', stock: 12 })
    await zoho.control.addItem({ sku: 'GEAR-10', name: 'Large gear', description: 'Goes with gear-1' })
    await zoho.control.addItem({ sku: 'BOX', name: 'Box for GEAR-1' })
    await zoho.control.addItem({ sku: 'KIT', name: 'Kit', description: 'Holds one Gear-1' })
    await zoho.control.addItem({ name: 'Bolt' })
    return zoho
  }

  test('are searched by more than their SKU', async () => {
    await using zoho = await startWithItems()
    const found = await zoho.api('/items?search_text=GEAR-1')
    expect(names(found)).toEqual(['Box for GEAR-1', 'Kit', 'Large gear', 'Small gear'])
  })

  test.each([
    ['sku=GEAR-1', ['Small gear']],
    ['sku_startswith=gear', ['Large gear', 'Small gear']],
    ['sku_contains=1&name_contains=small', ['Small gear']],
    ['search_text=nothing', []],
    ['reference=7', ['Bolt', 'Box for GEAR-1', 'Kit', 'Large gear', 'Small gear']],
  ])('are filtered by %s', async (query, expected) => {
    await using zoho = await startWithItems()
    expect(names(await zoho.api(`/items?${query}`))).toEqual(expected)
  })

  test('come with an identifier, their stock, and an empty text for a SKU that they lack', async () => {
    await using zoho = await startWithItems()
    const { status, json } = await zoho.api('/items')
    expect({ status, json }).toMatchObject({ status: 200, json: { code: 0, message: 'success' } })
    expect(json.items[0]).toMatchObject({ name: 'Bolt', sku: '', stock_on_hand: 0 })
    expect(json.items[4]).toMatchObject({ item_id: expect.stringMatching(/^\d+$/), sku: 'GEAR-1', stock_on_hand: 12 })
  })

  test('are listed by page', async () => {
    await using zoho = await startWithItems()
    const pages = [1, 2, 3, 4].map((page) => zoho.api(`/items?page=${page}&per_page=2`))
    const [first, second, third, fourth] = (await Promise.all(pages)) as [Answered, Answered, Answered, Answered]
    expect([first, second, third, fourth].map(names)).toEqual([
      ['Bolt', 'Box for GEAR-1'],
      ['Kit', 'Large gear'],
      ['Small gear'],
      [],
    ])
    expect(second.json.page_context).toEqual({ page: 2, per_page: 2, has_more_page: true })
    expect(third.json.page_context.has_more_page).toBe(false)
    expect((await zoho.api('/items?per_page=1000')).json.page_context.per_page).toBe(200)
    expect((await zoho.api('/items')).json.page_context).toEqual({ page: 1, per_page: 200, has_more_page: false })
  })

  test.each(['page=0', 'page=x', 'per_page=-1', 'per_page=1.5', 'page='])('are not listed by %s', async (query) => {
    await using zoho = await startWithItems()
    expect(await zoho.api(`/items?${query}`)).toMatchObject({ status: 400, json: { code: 2 } })
  })

  test('have SKUs of their own', async () => {
    await using zoho = await startWithItems()
    await expect(zoho.control.addItem({ sku: 'KIT', name: 'Other' })).rejects.toThrow('SKU "KIT" exists')
    await expect(zoho.control.addItem({})).rejects.toThrow('"name" or a "sku"')
    await expect(zoho.control.stock({ sku: 'NONE' })).rejects.toThrow('no item with the SKU "NONE"')
  })
})

describe('an inventory adjustment', () => {
  test('adjusts', async () => {
    await using zoho = await startZohoClient()
    const item = await zoho.control.addItem({ sku: 'GEAR-1', name: 'Small gear', stock: 12 })
    const { status, json } = await post(zoho, adjustment(item.item_id, { reference_number: '7@2026-03-01T10:00:00Z' }))
    expect({ status, json }).toMatchObject({
      status: 201,
      json: {
        code: 0,
        message: 'Inventory Adjustment has been added',
        inventory_adjustment: {
          inventory_adjustment_id: expect.stringMatching(/^\d+$/),
          date: '2026-03-01',
          reason: 'Production completed',
          reference_number: '7@2026-03-01T10:00:00Z',
          adjustment_type: 'quantity',
          line_items: [{ item_id: item.item_id, name: 'Small gear', quantity_adjusted: 4 }],
        },
      },
    })
    expect(await zoho.control.stock({ sku: 'GEAR-1' })).toBe(16)
  })

  test('adjusts again when it is sent again, whatever it is called', async () => {
    await using zoho = await startZohoClient()
    const item = await zoho.control.addItem({ sku: 'GEAR-1', stock: 12 })
    const headers = { 'idempotency-key': 'one', 'x-request-id': 'one' }
    const first = await post(zoho, adjustment(item.item_id), headers)
    const second = await post(zoho, adjustment(item.item_id), headers)
    expect(second.status).toBe(201)
    expect(second.json.inventory_adjustment.inventory_adjustment_id).not.toBe(
      first.json.inventory_adjustment.inventory_adjustment_id,
    )
    expect(await zoho.control.stock({ sku: 'GEAR-1' })).toBe(20)
  })

  test('may have several lines, and fall below nothing', async () => {
    await using zoho = await startZohoClient()
    const [gear, box] = [await zoho.control.addItem({ sku: 'GEAR-1' }), await zoho.control.addItem({ sku: 'BOX' })]
    const lines = [
      { item_id: gear.item_id, quantity_adjusted: 2.5 },
      { item_id: box.item_id, quantity_adjusted: -1 },
    ]
    await post(zoho, adjustment('', { line_items: lines }))
    expect([await zoho.control.stock({ sku: 'GEAR-1' }), await zoho.control.stock({ sku: 'BOX' })]).toEqual([2.5, -1])
  })

  test.each([
    ['{', 'JSONString'],
    ['[]', 'date'],
    [{ date: undefined }, 'date'],
    [{ date: '01/03/2026' }, 'date'],
    [{ date: '2026-02-30' }, 'date'],
    [{ reason: undefined }, 'reason'],
    [{ adjustment_type: 'both' }, 'adjustment_type'],
    [{ line_items: [] }, 'line_items'],
    [{ line_items: [{ quantity_adjusted: 1 }] }, 'item_id'],
    [{ line_items: [{ item_id: '1', quantity_adjusted: '1' }] }, 'quantity_adjusted'],
    [{ reference_number: 7 }, 'reference_number'],
  ])('of %j is refused for its %s', async (change, name) => {
    await using zoho = await startZohoClient()
    const { item_id } = await zoho.control.addItem({ sku: 'GEAR-1', stock: 12 })
    const answer = await post(zoho, typeof change === 'string' ? change : adjustment(item_id, change))
    expect(answer).toMatchObject({ status: 400, json: { code: 2, message: `Invalid value passed for ${name}` } })
    expect(await zoho.control.adjustments()).toEqual([])
  })

  test('of an unknown item adjusts no other', async () => {
    await using zoho = await startZohoClient()
    const { item_id } = await zoho.control.addItem({ sku: 'GEAR-1', stock: 12 })
    const line_items = [
      { item_id, quantity_adjusted: 1 },
      { item_id: '1', quantity_adjusted: 1 },
    ]
    expect(await post(zoho, adjustment('', { line_items }))).toMatchObject({ status: 400, json: { code: 1002 } })
    expect(await zoho.control.stock({ sku: 'GEAR-1' })).toBe(12)
  })

  test('is listed without its lines, newest first, by page and by nothing else', async () => {
    await using zoho = await startZohoClient()
    const { item_id } = await zoho.control.addItem({ sku: 'GEAR-1' })
    for (const reference_number of ['A', 'B', 'C']) await post(zoho, adjustment(item_id, { reference_number }))
    const references = async (query: string): Promise<string[]> => {
      const { json } = await zoho.api(`/inventoryadjustments?${query}`)
      return json.inventory_adjustments.map((one: { reference_number: string }) => one.reference_number)
    }
    expect(await references('reference_number=A&search_text=A&reference=A')).toEqual(['C', 'B', 'A'])
    expect(await references('page=2&per_page=2')).toEqual(['A'])
    const { json } = await zoho.api('/inventoryadjustments?per_page=2')
    expect(json).toMatchObject({ code: 0, page_context: { page: 1, per_page: 2, has_more_page: true } })
    expect(json.inventory_adjustments[0]).not.toHaveProperty('line_items')
    expect((await zoho.control.adjustments())[0]).toHaveProperty('line_items')
  })
})
