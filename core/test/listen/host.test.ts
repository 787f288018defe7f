import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TriggerEvent } from '../../src/model/index.ts'
import { type Bench, createBench, order } from './bench/bench.ts'
import { day, ordersPoll } from './bench/poll-model.ts'

let bench: Bench
let deliver: (event: TriggerEvent) => Promise<void>
const delivered: TriggerEvent[] = []
beforeEach(async () => {
  delivered.length = 0
  deliver = async (event) => void delivered.push(event)
  bench = await createBench({ deliveries: () => ({ kind: 'host', deliver: (event) => deliver(event) }) })
  bench.clock.advance(day)
})
afterEach(() => bench[Symbol.asyncDispose]())

const names = (): unknown[] => delivered.map((event) => (event.data as { id: unknown }).id)

describe('a host', () => {
  it('gets each event once, in the order of the pages, before the cursor moves', async () => {
    bench.service.orders.push(order('a', 1), order('b', 2), order('c', 3))
    const id = await bench.listen()
    const cursors: unknown[] = []
    deliver = async (event) => {
      delivered.push(event)
      cursors.push((await bench.listener(id)).cursor)
    }
    expect(await bench.listening.pollNow(id)).toEqual({ items: 3, events: 3 })
    expect(names()).toEqual(['a', 'b', 'c'])
    expect(cursors).toEqual([null, null, null])
    expect((await bench.listener(id)).cursor).toBe(order('', 3).completedAt)
    expect((await bench.listening.pollNow(id)).events).toBe(0)
    expect(names()).toHaveLength(3)
  })

  it('gets an event that it refused again, with the same id, and no other', async () => {
    bench.service.pageSize = 3
    bench.service.orders.push(order('a', 1), order('b', 2), order('c', 3))
    const id = await bench.listen()
    const tried: string[] = []
    deliver = async (event) => {
      tried.push(event.id)
      if (tried.length === 2) throw new Error('The queue is full.')
      delivered.push(event)
    }
    await expect(bench.listening.pollNow(id)).rejects.toThrow('The queue is full.')
    expect((await bench.listener(id)).cursor).toBeNull()
    await bench.listening.pollNow(id)
    expect(names()).toEqual(['a', 'b', 'c'])
    expect(tried).toHaveLength(4)
    expect(tried[2]).toBe(tried[1])
  })

  it('is not told what was there before it listened', async () => {
    bench.poll = ordersPoll({ cursor: { start: 'now' } })
    bench.service.orders.push(order('old', 1))
    const id = await bench.listen()
    bench.clock.advance(1)
    bench.service.orders.push(order('new', day + 1))
    await bench.listening.pollNow(id)
    await bench.listening.pollNow(id)
    expect(names()).toEqual(['new'])
  })

  it('is waited for when everything stops', async () => {
    bench.service.orders.push(order('a', 1))
    const id = await bench.listen()
    let finish: (() => void) | undefined
    const begun = new Promise<void>((resolve) => {
      deliver = (event) => {
        resolve()
        return new Promise((done) => {
          finish = () => {
            delivered.push(event)
            done()
          }
        })
      }
    })
    await bench.listening.start()
    await begun
    let stopped = false
    const stopping = bench.listening.stop().then(() => {
      stopped = true
    })
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(stopped).toBe(false)
    finish?.()
    await stopping
    expect(names()).toEqual(['a'])
    expect((await bench.listener(id)).cursor).toBe(order('', 1).completedAt)
  })
})
