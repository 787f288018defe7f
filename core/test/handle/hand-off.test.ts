import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { defineExtension, type TriggerEvent } from '../../src/index.ts'
import { type Bell, completed, delivery, openBell, organisation, secretOf, signatureOf } from './bell.ts'

const collection = 'test/runs'

/** An engine on the kernel's store that writes each event down in the transaction that hands it off. */
const engine = defineExtension('engine', (before: (event: TriggerEvent) => Promise<void>) => ({
  start: ({ store, putDependent, listen }) => ({
    api: {
      add: (connection: Bell['connection']) =>
        store.transaction('add', async (tables) => {
          const dependent = { organisation, id: 'line', edition: '1', kind: 'flow' } as const
          await putDependent({ dependent, usages: [], complete: false, checked: new Map() }, tables)
          const { id } = dependent
          await listen({ organisation, dependent: id, operation: 'bell.completed', connection, input: {} }, tables)
        }),
      runs: async () => (await store.tables.records.list(collection)).map(({ data }) => data),
    },
    runner: {
      async accept(event, { records }) {
        await before(event)
        await records.put({ collection, id: crypto.randomUUID(), data: event.data })
      },
      wake: () => {},
      swap: async () => undefined,
      revisions: async () => [],
    },
  }),
}))

async function open(before: (event: TriggerEvent) => Promise<void>): Promise<Bell> {
  const bell = await openBell({ options: { extensions: [engine(before)] } })
  await bell.kernel.extension(engine).add(bell.connection)
  await expect.poll(() => bell.service.lines()).toHaveLength(1)
  return bell
}

it('hands one event off once to an engine on the store, however many deliveries and processes race', async () => {
  await using bell = await open(() => sleep(1))
  const first = bell.kernel
  const second = await bell.start()
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, index) =>
      (index % 2 === 0 ? first : second).handle(delivery(bell, completed(index < 8 ? 'a' : 'b'))),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(16).fill(200))
  expect(await second.extension(engine).runs()).toEqual(expect.arrayContaining([{ id: 'a' }, { id: 'b' }]))
  expect(await second.extension(engine).runs()).toHaveLength(2)
})

it('answers only after the commit: what the engine refuses leaves nothing and is answered 503', async () => {
  let refuse = true
  const gate = Promise.withResolvers<void>()
  await using bell = await open(() => (refuse ? Promise.reject(new Error('full')) : gate.promise))
  const { runs } = bell.kernel.extension(engine)
  expect((await bell.kernel.handle(delivery(bell, completed('a')))).status).toBe(503)
  expect(await runs()).toEqual([])
  refuse = false
  let status = 0
  const answering = bell.kernel.handle(delivery(bell, completed('a'))).then((answer) => {
    status = answer.status
  })
  await sleep(100)
  expect(status).toBe(0)
  gate.resolve()
  await answering
  expect([status, await runs()]).toEqual([200, [{ id: 'a' }]])
})

it('keeps the listeners of two organisations apart', async () => {
  await using bell = await openBell()
  const { url: pune = '' } = await bell.listen()
  await expect.poll(() => bell.service.lines()).toHaveLength(1)
  const secretOfPune = secretOf(bell)
  const heard: TriggerEvent[] = []
  const { kernel } = bell
  const other = await kernel.connections.add({ organisation: 'goa', connector: 'bell', credentials: { key: 'other' } })
  const listening = await kernel.listen({
    operation: 'bell.completed',
    connection: other.id,
    dependent: 'desk',
    deliver: (event) => void heard.push(event),
  })
  await expect.poll(() => bell.service.lines()).toHaveLength(2)
  const body = JSON.stringify(completed('1'))
  const send = async (url: string, secret: string) =>
    (
      await kernel.handle(
        new Request(url, { method: 'POST', body, headers: { 'x-signature': signatureOf(secret, body) } }),
      )
    ).status
  const goa = listening.url ?? ''
  expect(await send(goa, secretOfPune)).toBe(401)
  expect(await send(pune, secretOf(bell))).toBe(401)
  const token = (url: string) => url.split('.').at(-1) ?? ''
  expect(await send(pune.replace(token(pune), token(goa)), secretOfPune)).toBe(404)
  expect(await send(goa, secretOf(bell))).toBe(200)
  expect([bell.events, heard.map((event) => event.organisation)]).toEqual([[], ['goa']])
  expect(await send(pune, secretOfPune)).toBe(200)
  expect(bell.events.map((event) => event.organisation)).toEqual([organisation])
  expect(heard).toHaveLength(1)
})
