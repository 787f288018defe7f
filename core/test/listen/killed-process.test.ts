import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { sqlite } from '../../src/store/index.ts'
import { createBench, order } from './bench/bench.ts'
import { orderService } from './bench/order-service.ts'
import { virtualClock } from './bench/virtual-clock.ts'

const program = fileURLToPath(new URL('./bench/polling-process.ts', import.meta.url))

it('loses and repeats nothing when the process is killed again and again', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jackfield-killed-'))
  const file = join(folder, 'jackfield.db')
  await using service = await orderService()
  service.pageSize = 20
  service.listed = (orders) => [...orders].reverse()
  {
    await using store = await sqlite(file).open()
    await using bench = await createBench({ store, service })
    await bench.listen()
  }

  let count = 0
  for (let lives = 0; lives < 8; lives += 1) {
    for (let number = 0; number < 50; number += 1) service.orders.push(order(`${count++}`, count))
    await liveUntil(lives)
  }

  await using store = await sqlite(file).open()
  await using bench = await createBench({ store, service, clock: virtualClock(Date.now()) })
  const [listener] = await store.tables.listeners.list()
  await bench.listening.pollNow(listener?.id as never)
  const orders = (await bench.orders()).map(Number).sort((a, b) => a - b)
  expect(orders).toEqual(Array.from({ length: count }, (_, number) => number))
  await rm(folder, { recursive: true })

  /** Starts a process and kills it so many milliseconds after its second page was asked for. */
  async function liveUntil(milliseconds: number): Promise<void> {
    const child = spawn(process.execPath, [program, file, service.origin], { stdio: ['ignore', 'ignore', 'inherit'] })
    const exited = once(child, 'exit')
    const second = service.requests.length + 2
    service.before = () => {
      if (service.requests.length === second) setTimeout(() => child.kill('SIGKILL'), milliseconds)
      return undefined
    }
    expect(await exited).toEqual([null, 'SIGKILL'])
  }
})
