import { describe, expect, it } from 'vitest'
import type { Clock, ConnectionId, Kernel, OptionsRequest } from '../../src/index.ts'
import { type Host, openHost } from '../kernel/host.ts'
import { connectWorkshop, declared, dropWorkshop, startWorkshop, type Workshop } from './workshop.ts'

/** Time passes as it is told to. */
function handClock(): Clock & { now: () => number; pass(milliseconds: number): void } {
  let now = Date.parse('2026-11-23T12:00:00Z')
  return {
    now: () => now,
    pass(milliseconds) {
      now += milliseconds
    },
    sleep: (_milliseconds, signal) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
  }
}

interface Setting extends AsyncDisposable {
  readonly host: Host
  readonly workshop: Workshop
  readonly kernel: Kernel
  readonly clock: ReturnType<typeof handClock>
  readonly connection: ConnectionId
  ask(request?: Partial<OptionsRequest>): ReturnType<Kernel['catalogue']['options']>
}

async function open(): Promise<Setting> {
  const workshop = await startWorkshop()
  const host = await openHost()
  await dropWorkshop(host.plugins)
  const clock = handClock()
  const kernel = await host.start({ clock, connectTo: { [declared]: workshop.origin } })
  const connection = await connectWorkshop(kernel)
  return {
    host,
    workshop,
    kernel,
    clock,
    connection,
    ask: (request = {}) =>
      kernel.catalogue.options({
        organisation: 'pune',
        operation: 'workshop.submit',
        field: '/warehouseId',
        connection,
        ...request,
      }),
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]()
      await workshop[Symbol.asyncDispose]()
    },
  }
}

const values = ({ options }: { options: readonly { value: unknown }[] }) => options.map(({ value }) => value)

describe('the options of a field', () => {
  it('are asked for through the connection, and say what a person reads', async () => {
    await using setting = await open()
    const { options, next, cut } = await setting.ask()
    expect(options.slice(0, 2)).toEqual([
      { value: 'w1', label: 'North' },
      { value: 'w2', label: 'South' },
    ])
    expect([options.length, next, cut]).toEqual([5, undefined, undefined])
    expect(setting.workshop.seen).toEqual([
      'GET /warehouses?page=1 pune',
      'GET /warehouses?page=2 pune',
      'GET /warehouses?page=3 pune',
    ])
  })

  it('come page by page, by a token that outlives the process and belongs to the question', async () => {
    await using setting = await open()
    const first = await setting.ask({ limit: 2 })
    expect(values(first)).toEqual(['w1', 'w2'])
    expect(setting.workshop.seen).toHaveLength(2)
    const second = await setting.ask({ limit: 2, page: first.next ?? '' })
    expect(values(second)).toEqual(['w3', 'w4'])
    expect(setting.workshop.seen).toHaveLength(3)
    await setting.kernel[Symbol.asyncDispose]()
    const again = await setting.host.start({ connectTo: { [declared]: setting.workshop.origin } })
    const request = {
      organisation: 'pune',
      operation: 'workshop.submit',
      field: '/warehouseId',
      connection: setting.connection,
    }
    const third = await again.catalogue.options({ ...request, limit: 2, page: second.next ?? '' })
    expect([values(third), third.next]).toEqual([['w5'], undefined])
    const other = { ...request, page: second.next ?? '', search: 'north' }
    await expect(again.catalogue.options(other)).rejects.toMatchObject({ code: 'argument-invalid' })
    for (const page of ['', 'nonsense', 'WzEsIjAiXQ'])
      await expect(again.catalogue.options({ ...request, page })).rejects.toMatchObject({ code: 'argument-invalid' })
  })

  it('are searched here where the service does not search', async () => {
    await using setting = await open()
    expect(values(await setting.ask({ search: ' NORTH ' }))).toEqual(['w1', 'w5'])
    expect(values(await setting.ask({ search: 'w3' }))).toEqual(['w3'])
    expect(values(await setting.ask({ search: 'nowhere' }))).toEqual([])
    const page = await setting.ask({ search: 'north', limit: 1 })
    expect(values(await setting.ask({ search: 'north', limit: 1, page: page.next ?? '' }))).toEqual(['w5'])
    expect(setting.workshop.seen).toHaveLength(3)
  })

  it('are searched by the service where that can', async () => {
    await using setting = await open()
    const asked = { field: '/lines/sku', search: 'bolt' }
    expect((await setting.ask(asked)).options).toEqual([
      { value: 'bolt-1', label: 'bolt-1' },
      { value: 'bolt-2', label: 'bolt-2' },
    ])
    expect(values(await setting.ask({ field: '/lines/sku' }))).toEqual(['null-1', 'null-2'])
    expect(setting.workshop.seen).toEqual(['GET /items?q=bolt pune', 'GET /items pune'])
  })

  it('are kept for a minute, for this input and connection; asked at once, asked once', async () => {
    await using setting = await open()
    setting.workshop.warehouses = setting.workshop.warehouses.slice(0, 2)
    await Promise.all([setting.ask(), setting.ask(), setting.ask({ input: { formId: 'other' } })])
    expect(setting.workshop.seen).toHaveLength(1)
    await setting.ask({ input: { site: 'mumbai' } })
    expect(setting.workshop.seen).toHaveLength(2)
    setting.clock.pass(59_999)
    await setting.ask()
    expect(setting.workshop.seen).toHaveLength(2)
    setting.clock.pass(1)
    await setting.ask()
    expect(setting.workshop.seen).toHaveLength(3)
    await setting.kernel.connections.reauthorise(setting.connection, { settings: {}, credentials: { key: 'new' } })
    await setting.ask()
    expect(setting.workshop.seen.at(-1)).toBe('GET /warehouses?page=1 new')
  })

  it('are not kept where asking failed', async () => {
    await using setting = await open()
    setting.workshop.failing = 403
    await expect(setting.ask()).rejects.toMatchObject({ code: 'operation-failed' })
    setting.workshop.failing = undefined
    expect(values(await setting.ask())).toHaveLength(5)
  })

  it("never come from another organisation's connection", async () => {
    await using setting = await open()
    const theirs = await connectWorkshop(setting.kernel, 'oslo')
    await expect(setting.ask({ connection: theirs })).rejects.toMatchObject({ code: 'connection-unknown' })
    await setting.ask()
    await setting.ask({ organisation: 'oslo', connection: theirs })
    expect(setting.workshop.seen.filter((line) => line.endsWith('page=1 oslo'))).toHaveLength(1)
    expect(setting.workshop.seen).toHaveLength(6)
  })

  it('say what has to be filled in first', async () => {
    await using setting = await open()
    await expect(setting.ask({ field: '/formId' })).rejects.toMatchObject({
      code: 'input-invalid',
      hint: 'Fill in /site first.',
    })
    expect(values(await setting.ask({ field: '/formId', input: { site: 'pune' } }))).toEqual(['w1', 'w2'])
  })

  it.each([
    [{ field: '/warehouseID' }, 'argument-invalid'],
    [{ field: '/site' }, 'argument-invalid'],
    [{ limit: 0 }, 'argument-invalid'],
    [{ limit: 501 }, 'argument-invalid'],
    [{ operation: 'workshop.nothing' }, 'operation-unknown'],
    [{ operation: 'nothing.submit' }, 'connector-unknown'],
  ])('refuse %j', async (request, code) => {
    await using setting = await open()
    await expect(setting.ask(request)).rejects.toMatchObject({ code })
  })

  it('are cut where there are more than are looked at, and say so', async () => {
    await using setting = await open()
    setting.workshop.warehouses = Array.from({ length: 210 }, (_, index) => ({ id: `w${index}`, site: 'pune' }))
    const found = await setting.ask({ search: 'w209', limit: 500 })
    expect(found).toEqual({ options: [], cut: true })
  })

  it('leave out elements without a value, and say where none has one', async () => {
    await using setting = await open()
    const [first] = setting.workshop.warehouses
    setting.workshop.warehouses = [{ site: 'pune' } as never, first as never, first as never]
    expect(values(await setting.ask())).toEqual(['w1'])
    setting.workshop.warehouses = [{ site: 'pune' } as never]
    await expect(setting.ask({ input: { site: 'pune' } })).rejects.toMatchObject({ code: 'result-missing' })
  })

  it('are told by the catalogue, with what they depend on', async () => {
    await using setting = await open()
    const operation = await setting.kernel.catalogue.operation({ organisation: 'pune', operation: 'workshop.submit' })
    expect(operation?.options).toEqual([
      { field: '/warehouseId', dependsOn: ['/site'] },
      { field: '/lines/sku', dependsOn: [] },
      { field: '/formId', dependsOn: ['/site'] },
    ])
    expect(operation?.described).toEqual({ dependsOn: ['/formId'] })
  })

  it('are not given by a closed kernel', async () => {
    await using setting = await open()
    await setting.kernel[Symbol.asyncDispose]()
    await expect(setting.ask()).rejects.toMatchObject({ code: 'kernel-closed' })
  })
})
