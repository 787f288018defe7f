import { expect, it } from 'vitest'
import type { KernelEvents, Log } from '../../src/model/index.ts'
import { createNotifier } from '../../src/notify/index.ts'

const errors: string[] = []
const nothing = () => {}
const log: Log = { debug: nothing, info: nothing, warn: nothing, error: (message) => errors.push(message) }
const removed: KernelEvents['connector:removed'] = { connector: 'tracker', scope: 'host' }

it('tells every listener in order, until it is taken away', () => {
  const notifier = createNotifier(log)
  const heard: string[] = []
  const off = notifier.on('connector:removed', ({ connector }) => heard.push(`first ${connector}`))
  notifier.on('connector:removed', () => heard.push('second'))
  notifier.on('connector:ready', () => heard.push('another event'))
  notifier.emit('connector:removed', removed)
  off()
  notifier.emit('connector:removed', removed)
  expect(heard).toEqual(['first tracker', 'second', 'second'])
})

it('lets a listener that throws keep nobody from hearing', () => {
  const notifier = createNotifier(log)
  let heard = 0
  notifier.on('connector:removed', () => {
    throw new Error('mine')
  })
  notifier.on('connector:removed', () => heard++)
  notifier.emit('connector:removed', removed)
  expect(heard).toBe(1)
  expect(errors).toEqual(['A listener of "connector:removed" threw.'])
})
