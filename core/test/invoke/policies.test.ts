import { describe, expect, it } from 'vitest'
import { createPolicies, invoke, type Policy } from '../../src/invoke/index.ts'
import type { Json, JsonObject } from '../../src/model/index.ts'
import { json, startService } from '../http/loopback-service.ts'
import { action, bound, object, parameter, request, value } from './bound.ts'
import { bindings, policies, use } from './policies-of-words.ts'

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
