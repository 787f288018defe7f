import { inspect } from 'node:util'
import { expect, test, vi } from 'vitest'
import { requestTimeout } from '../../src/errors/index.ts'
import { type CodeOperation, invoke, type Services } from '../../src/invoke/index.ts'
import { json, type LoopbackService, startService } from '../http/loopback-service.ts'
import { action, type BoundOptions, bound, keySigner, request } from './bound.ts'

const secret = 'hidden-S3CRET'

function calling(service: LoopbackService, code: CodeOperation, options: BoundOptions = {}, more = {}) {
  const { http: _http, ...operation } = action(
    {},
    { code: { module: 'host', export: 'op', timeout: 60_000 }, effect: 'once', output: { required: ['id'] } },
  )
  return invoke(bound(service, operation, { code, signer: keySigner(secret), ...options }), request({ a: 1 }, more))
}

const serving = (status = 200) => startService((_seen, response) => json(response, { id: '7' }, status))

test('a function gets its input and its services, and its output is checked', async () => {
  await using service = await serving()
  const seen: Services[] = []
  const code: CodeOperation = async (input, services) => {
    seen.push(services)
    await services.storage.put('last', input)
    return {
      stored: (await services.storage.get('last')) ?? null,
      ...((await services.http.get('orders/7')).json() as object),
    } as never
  }
  expect(await calling(service, code)).toEqual({ output: { stored: { a: 1 }, id: '7' }, warnings: [] })
  expect(Object.keys(seen[0] ?? {}).sort()).toEqual(['clock', 'http', 'idempotencyKey', 'log', 'signal', 'storage'])
  expect(seen[0]?.idempotencyKey).toBe('key-1')
  expect(inspect(seen, { depth: 20, showHidden: true })).not.toContain(secret)
  expect(service.seen[0]?.headers['x-api-key']).toBe(secret)
  expect((await calling(service, () => ({ wrong: true }))).warnings).toMatchObject([{ pointer: '/id' }])
  expect((await calling(service, (() => undefined) as never)).output).toBeNull()
})

test('what it throws is the connector failing, with the original as cause', async () => {
  await using service = await serving()
  const original = new TypeError('x is not a function')
  const failing = calling(service, () => {
    throw original
  })
  await expect(failing).rejects.toMatchObject({ code: 'connector-failed', cause: original, doubt: false })
  await expect(failing).rejects.toThrow("shop.op failed in the connector's own code: x is not a function")
})

test('an error of ours goes through as it is', async () => {
  await using service = await serving()
  const ours = requestTimeout('late', { doubt: true })
  await expect(calling(service, () => Promise.reject(ours))).rejects.toBe(ours)
})

test.each([
  ['get', false],
  ['post', true],
] as const)('after a %s, a failure leaves doubt: %s', async (verb, doubt) => {
  await using service = await serving()
  const code: CodeOperation = async (_input, { http }) => {
    await http[verb]('orders')
    throw new Error('then this')
  }
  await expect(calling(service, code)).rejects.toMatchObject({ code: 'connector-failed', doubt })
})

test('a refusal after an earlier change leaves doubt too', async () => {
  await using service = await startService(({ url }, response) =>
    json(response, {}, url.endsWith('second') ? 409 : 200),
  )
  const code: CodeOperation = async (_input, { http }) => {
    await http.post('first')
    return (await http.get('second')).json()
  }
  await expect(calling(service, code)).rejects.toMatchObject({ code: 'operation-failed', status: 409, doubt: true })
})

test('an abort by the caller reaches it, and ends the call even where it does not listen', async () => {
  await using service = await serving()
  const stop = new AbortController()
  let signal: AbortSignal | undefined
  const code: CodeOperation = (_input, services) => {
    signal = services.signal
    stop.abort(new Error('enough'))
    return new Promise(() => {})
  }
  await expect(calling(service, code, {}, { signal: stop.signal })).rejects.toMatchObject({
    code: 'request-aborted',
    cause: new Error('enough'),
  })
  expect(signal?.aborted).toBe(true)
  const late = calling(service, () => expect.unreachable(), {}, { signal: AbortSignal.abort() })
  await expect(late).rejects.toMatchObject({ code: 'request-aborted', doubt: false })
})

test('it has a minute', async () => {
  vi.useFakeTimers()
  try {
    await using service = { connections: 0, seen: [], address: 'http://127.0.0.1:1', async [Symbol.asyncDispose]() {} }
    const failing = expect(calling(service, () => new Promise(() => {}))).rejects.toMatchObject({
      code: 'request-timeout',
      doubt: false,
    })
    await vi.advanceTimersByTimeAsync(60_000)
    await failing
  } finally {
    vi.useRealTimers()
  }
})

test('a connector without a server has no http', async () => {
  await using service = await serving()
  const code: CodeOperation = async (_input, { http }) => (await http.get('orders')).json()
  await expect(calling(service, code, { baseUrl: '' })).rejects.toMatchObject({ code: 'path-refused' })
})

test('what is answered to code outside the host has a limit, unless it is taken as a file', async () => {
  await using service = await startService((_seen, response) => response.end('x'.repeat(9 * 1024 * 1024)))
  const code: CodeOperation = async (_input, { http }) => (await http.get('large')).text().length
  expect((await calling(service, code, {})).output).toBe(9 * 1024 * 1024)
  const { http: _http, ...operation } = action({}, { code: { module: 'digest', export: 'op', timeout: 60_000 } })
  const isolated = (own: CodeOperation) => invoke(bound(service, operation, { code: own }), request())
  await expect(isolated(code)).rejects.toMatchObject({
    code: 'answer-unreadable',
    message: expect.stringContaining('8388608 bytes'),
  })
  const download: CodeOperation = async (_input, { http }) => (await http.get('large', { download: true })).file()
  expect((await isolated(download)).output).toMatch(/^jackfield-file:/)
})

test('it has more time than a timer can wait', async () => {
  await using service = await serving()
  const { http: _http, ...operation } = action(
    {},
    { code: { module: 'host', export: 'op', timeout: 60 * 86_400_000 }, effect: 'read' },
  )
  const code: CodeOperation = () => new Promise((resolve) => setTimeout(() => resolve('done'), 30))
  expect(await invoke(bound(service, operation, { code }), request())).toMatchObject({ output: 'done' })
})
