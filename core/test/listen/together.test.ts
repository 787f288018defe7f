import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createListening } from '../../src/listen/index.ts'
import { type Bench, createBench, silent } from './bench/bench.ts'

let bench: Bench
beforeEach(async () => {
  bench = await createBench()
})
afterEach(() => bench[Symbol.asyncDispose]())

const asked = (): number => bench.service.requests.length

describe('all listeners together', () => {
  it('polls eight at a time by default, each in its turn', async () => {
    for (let number = 0; number < 20; number += 1) await bench.listen({ dependent: `flow ${number}` })
    bench.service.before = () => new Promise((resolve) => setTimeout(() => resolve(undefined), 20))
    await bench.listening.start()
    await expect.poll(() => bench.clock.sleeping().length).toBe(20)
    expect(bench.service.busiest()).toBe(8)
  })

  it('polls as many at a time as the host says', async () => {
    await using other = await createBench({ concurrency: 2 })
    for (let number = 0; number < 5; number += 1) await other.listen({ dependent: `flow ${number}` })
    other.service.before = () => new Promise((resolve) => setTimeout(() => resolve(undefined), 20))
    await other.listening.start()
    await expect.poll(() => other.clock.sleeping().length).toBe(5)
    expect(other.service.busiest()).toBe(2)
  })

  it('stops: aborts what is in flight, and nothing runs any more', async () => {
    for (let number = 0; number < 10; number += 1) await bench.listen({ dependent: `flow ${number}` })
    bench.service.before = () => new Promise(() => undefined)
    await bench.listening.start()
    await expect.poll(asked).toBe(8)
    await bench.listening.stop()
    expect(bench.clock.sleeping()).toEqual([])
    expect(bench.failures).toEqual([])
    await expect.poll(() => bench.service.cutOff()).toBe(8)
    expect(asked()).toBe(8)
    const [listener] = await bench.store.tables.listeners.list()
    await expect(bench.listening.pollNow(listener?.id as never)).rejects.toMatchObject({ code: 'kernel-closed' })
  })

  it('stops a poll that was asked for by hand', async () => {
    const id = await bench.listen()
    bench.service.before = () => new Promise(() => undefined)
    const poll = bench.listening.pollNow(id)
    const refused = expect(poll).rejects.toMatchObject({ code: 'kernel-closed' })
    await expect.poll(asked).toBe(1)
    await bench.listening.stop()
    await refused
  })

  it('polls by hand in turn with the interval', async () => {
    const id = await bench.listen()
    bench.service.before = () => new Promise((resolve) => setTimeout(() => resolve(undefined), 20))
    await bench.listening.start()
    await Promise.all([bench.listening.pollNow(id), bench.listening.pollNow(id)])
    expect(asked()).toBe(3)
    expect(bench.service.busiest()).toBe(1)
  })

  it.each([
    [{ pollEvery: 0 }, '"pollEvery" is 0'],
    [{ pollEvery: Number.NaN }, '"pollEvery" is NaN'],
    [{ concurrency: -1 }, '"concurrency" is -1'],
  ])('refuses %j', (options, message) => {
    const { store, clock } = bench
    const make = () =>
      createListening({
        ...{ store, clock, log: silent, bind: async () => Promise.reject(new Error('never')) },
        ...{ deliveries: () => undefined, emitFailed: () => undefined },
        ...options,
      })
    expect(make).toThrow(
      expect.objectContaining({ code: 'argument-invalid', message: expect.stringContaining(message) }),
    )
  })
})
