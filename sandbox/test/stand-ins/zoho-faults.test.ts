import { expect, test } from 'vitest'
import { adjustment, startZohoClient, type ZohoClient } from './zoho.ts'

async function startWithGear() {
  const zoho = await startZohoClient()
  const { item_id } = await zoho.control.addItem({ sku: 'GEAR-1', stock: 12 })
  const adjust = (signal?: AbortSignal) =>
    zoho.api('/inventoryadjustments', { method: 'POST', body: adjustment(item_id), ...(signal ? { signal } : {}) })
  const stock = () => zoho.control.stock({ sku: 'GEAR-1' })
  return { zoho, adjust, stock, [Symbol.asyncDispose]: () => zoho[Symbol.asyncDispose]() }
}

const announced = (zoho: ZohoClient, after = 0) => zoho.control.announcements({ after, wait: 5_000 })

test('acts, announces and never answers', async () => {
  await using running = await startWithGear()
  await running.zoho.control.actWithoutAnswering()
  const leaving = new AbortController()
  let isAnswered = false
  const request = running.adjust(leaving.signal).then(
    () => {
      isAnswered = true
    },
    (error: Error) => error.name,
  )
  const [announcement] = await announced(running.zoho)
  expect(announcement).toMatchObject({
    endpoint: 'adjust',
    kind: 'silence',
    withheld: { status: 201, body: { inventory_adjustment: { reference_number: 'PO-1' } } },
  })
  expect(await running.stock()).toBe(16)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(isAnswered).toBe(false)
  leaving.abort()
  expect(await request).toBe('AbortError')
  expect((await running.adjust()).status).toBe(201)
  expect(await running.stock()).toBe(20)
})

test('waits with its fault for a request that it would have acted upon', async () => {
  await using running = await startWithGear()
  await running.zoho.control.actWithoutAnswering()
  expect((await running.zoho.api('/items')).status).toBe(200)
  const unsigned = { method: 'POST', headers: { authorization: 'Zoho-oauthtoken 1000.x.y' } }
  expect((await running.zoho.api('/inventoryadjustments', unsigned)).status).toBe(401)
  const leaving = new AbortController()
  const request = running.adjust(leaving.signal).catch((error: Error) => error.name)
  expect(await announced(running.zoho)).toHaveLength(1)
  leaving.abort()
  await request
})

test('refuses: the connection breaks and nothing is done', async () => {
  await using running = await startWithGear()
  await running.zoho.control.refuse({ times: 2 })
  await expect(running.adjust()).rejects.toMatchObject({ code: 'ECONNRESET' })
  await expect(running.adjust()).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(await running.stock()).toBe(12)
  expect((await announced(running.zoho, 1))[0]).toMatchObject({ number: 2, kind: 'reset', withheld: null })
  expect((await running.adjust()).status).toBe(201)
})

test.each([
  [true, 16],
  [false, 12],
])('answers 503 where acting is %j', async (acts, stock) => {
  await using running = await startWithGear()
  await running.zoho.control.beUnavailable({ acts })
  const answer = await running.adjust()
  expect(answer.status).toBe(503)
  expect(answer.headers['content-type']).toContain('text/html')
  expect(await running.stock()).toBe(stock)
})

test('fails at the endpoint that was named', async () => {
  await using running = await startWithGear()
  await running.zoho.control.beUnavailable({ acts: false, endpoint: 'token' })
  await running.zoho.control.refuse({ endpoint: 'listAdjustments' })
  expect((await running.zoho.refresh()).status).toBe(503)
  expect((await running.adjust()).status).toBe(201)
  await expect(running.zoho.api('/inventoryadjustments')).rejects.toMatchObject({ code: 'ECONNRESET' })
})

test('forgets the faults that are still planned', async () => {
  await using running = await startWithGear()
  await running.zoho.control.refuse({ times: 5 })
  await running.zoho.control.clearFaults()
  expect((await running.adjust()).status).toBe(201)
})

test('records what was received', async () => {
  await using running = await startWithGear()
  await running.adjust()
  const requests = await running.zoho.control.requests()
  expect(requests.map(({ method, path, headers }) => [method, path, headers.host])).toEqual([
    ['POST', '/oauth/v2/token', 'accounts.zoho.in'],
    ['POST', '/inventory/v1/inventoryadjustments', 'www.zohoapis.in'],
  ])
  expect(requests[1]?.query).toEqual({ organization_id: '60012345678' })
  expect(JSON.parse(requests[1]?.body ?? '')).toHaveProperty('line_items')
})
