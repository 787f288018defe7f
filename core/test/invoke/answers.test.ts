import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { invoke } from '../../src/invoke/index.ts'
import { type Json, valueAt } from '../../src/model/index.ts'
import { startService } from '../http/loopback-service.ts'
import { answering, succeeds } from './answering.ts'
import { action, bound, keySigner, literal, parameter, request } from './bound.ts'

const output = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } }
const raw = (text: string, status = 200) => startService((_seen, response) => response.writeHead(status).end(text))

test('without a result the output is the body', async () => {
  await using service = await answering({ id: '7' })
  expect(await invoke(bound(service, action({})), request())).toEqual({ output: { id: '7' }, warnings: [] })
})

test('an empty answer is null', async () => {
  await using service = await raw('', 204)
  expect((await invoke(bound(service, action({})), request())).output).toBeNull()
})

test('input is validated first: every problem at once, and nothing sent', async () => {
  await using service = await answering({})
  const input = {
    type: 'object',
    required: ['sku'],
    properties: {
      sku: { type: 'string' },
      count: { type: 'integer', minimum: 1 },
      date: { type: 'string', format: 'date' },
    },
    additionalProperties: false,
  }
  const calling = invoke(bound(service, action({}, { input })), request({ count: 0.5, date: '2026-02-30', cuont: 1 }))
  await expect(calling).rejects.toMatchObject({ code: 'input-invalid', doubt: false })
  const { problems } = await calling.catch((error) => error)
  expect(
    problems.map(({ pointer, message }: { pointer: string; message: string }) => [pointer, message]).sort(),
  ).toEqual([
    ['/count', '"/count" is not of type integer'],
    ['/count', '"/count" must be >= 1'],
    ['/cuont', '"/cuont" is not known'],
    ['/date', '"/date" is not a date'],
    ['/sku', '"/sku" is missing'],
  ])
  expect(problems.find((problem: { pointer: string }) => problem.pointer === '/cuont').hint).toBe(
    'Did you mean "count"?',
  )
  expect(service.connections).toBe(0)
})

test.each([
  ['/message', { message: 'no such order' }],
  ['/error/message', { error: { message: 'no such order' } }],
  ['/error_description', { error: 'invalid', error_description: 'no such order' }],
  ['/detail (RFC 9457)', { title: 'Not found', detail: 'no such order' }],
  ['/errors/0/message', { errors: [{ message: 'no such order' }] }],
])("a status other than 2xx fails with the service's words (%s)", async (_name, body) => {
  await using service = await answering(body, 404)
  const calling = invoke(
    bound(service, action({ path: '/orders/{id}', parameters: [parameter('path', 'id'), parameter('query', 'q')] })),
    request({ id: '7', q: 'secret' }),
  )
  await expect(calling).rejects.toMatchObject({ code: 'operation-failed', status: 404, doubt: false })
  await expect(calling).rejects.toThrow(
    'shop.op failed: GET https://api.example.com/api/orders/7 was answered with status 404: no such order',
  )
  await expect(calling).rejects.not.toThrow(/secret/)
})

test('long words are cut, line breaks folded', async () => {
  await using service = await answering({ message: `a\n\tb\u0000${'x'.repeat(500)}` }, 400)
  const error = await invoke(bound(service, action({})), request()).catch((failure) => failure)
  expect(error.message).toContain(': a b xxx')
  expect(error.message.length).toBeLessThan(330)
})

test.each([
  [500, false],
  [502, true],
  [503, true],
  [504, true],
  [429, false],
  [409, false],
  [304, false],
])('status %i leaves doubt: %s', async (status, doubt) => {
  await using service = await raw('', status)
  const calling = invoke(bound(service, action({ method: 'POST' }, { effect: 'once' })), request())
  await expect(calling).rejects.toMatchObject({ code: 'operation-failed', status, doubt })
})

test('a 2xx answer that is not JSON leaves doubt and is not quoted', async () => {
  await using service = await raw('<html>q-secret</html>')
  const calling = invoke(bound(service, action({ method: 'POST' }, { effect: 'once' })), request())
  await expect(calling).rejects.toMatchObject({ code: 'answer-unreadable', status: 200, doubt: true })
  await expect(calling).rejects.not.toThrow(/q-secret/)
})

test.each([
  [true, 'text/plain; charset=iso-8859-1', 'caf\u00e9'],
  [{}, 'text/plain', 'OK'],
] as const)('plain text is the output where nothing says what is answered: %j', async (output, type, text) => {
  await using service = await startService((_seen, response) =>
    response.writeHead(200, { 'content-type': type }).end(Buffer.from(text, 'latin1')),
  )
  expect((await invoke(bound(service, action({}, { output })), request())).output).toBe(text)
})

test.each([
  [{ type: 'object' }, 'text/plain'],
  [true, 'text/html'],
] as const)('and stays unreadable where an output is described, or a page comes: %j, %s', async (output, type) => {
  await using service = await startService((_seen, response) =>
    response.writeHead(200, { 'content-type': type }).end('OK'),
  )
  const calling = invoke(bound(service, action({}, { output })), request())
  await expect(calling).rejects.toMatchObject({ code: 'answer-unreadable' })
})

test('JSON under the name of text is JSON', async () => {
  await using service = await startService((_seen, response) =>
    response.writeHead(200, { 'content-type': 'text/plain' }).end('{"id":7}'),
  )
  expect((await invoke(bound(service, action({})), request())).output).toEqual({ id: 7 })
})

test('an output that does not fit is a warning, an error or nothing', async () => {
  await using service = await answering({ id: 7 })
  const how = (validateOutput: 'error' | 'warn' | 'off') =>
    invoke(bound(service, action({}, { output }), { validateOutput }), request())
  expect(await how('warn')).toMatchObject({
    output: { id: 7 },
    warnings: [{ severity: 'warning', pointer: '/id', message: '"/id" is not of type string' }],
  })
  expect(await how('off')).toEqual({ output: { id: 7 }, warnings: [] })
  await expect(how('error')).rejects.toMatchObject({
    code: 'output-invalid',
    doubt: true,
    problems: [{ pointer: '/id' }],
  })
})

test('names from a service never reach a prototype', async () => {
  await using service = await raw('{"__proto__":{"polluted":1},"constructor":"c"}')
  const result = (await invoke(bound(service, action({})), request())).output as Record<string, Json>
  expect(valueAt(result, '/toString')).toBeUndefined()
  expect(Object.keys(result)).toEqual(['__proto__', 'constructor'])
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})

test('a trigger can not be invoked', async () => {
  await using service = await answering({})
  const { http: _http, ...trigger } = action({}, { kind: 'trigger' })
  await expect(invoke(bound(service, trigger), request())).rejects.toMatchObject({ code: 'argument-invalid' })
})

const secret = 'hidden-S3CRET'

test.each([
  ['in a 401', 401, { message: `unknown key ${secret}` }, {}],
  ['in its own error', 200, { code: 57, message: `unknown key ${secret}` }, { succeeds }],
])('a service that echoes the credential %s does not bring it out', async (_name, status, body, http) => {
  await using service = await answering(body, status)
  const call = bound(service, action({ parameters: [parameter('query', 'a', literal(1))], ...http }), {
    signer: keySigner(secret),
  })
  const error = await invoke(call, request()).catch((failure) => failure)
  expect(error.message).toContain('unknown key ***')
  expect(inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error)).not.toContain(secret)
  expect(inspect(call, { depth: 20, showHidden: true })).not.toContain(secret)
})
