import { expect, test } from 'vitest'
import { invoke, pollPages } from '../../src/invoke/index.ts'
import { readLinks } from '../../src/invoke/pages/read-links.ts'
import type { HttpCall, Pages } from '../../src/model/index.ts'
import { json, type Seen, startService } from '../http/loopback-service.ts'
import { action, bound, httpCall, keySigner, object, request, value } from './bound.ts'

const all = Array.from({ length: 10 }, (_, index) => ({ id: index + 1 }))

/** What was asked for, in the query or in a JSON body. */
function asked({ url, body }: Seen, name: string): string | null {
  if (body !== '') return (JSON.parse(body)[name] ?? null)?.toString() ?? null
  return new URL(url, 'https://api.example.com').searchParams.get(name)
}

/** Ten items, by cursor, offset or link; at most four to a page whatever is asked for. */
const paged = () =>
  startService((seen, response) => {
    const start = Number(asked(seen, 'offset') ?? asked(seen, 'token')?.slice(1) ?? 0)
    const end = start + Math.min(Number(asked(seen, 'limit') ?? 3), 4)
    const more = end < all.length
    const link = `<?token=t${end}&limit=3>; rel="next"; title="a, <b>; \\"c\\"", <https://api.example.com/x>; rel=last`
    json(response, { items: all.slice(start, end), token: more ? `t${end}` : null, more, total: 10 }, 200, {
      ...(more && { link }),
    })
  })

const size = { name: 'limit', value: 3 }
const kinds: [string, Pages][] = [
  ['cursor', { kind: 'cursor', cursor: 'token', from: '/token', size, max: 10 }],
  ['offset until a page is short', { kind: 'offset', offset: 'offset', size, max: 10 }],
  ['offset and total', { kind: 'offset', offset: 'offset', size, total: '/total', max: 10 }],
  ['offset and more', { kind: 'offset', offset: 'offset', size, more: '/more', max: 10 }],
  ['link', { kind: 'link', rel: 'next', max: 10 }],
]

const list = (pages: Pages, http: Partial<HttpCall> = {}) =>
  action({ path: '/items', result: { at: '/items', missing: 'fail' }, ...http }, { pages })

test.each(kinds)('the elements of all pages in order (%s)', async (_name, pages) => {
  await using service = await paged()
  expect((await invoke(bound(service, list(pages)), request())).output).toEqual(all)
  expect(service.seen).toHaveLength(4)
})

test.each(kinds)('reaching max is an error, exactly max pages are fine (%s)', async (_name, pages) => {
  await using service = await paged()
  await expect(invoke(bound(service, list({ ...pages, max: 3 })), request())).rejects.toMatchObject({
    code: 'pages-exceeded',
  })
  expect((await invoke(bound(service, list({ ...pages, max: 4 })), request())).output).toEqual(all)
})

test('a page may have more elements than a function takes arguments', async () => {
  const items = Array.from({ length: 300_000 }, (_, index) => index)
  await using service = await startService((_seen, response) => json(response, { items }))
  const { output } = await invoke(bound(service, list({ kind: 'link', rel: 'next', max: 10 })), request())
  expect(output).toHaveLength(300_000)
})

test.each(kinds.filter(([name]) => name !== 'link'))('in the body of a search (%s)', async (_name, pages) => {
  await using service = await paged()
  const body = { mediaType: 'application/json', value: object({ q: value('input.q') }) }
  const operation = list({ ...pages, in: 'body' } as Pages, { method: 'POST', body })
  expect((await invoke(bound(service, operation), request({ q: 'blue' }))).output).toEqual(all)
  expect(service.seen.map(({ body: sent }) => JSON.parse(sent).q)).toEqual(['blue', 'blue', 'blue', 'blue'])
  expect(service.seen.every(({ url }) => !url.includes('?'))).toBe(true)
})

test.each(kinds)('a trigger polls page by page (%s)', async (_name, pages) => {
  await using service = await paged()
  const poll = {
    http: httpCall({ path: '/items' }),
    items: '/items',
    pages,
    every: 1,
    dedupe: { key: ['/id'], window: 1 },
  }
  const operation = { ...action({}, { kind: 'trigger', poll }) }
  const items: unknown[] = []
  for await (const page of pollPages(bound(service, operation), { ...request(), cursor: null })) items.push(...page)
  expect(items).toEqual(all)
})

test('where a service gives fewer than were asked for, nothing is passed over', async () => {
  await using service = await paged()
  const pages: Pages = {
    kind: 'offset',
    offset: 'offset',
    size: { name: 'limit', value: 100 },
    total: '/total',
    max: 10,
  }
  expect((await invoke(bound(service, list(pages)), request())).output).toEqual(all)
  expect(service.seen.map((seen) => asked(seen, 'offset'))).toEqual(['0', '4', '8'])
})

test('the same cursor twice is an error, and not asked for', async () => {
  let count = 0
  await using service = await startService((_seen, response) => json(response, { items: [count++], token: 'same' }))
  const [, pages] = kinds[0] as [string, Pages]
  await expect(invoke(bound(service, list(pages)), request())).rejects.toMatchObject({ code: 'pages-exceeded' })
  expect(service.seen).toHaveLength(2)
})

test.each([
  [{ token: { a: 1 } }, 'answer-unreadable'],
  [{ token: [1] }, 'answer-unreadable'],
])('a cursor that is none is refused: %j', async (body, code) => {
  await using service = await startService((_seen, response) => json(response, { items: [], ...body }))
  const [, pages] = kinds[0] as [string, Pages]
  await expect(invoke(bound(service, list(pages)), request())).rejects.toMatchObject({ code })
})

test.each([{}, { token: null }, { token: '' }, { token: false }])('%j is the end of a cursor', async (body) => {
  await using service = await startService((_seen, response) => json(response, { items: [1], ...body }))
  const [, pages] = kinds[0] as [string, Pages]
  expect((await invoke(bound(service, list(pages)), request())).output).toEqual([1])
})

test.each(['https://evil.example/items', '//evil.example/', 'https://api.example.com:444/'])(
  'a Link to %s is refused, and nothing is sent there',
  async (target) => {
    await using service = await startService((_seen, response) =>
      json(response, { items: [] }, 200, { link: `<${target}>; rel=next` }),
    )
    const call = bound(service, list({ kind: 'link', rel: 'next', max: 9 }), { signer: keySigner('planted') })
    const error = await invoke(call, request()).catch((failure) => failure)
    expect(error).toMatchObject({ code: 'origin-refused' })
    expect(service.seen).toHaveLength(1)
  },
)

test.each([
  ['<https://a.example/2>; rel="next"', [['https://a.example/2', ['next']]]],
  [
    '</a>; rel="next prev", </b>;REL=Last',
    [
      ['/a', ['next', 'prev']],
      ['/b', ['last']],
    ],
  ],
  ['<?p=2>;title="x, <y>; z=\\"q\\"";rel=next', [['?p=2', ['next']]]],
  ['</a>; rel="first"; rel="next"', [['/a', ['first']]]],
  ['</a>; anchor="#x"; rel="next", </b>; rel="next"', [['/b', ['next']]]],
  [', ,</a>;;rel=next;', [['/a', ['next']]]],
  ['</a,b;c>; rel=next', [['/a,b;c', ['next']]]],
  ["</a>; title*=UTF-8''x%20y; rel=next", [['/a', ['next']]]],
  ['</a>; crossorigin; rel=next', [['/a', ['next']]]],
  ['</a>', [['/a', []]]],
  ['nonsense', []],
  ['</a', []],
  ['', []],
])('the header %s is read', (header, links) => {
  expect(readLinks(header).map(({ target, relations }) => [target, relations])).toEqual(links)
})
