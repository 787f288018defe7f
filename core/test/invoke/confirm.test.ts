import { expect, test } from 'vitest'
import { confirm } from '../../src/invoke/index.ts'
import { json, startService } from '../http/loopback-service.ts'
import { action, bound, object, parameter, request, value } from './bound.ts'

const adjustment = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } }
const adjust = action(
  { method: 'POST' },
  {
    id: 'adjust',
    effect: 'once',
    output: adjustment,
    confirm: { operation: 'find', input: object({ reference: value('input.ref') }), after: 0 },
  },
)
const find = action(
  {
    path: '/adjustments',
    parameters: [parameter('query', 'reference')],
    result: { at: '/list', where: { '/ref': value('input.reference') }, missing: 'none' },
  },
  {
    id: 'find',
    input: { type: 'object', required: ['reference'] },
    pages: { kind: 'page', page: 'page', more: '/more', max: 3 },
  },
)

const listing = (...pages: unknown[][]) =>
  startService(({ url }, response) => {
    const page = Number(new URL(url, 'https://a.example').searchParams.get('page'))
    json(response, { list: pages[page - 1], more: page < pages.length })
  })

const asking = (service: Parameters<typeof bound>[0], input = { ref: 'R1' }) =>
  confirm(bound(service, adjust), bound(service, find), request(input))

test('null says that it did not happen, after the last page', async () => {
  await using service = await listing([{ ref: 'R0', id: 'a' }], [{ ref: 'R2', id: 'b' }])
  expect(await asking(service)).toBeNull()
  expect(service.seen.map(({ url }) => url)).toEqual([
    '/api/adjustments?reference=R1&page=1',
    '/api/adjustments?reference=R1&page=2',
  ])
})

test('any other value is the output of the call in doubt', async () => {
  await using service = await listing([{ ref: 'R0', id: 'a' }], [{ ref: 'R1', id: 'b' }])
  expect(await asking(service)).toEqual({ ref: 'R1', id: 'b' })
})

test('a value that does not fit that output is an error, whatever the mode', async () => {
  await using service = await listing([{ ref: 'R1', id: 7 }])
  await expect(asking(service)).rejects.toMatchObject({ code: 'output-invalid', doubt: true })
})

test('pages without end are an error, never "it did not happen"', async () => {
  await using service = await listing([{ ref: '1', id: 'a' }], [{ ref: '2', id: 'b' }], [{ ref: '3', id: 'c' }], [])
  await expect(asking(service)).rejects.toMatchObject({ code: 'pages-exceeded' })
})

test('a failure of the question is an error, never an answer', async () => {
  await using service = await startService((_seen, response) => json(response, {}, 500))
  await expect(asking(service)).rejects.toMatchObject({ code: 'operation-failed', status: 500 })
})

test('a reference that the input lacks is an error, and nothing is asked', async () => {
  await using service = await listing([])
  await expect(asking(service, {} as never)).rejects.toMatchObject({ code: 'input-invalid' })
  expect(service.connections).toBe(0)
})

test('an operation without confirm can not be confirmed', async () => {
  await using service = await listing([])
  const asked = confirm(bound(service, action({}, { effect: 'once' })), bound(service, find), request())
  await expect(asked).rejects.toMatchObject({ code: 'argument-invalid' })
})
