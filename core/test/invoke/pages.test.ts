import { expect, test } from 'vitest'
import { invoke } from '../../src/invoke/index.ts'
import type { Pages, Template } from '../../src/model/index.ts'
import { json, startService } from '../http/loopback-service.ts'
import { action, bound, keySigner, parameter, request, value } from './bound.ts'

/** Ten items, three to a page: by number, by link, as `style` says. */
const paged = () =>
  startService(({ url }, response) => {
    const asked = new URL(url, 'https://api.example.com')
    const page = Number(asked.searchParams.get('page') ?? 1)
    const items = Array.from({ length: 10 }, (_, index) => ({ id: index + 1, sku: `S${index + 1}` })).slice(
      (page - 1) * 3,
      page * 3,
    )
    const more = page < 4
    asked.searchParams.set('page', String(page + 1))
    json(response, { items, context: { more }, next: more ? asked.pathname + asked.search : null })
  })

const byNumber: Pages = {
  kind: 'page',
  page: 'page',
  size: { name: 'per_page', value: 3 },
  more: '/context/more',
  max: 10,
}
const byLink: Pages = { kind: 'next', next: '/next', max: 10 }
const kinds: [string, Pages][] = [
  ['page', byNumber],
  ['next', byLink],
]

const list = (pages: Pages, where?: Record<string, Template>, missing: 'fail' | 'none' = 'fail') =>
  action(
    {
      path: '/items',
      parameters: [parameter('query', 'q')],
      result: { at: '/items', missing, ...(where && { where }) },
    },
    { pages },
  )

test.each(kinds)('without where, the elements of all pages in order (%s)', async (_kind, pages) => {
  await using service = await paged()
  const { output } = await invoke(bound(service, list(pages)), request({ q: 'a b' }))
  expect((output as { id: number }[]).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(service.seen.every(({ url }) => /[?&]q=a(?:%20|\+)b/.test(url))).toBe(true)
})

test.each(kinds)('with where, pages are walked until it is found (%s)', async (_kind, pages) => {
  await using service = await paged()
  const call = bound(service, list(pages, { '/sku': value('input.sku') }))
  expect((await invoke(call, request({ sku: 'S5' }))).output).toEqual({ id: 5, sku: 'S5' })
  expect(service.seen).toHaveLength(2)
})

test.each(kinds)('what is on no page is missing, after the last one (%s)', async (_kind, pages) => {
  await using service = await paged()
  const call = bound(service, list(pages, { '/sku': value('input.sku') }, 'none'))
  expect((await invoke(call, request({ sku: 'X' }))).output).toBeNull()
  expect(service.seen).toHaveLength(4)
})

test.each(kinds)('reaching max is an error, never "none" (%s)', async (_kind, pages) => {
  await using service = await paged()
  const call = bound(service, list({ ...pages, max: 3 }, { '/sku': value('input.sku') }, 'none'))
  await expect(invoke(call, request({ sku: 'X' }))).rejects.toMatchObject({ code: 'pages-exceeded' })
  expect(service.seen).toHaveLength(3)
})

test.each(kinds)('exactly max pages are fine (%s)', async (_kind, pages) => {
  await using service = await paged()
  expect((await invoke(bound(service, list({ ...pages, max: 4 })), request())).output).toHaveLength(10)
})

test('the page number and size replace parameters of the same name', async () => {
  await using service = await paged()
  const parameters = [parameter('query', 'page'), parameter('query', 'per_page')]
  const call = bound(
    service,
    action({ path: '/items', parameters, result: { at: '/items', missing: 'fail' } }, { pages: byNumber }),
  )
  await invoke(call, request({ page: 3, per_page: 99 }))
  expect(service.seen[0]?.url).toBe('/api/items?per_page=3&page=1')
})

test('a service that answers with the same page again is an error', async () => {
  await using service = await startService((_seen, response) =>
    json(response, { items: [{ id: 1 }], context: { more: true } }),
  )
  await expect(invoke(bound(service, list(byNumber)), request())).rejects.toMatchObject({ code: 'pages-exceeded' })
  expect(service.seen).toHaveLength(2)
})

test('a link that leads back is an error, and not followed', async () => {
  await using service = await startService(({ url }, response) =>
    json(response, { items: [url], next: url.includes('page=2') ? '/api/items?page=1' : '/api/items?page=2' }),
  )
  const calling = invoke(bound(service, list(byLink)), request())
  await expect(calling).rejects.toMatchObject({ code: 'pages-exceeded', message: expect.stringContaining('back') })
  expect(service.seen.map(({ url }) => url)).toEqual(['/api/items', '/api/items?page=2', '/api/items?page=1'])
})

test.each([
  ['https://evil.example/items', 'origin-refused'],
  ['//evil.example/items', 'origin-refused'],
  ['http://api.example.com/items', 'origin-refused'],
  ['https://api.example.com:444/items', 'origin-refused'],
  [42, 'answer-unreadable'],
  ['https://[', 'answer-unreadable'],
])('a next page at %j is refused, and nothing is sent there', async (next, code) => {
  await using service = await startService((_seen, response) => json(response, { items: [], next }))
  const calling = invoke(bound(service, list(byLink)), request({ q: 'q-secret' }))
  await expect(calling).rejects.toMatchObject({ code })
  await expect(calling).rejects.not.toThrow(/q-secret/)
  expect(service.seen).toHaveLength(1)
})

test.each([
  '/api/items?page=2',
  '?page=2',
  'items?page=2',
  'https://api.example.com/api/items?page=2',
  '../api/items?page=2',
])('the next page at %s is followed', async (next) => {
  await using service = await startService(({ url }, response) =>
    json(response, { items: [url], next: url.includes('page=2') ? null : next }),
  )
  const { output } = await invoke(bound(service, list(byLink)), request())
  expect(output).toEqual(['/api/items', '/api/items?page=2'])
})

test('a page that fails for a moment is asked for again', async () => {
  let failed = false
  await using service = await startService(({ url }, response) => {
    const second = url.includes('page=2')
    if (second && !failed) {
      failed = true
      json(response, {}, 503)
    } else json(response, { items: [url], context: { more: !second } })
  })
  const operation = action(
    { path: '/items', attempts: 3, result: { at: '/items', missing: 'fail' } },
    { pages: byNumber },
  )
  expect((await invoke(bound(service, operation), request())).output).toHaveLength(2)
  expect(service.seen).toHaveLength(3)
})

test('an array that is null is empty, one that is absent an error', async () => {
  await using empty = await startService((_seen, response) => json(response, { items: null }))
  expect((await invoke(bound(empty, list(byLink)), request())).output).toEqual([])
  await using absent = await startService((_seen, response) => json(response, {}))
  await expect(invoke(bound(absent, list(byLink)), request())).rejects.toMatchObject({ code: 'result-missing' })
})

test.each([
  ['to a page that fails', (key: string) => `/api/items/${encodeURIComponent(key)}?page=2`],
  ['to another origin', (key: string) => `https://${key}.example.com/${key}`],
  ['that is no URL', (key: string) => `https://[${key}`],
])('a link %s shows nothing of a credential that it repeats', async (_name, link) => {
  const key = 'planted-s3cret-marked'
  await using service = await startService(({ url, headers }, response) =>
    url.includes('page=2')
      ? json(response, {}, 404)
      : json(response, { items: [], next: link(String(headers['x-api-key'])) }),
  )
  const call = bound(service, list(byLink), { signer: keySigner(key) })
  const error = await invoke(call, request()).catch((failure) => failure)
  expect(error).toBeInstanceOf(Error)
  expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain(key)
})
