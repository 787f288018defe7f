import { describe, expect, it, test } from 'vitest'
import { createInvocation, type Invocation, invoke, iterate } from '../../src/invoke/index.ts'
import type { Json, Operation } from '../../src/model/index.ts'
import { json, type LoopbackService, startService } from '../http/loopback-service.ts'
import { action, bound, request, value } from './bound.ts'

const paged = (pages = 4) =>
  startService(({ url }, response) => {
    const page = Number(new URL(url, 'https://api.example.com').searchParams.get('page') ?? 1)
    json(response, { items: [{ id: page * 2 - 1 }, { id: page * 2 }], more: page < pages })
  })

const pages = { kind: 'page', page: 'page', more: '/more', max: 3 } as const
const list = (more: Partial<Operation> = {}) =>
  action({ path: '/items', result: { at: '/items', missing: 'fail' } }, { pages, ...more })

/** As the kernel makes it. */
function invocation(service: LoopbackService, operation: Operation, more = {}): Invocation {
  const call = bound(service, operation, more)
  return createInvocation({
    call: () => invoke(call, request()),
    iterate: (signal) => iterate(call, request({}, { signal })),
  })
}

async function taken(items: AsyncIterable<Json>, count = Number.POSITIVE_INFINITY): Promise<Json[]> {
  const all: Json[] = []
  for await (const item of items) if (all.push(item) >= count) break
  return all
}

test('pages are fetched as their elements are taken, and no more once the loop is left', async () => {
  await using service = await paged()
  expect(await taken(invocation(service, list()), 3)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(service.seen.map(({ url }) => url)).toEqual(['/api/items?page=1', '/api/items?page=2'])
})

test('max is honoured after what it allows was given', async () => {
  await using service = await paged()
  const all: Json[] = []
  const walk = async () => {
    for await (const item of invocation(service, list())) all.push(item)
  }
  await expect(walk()).rejects.toMatchObject({ code: 'pages-exceeded' })
  expect(all).toHaveLength(6)
  expect(service.seen).toHaveLength(3)
})

test('without result, each page is given whole', async () => {
  await using service = await paged(2)
  expect(await taken(invocation(service, action({ path: '/items' }, { pages })))).toEqual([
    { items: [{ id: 1 }, { id: 2 }], more: true },
    { items: [{ id: 3 }, { id: 4 }], more: false },
  ])
})

test.each([
  ['an array, its elements', '/items', [{ id: 1 }, { id: 2 }]],
  ['anything else, the one output', '/more', [true]],
])('without pages: %s', async (_name, at, expected) => {
  await using service = await paged()
  expect(await taken(invocation(service, action({ path: '/items', result: { at, missing: 'fail' } })))).toEqual(
    expected,
  )
  expect(service.seen).toHaveLength(1)
})

test('with where, the one element', async () => {
  await using service = await paged(3)
  const call = bound(
    service,
    action(
      { path: '/items', result: { at: '/items', where: { '/id': value('input.id') }, missing: 'fail' } },
      { pages },
    ),
  )
  expect(await taken(iterate(call, request({ id: 4 })))).toEqual([{ id: 4 }])
  expect(service.seen).toHaveLength(2)
})

describe('the output of each page', () => {
  const output = {
    type: 'array',
    minItems: 5,
    items: { type: 'object', properties: { id: { type: 'integer', maximum: 3 } } },
  }

  it('rejects what does not fit, where that is an error', async () => {
    await using service = await paged()
    const items = invocation(service, list({ output }), { validateOutput: 'error' })
    const all: Json[] = []
    const walk = async () => {
      for await (const item of items) all.push(item)
    }
    await expect(walk()).rejects.toMatchObject({ code: 'output-invalid' })
    expect(all).toEqual([{ id: 1 }, { id: 2 }])
  })

  it('warns in the log, where that is a warning', async () => {
    await using service = await paged(2)
    const warnings: string[] = []
    const log = { debug() {}, info() {}, error() {}, warn: (message: string) => void warnings.push(message) }
    expect(await taken(invocation(service, list({ output }), { log }))).toHaveLength(4)
    expect(warnings).toHaveLength(1)
  })
})

test('an input that is not valid rejects the first step, and nothing is sent', async () => {
  await using service = await paged()
  const items = invocation(service, list({ input: { type: 'object', required: ['q'] } }))
  await expect(taken(items)).rejects.toMatchObject({ code: 'input-invalid' })
  expect(service.seen).toHaveLength(0)
})

test('what has an effect each time is not iterated page by page', async () => {
  await using service = await paged()
  await expect(taken(invocation(service, list({ effect: 'once' })))).rejects.toMatchObject({ code: 'argument-invalid' })
  expect(service.seen).toHaveLength(0)
})

test('leaving ends what is in flight', async () => {
  let closed: () => void = () => {}
  const gone = new Promise<void>((resolve) => {
    closed = resolve
  })
  await using service = await startService((_seen, response) => void response.on('close', () => closed()))
  const iterator = invocation(service, list())[Symbol.asyncIterator]()
  const next = iterator.next()
  next.catch(() => {})
  while (service.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(await iterator.return?.()).toEqual({ done: true, value: undefined })
  await expect(next).rejects.toMatchObject({ code: 'request-aborted' })
  await gone
})

describe('an invocation', () => {
  it('that nobody awaits is called all the same, once', async () => {
    await using service = await paged(2)
    const begun = invocation(service, list())
    while (service.seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await begun).output).toHaveLength(4)
    expect((await begun).output).toHaveLength(4)
    expect(service.seen).toHaveLength(2)
  })

  it('works where a promise does', async () => {
    await using service = await paged(2)
    let ended = false
    const [one, two] = await Promise.all([
      invocation(service, list()).finally(() => {
        ended = true
      }),
      invocation(service, list({ input: { type: 'object', required: ['q'] } })).catch(({ code }) => code),
    ])
    expect([one.output, two, ended]).toEqual([expect.any(Array), 'input-invalid', true])
  })

  it('is used in one way', async () => {
    await using service = await paged(2)
    const awaited = invocation(service, list())
    await awaited
    expect(() => awaited[Symbol.asyncIterator]()).toThrow(expect.objectContaining({ code: 'argument-invalid' }))
    const iterated = invocation(service, list())
    expect(await taken(iterated)).toHaveLength(4)
    expect(() => iterated[Symbol.asyncIterator]()).toThrow(expect.objectContaining({ code: 'argument-invalid' }))
    await expect(iterated).rejects.toMatchObject({ code: 'argument-invalid' })
    expect(service.seen).toHaveLength(4)
  })
})
