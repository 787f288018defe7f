import { describe, expect, it } from 'vitest'
import { errors } from '../../src/index.ts'
import { createPolicies, invoke, type Policy, pollPages, sendWebhookCall } from '../../src/invoke/index.ts'
import type { Json, JsonObject, PolicyUse } from '../../src/model/index.ts'
import { json, startService } from '../http/loopback-service.ts'
import { action, bound, httpCall, keySigner, object, parameter, request, value } from './bound.ts'

const bindings: string[] = []

/** What its words say, plainly: enough to see what reaches a policy and what comes of it. */
const setting: Policy = {
  name: 'set',
  bind({ header, query, body, status }, { operation }) {
    bindings.push(operation.id)
    return {
      request(asked, { input }) {
        const url = new URL(asked.url)
        for (const [name, text] of Object.entries((query ?? {}) as JsonObject)) url.searchParams.set(name, String(text))
        const headers = Object.entries((header ?? {}) as JsonObject).map(([name, text]) => [
          name,
          String(text).replace('{id}', String(input.id)),
        ])
        return {
          ...asked,
          url: url.href,
          headers: { ...asked.headers, ...Object.fromEntries(headers) },
          ...(body !== undefined && { body: { ...((asked.body ?? {}) as JsonObject), ...(body as JsonObject) } }),
        }
      },
      answer: (came) => ({
        ...came,
        ...(typeof status === 'number' && { status }),
        body: { said: came.body, by: `${(header as JsonObject | undefined)?.tag ?? ''}` },
      }),
    }
  },
}

const failing: Policy = {
  name: 'fail',
  bind: ({ when, known }) => {
    const fail = (): never => {
      if (known === true) throw errors.inputInvalid('Not like this.')
      throw new TypeError('out of ink')
    }
    if (when === 'bind') fail()
    return when === 'answer' ? { answer: fail } : { request: fail }
  },
}

/** Whatever its words say comes out of it. */
const answering: Policy = {
  name: 'become',
  bind: (words) => ({ request: (asked) => ({ ...asked, ...words }) as never }),
}

const policies = createPolicies([setting, failing, answering])
const use = (name: string, words: JsonObject = {}): PolicyUse => ({ use: name, with: words })

describe('policies of a request', () => {
  it('are applied in order, to what templates filled in, and to the answer in reverse', async () => {
    await using service = await startService(({ url }, response) => json(response, { url }))
    const operation = action({
      path: '/orders/{id}',
      parameters: [parameter('path', 'id'), parameter('query', 'q')],
      policies: [
        use('set', { header: { tag: 'a', 'x-id': 'no {id}' }, query: { v: '1' } }),
        use('set', { header: { tag: 'b' }, query: { v: '2', q: 'ä b' } }),
      ],
    })
    const call = bound(service, operation, { policies })
    const { output } = await invoke(call, request({ id: '7', q: 'x' }))
    expect(service.seen[0]).toMatchObject({
      url: '/api/orders/7?q=%C3%A4+b&v=2',
      headers: { 'x-id': 'no 7', tag: 'b' },
    })
    expect(output).toMatchObject({ by: 'a', said: { by: 'b', said: { url: expect.any(String) } } })
  })

  it('see and change a JSON body, and make one where there was none', async () => {
    await using service = await startService(({ body, headers }, response) =>
      json(response, { body: body === '' ? null : JSON.parse(body), type: headers['content-type'] ?? null }),
    )
    const send = async (http: Parameters<typeof action>[0], words: JsonObject) => {
      const operation = action({ method: 'POST', ...http, policies: [use('set', words)] }, { effect: 'once' })
      const { output } = await invoke(bound(service, operation, { policies }), request({ name: 'A' }))
      return (output as { said: Json }).said
    }
    const body = { mediaType: 'application/vnd.a+json', value: object({ name: value('input.name') }) }
    expect(await send({ body }, { body: { size: 1 } })).toEqual({
      body: { name: 'A', size: 1 },
      type: 'application/vnd.a+json',
    })
    expect(await send({}, { body: { size: 1 } })).toEqual({ body: { size: 1 }, type: 'application/json' })
    expect(await send({}, {})).toEqual({ body: null, type: null })
  })

  it('leave a body that is not JSON as it is', async () => {
    await using service = await startService(({ body, headers }, response) =>
      json(response, { body, type: headers['content-type'] }),
    )
    const http = { method: 'POST', body: { mediaType: 'text/plain', value: value('input.name') } } as const
    const operation = action({ ...http, policies: [use('set', { query: { a: '1' } })] })
    const { output } = await invoke(bound(service, operation, { policies }), request({ name: 'plain' }))
    expect(output).toMatchObject({ said: { body: 'plain', type: 'text/plain' } })
  })

  it('are bound once for an operation, whatever is called', async () => {
    await using service = await startService((_seen, response) => json(response, {}))
    const call = bound(service, action({ policies: [use('set')] }, { id: 'counted' }), { policies })
    for (let count = 0; count < 3; count++) await invoke(call, request())
    expect(bindings.filter((id) => id === 'counted')).toHaveLength(1)
  })

  it('are asked once, however often the request is tried', async () => {
    let asked = 0
    const counting: Policy = {
      name: 'count',
      bind: () => ({ request: (one) => ({ ...one, headers: { n: `${++asked}` } }) }),
    }
    await using service = await startService((_seen, response) =>
      json(response, {}, service.seen.length < 3 ? 503 : 200),
    )
    const operation = action({ attempts: 3, policies: [use('count')] })
    await invoke(bound(service, operation, { policies: createPolicies([counting]) }), request())
    expect(service.seen.map(({ headers }) => headers.n)).toEqual(['1', '1', '1'])
  })
})

describe('policies of an answer', () => {
  it('see a failure too, and may make it a success, or the other way round', async () => {
    await using service = await startService((_seen, response) => json(response, { items: [] }, 404))
    const found = bound(service, action({ policies: [use('set', { status: 200 })] }), { policies })
    expect((await invoke(found, request())).output).toEqual({ said: { items: [] }, by: '' })
    await using well = await startService((_seen, response) => json(response, {}))
    const lost = bound(well, action({ policies: [use('set', { status: 410 })] }), { policies })
    await expect(invoke(lost, request())).rejects.toMatchObject({ code: 'operation-failed', status: 410 })
  })

  it('come before "succeeds" and "result"', async () => {
    await using service = await startService((_seen, response) => json(response, { code: 0, items: [1] }))
    const http = { succeeds: { at: '/said/code', equals: 0 }, result: { at: '/said/items', missing: 'fail' as const } }
    const call = bound(service, action({ ...http, policies: [use('set')] }), { policies })
    expect((await invoke(call, request())).output).toEqual([1])
  })
})

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
