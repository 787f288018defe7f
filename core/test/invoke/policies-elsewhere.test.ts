import { describe, expect, it } from 'vitest'
import { createPolicies, invoke, type Policy, pollPages, sendWebhookCall } from '../../src/invoke/index.ts'
import type { JsonObject } from '../../src/model/index.ts'
import { json, startService } from '../http/loopback-service.ts'
import { action, bound, httpCall, keySigner, request } from './bound.ts'
import { policies, setting, use } from './policies-of-words.ts'

describe('where else policies apply', () => {
  it('to each page, and a link is followed from where the page was asked for', async () => {
    await using service = await startService(({ url }, response) =>
      json(response, url.includes('page=2') ? { items: [2] } : { items: [1], next: '/api/items?page=2' }),
    )
    const moved: Policy = {
      name: 'move',
      bind: () => ({
        request: (asked, { follows }) => ({
          ...asked,
          url: follows ? asked.url : asked.url.replace('/list', '/items'),
          headers: { ...asked.headers, 'x-page': String(follows) },
        }),
      }),
    }
    const operation = action(
      { path: '/list', result: { at: '/items', missing: 'fail' }, policies: [use('move')] },
      { pages: { kind: 'next', next: '/next', max: 5 } },
    )
    const call = bound(service, operation, { policies: createPolicies([moved]) })
    expect((await invoke(call, request())).output).toEqual([1, 2])
    expect(service.seen.map(({ url, headers }) => [url, headers['x-page']])).toEqual([
      ['/api/items', 'false'],
      ['/api/items?page=2', 'true'],
    ])
  })

  it('to polls and to the calls of a webhook', async () => {
    await using service = await startService((_seen, response) => json(response, { items: [{ id: 1 }] }))
    const http = httpCall({ policies: [use('set', { header: { tag: 'x' } })] })
    const { http: _, ...rest } = action({})
    const poll = { http, items: '/said/items', every: 1_000, dedupe: { key: ['/id'], window: 1_000 } }
    const call = bound(service, { ...rest, kind: 'trigger', poll }, { policies })
    for await (const items of pollPages(call, { ...request(), cursor: null })) expect(items).toEqual([{ id: 1 }])
    expect((await sendWebhookCall(call, http, request())).body).toMatchObject({ said: { items: [{ id: 1 }] } })
    expect(service.seen.map(({ headers }) => headers.tag)).toEqual(['x', 'x'])
  })
})

describe('a policy that fails', () => {
  it.each([
    ['bind', false, 0],
    ['request', false, 0],
    ['answer', true, 1],
  ])('in %s is named with its cause, in doubt: %s', async (when, doubt, sent) => {
    await using service = await startService((_seen, response) => json(response, {}))
    const call = bound(service, action({ policies: [use('fail', { when })] }), { policies })
    await expect(invoke(call, request())).rejects.toMatchObject({
      code: 'policy-failed',
      message: expect.stringMatching(/shop\.op.*"fail".*out of ink/),
      cause: expect.any(TypeError),
      doubt,
    })
    expect(service.seen).toHaveLength(sent)
  })

  it('may say what is wrong itself', async () => {
    await using service = await startService((_seen, response) => json(response, {}))
    const call = bound(service, action({ policies: [use('fail', { known: true })] }), { policies })
    await expect(invoke(call, request())).rejects.toMatchObject({ code: 'input-invalid', message: 'Not like this.' })
  })

  it.each<[string, JsonObject]>([
    ['a relative URL', { url: '/x' }],
    ['another protocol', { url: 'file:///etc/passwd' }],
    ['a user name', { url: 'https://a:b@api.example.com/' }],
    ['no method', { method: 'STEAL' }],
    ['a header with a line break', { headers: { a: 'b\r\nc: d' } }],
    ['a header that is no text', { headers: { a: 1 } }],
    ['a header without a name', { headers: { '': 'a' } }],
    ['no headers', { headers: null }],
  ])('is one that answers %s', async (_what, words) => {
    await using service = await startService((_seen, response) => json(response, {}))
    const call = bound(service, action({ policies: [use('become', words)] }), { policies })
    await expect(invoke(call, request())).rejects.toMatchObject({ code: 'policy-failed', doubt: false })
    expect(service.seen).toEqual([])
  })

  it('is one whose name two extensions bring', () => {
    expect(() => createPolicies([setting, setting])).toThrow(/Two extensions bring a policy "set"/)
  })
})

it('a policy never sees what signs the request, and what it says is signed', async () => {
  await using service = await startService((_seen, response) => json(response, {}))
  const shown: unknown[] = []
  const looking: Policy = {
    name: 'look',
    bind: (words, about) => {
      shown.push(words, about)
      return {
        request: (asked, context) => {
          shown.push(asked, context)
          return { ...asked, method: 'PUT', url: asked.url.replace('/orders', '/other') }
        },
        answer: (came, context) => {
          shown.push(came, context)
          return came
        },
      }
    },
  }
  const signer = keySigner('planted-secret')
  const call = bound(service, action({ policies: [use('look')] }), { policies: createPolicies([looking]), signer })
  await invoke(call, request())
  expect(service.seen).toMatchObject([{ method: 'PUT', url: '/api/other', headers: { 'x-api-key': 'planted-secret' } }])
  expect(shown).toHaveLength(6)
  expect(JSON.stringify(shown)).not.toContain('planted-secret')
})

it('a policy may ask the service first, signed, and sees the answer whatever it is', async () => {
  await using service = await startService(({ url }, response) =>
    url === '/api/version' ? json(response, { version: 7 }) : json(response, {}),
  )
  const asking: Policy = {
    name: 'ask',
    bind: () => ({
      async request(asked, { ask }) {
        const url = new URL('/api/version', asked.url).href
        const known = await ask({ method: 'GET', url, headers: {} })
        const other = await ask({ method: 'POST', url: `${url}s`, headers: {}, body: [1] })
        return { ...asked, headers: { ...asked.headers, 'x-known': JSON.stringify([known.body, other.status]) } }
      },
    }),
  }
  const signer = keySigner('k')
  const call = bound(service, action({ policies: [use('ask')] }), { policies: createPolicies([asking]), signer })
  await invoke(call, request())
  expect(service.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'GET /api/version',
    'POST /api/versions',
    'GET /api/orders',
  ])
  expect(service.seen.every(({ headers }) => headers['x-api-key'] === 'k')).toBe(true)
  expect(service.seen.at(-1)?.headers['x-known']).toBe('[{"version":7},200]')
})
