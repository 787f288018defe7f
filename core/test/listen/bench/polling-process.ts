/** A process that polls until it is killed: `node polling-process.ts STORE ORIGIN`. */
import { setTimeout as sleep } from 'node:timers/promises'
import { createListening, declaredPolling } from '../../../src/listen/index.ts'
import { sqlite } from '../../../src/store/index.ts'
import { recordingRunner, silent } from './bench.ts'
import { orderPages } from './order-pages.ts'
import { ordersPoll } from './poll-model.ts'

const [file = '', origin = ''] = process.argv.slice(2)
const poll = ordersPoll()
const runner = recordingRunner()
const listening = createListening({
  store: await sqlite(file).open(),
  clock: { now: Date.now, sleep: (milliseconds, signal) => sleep(milliseconds, undefined, signal ? { signal } : {}) },
  log: silent,
  pollEvery: 2,
  bind: async () => declaredPolling({ poll, pages: orderPages(origin, poll) }),
  deliveries: () => runner,
  emitFailed: ({ message }) => console.error(message),
})
await listening.start()
