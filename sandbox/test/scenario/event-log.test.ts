import { expect, test } from 'vitest'
import { EventLog } from '../../src/scenario/event-log.ts'
import type { KernelEvent } from '../../src/scenario/host/protocol.ts'

const log = (): EventLog => new EventLog(({ name, data }) => `${name} ${JSON.stringify(data)}`)
const finished = (run: string): KernelEvent => ({
  name: 'run:finished',
  data: { organisation: 'pune', dependent: 'restock', run },
})
const failed: KernelEvent = {
  name: 'run:failed',
  data: { organisation: 'pune', dependent: 'restock', run: '1', step: 'adjust', message: 'No.', waiting: true },
}
const expected = 'a run to finish'

test('each event is taken once, in its order, or waited for', async () => {
  const events = log()
  events.add(finished('1'))
  events.add(finished('2'))
  expect(await events.take('run:finished', { expected })).toMatchObject({ run: '1' })
  expect(await events.take('run:finished', { expected })).toMatchObject({ run: '2' })
  const third = events.take('run:finished', { expected, where: ({ run }) => run === '4' })
  events.add(finished('3'))
  events.add(finished('4'))
  expect(await third).toMatchObject({ run: '4' })
  expect(() => events.expectNoneLeft('run:finished')).toThrow('Expected nothing more to happen, but saw run:finished')
})

test('events that come together are taken one by one', async () => {
  const events = log()
  const first = events.take('run:finished', { expected })
  events.add(finished('1'))
  events.add(finished('2'))
  expect(await first).toMatchObject({ run: '1' })
  expect(await events.take('run:finished', { expected })).toMatchObject({ run: '2' })
})

test('an event that nobody expected ends the waiting at once', async () => {
  const events = log()
  const waiting = events.take('run:finished', { expected })
  events.add(failed)
  await expect(waiting).rejects.toThrow(/^Expected a run to finish, but saw run:failed .*"No\."/)
  expect(() => events.expectNoneLeft()).toThrow('run:failed')
})

test('an expected failure is taken like any other event', async () => {
  const events = log()
  events.add(failed)
  expect(await events.take('run:failed', { expected: 'a run to wait' })).toMatchObject({ waiting: true })
  events.expectNoneLeft()
})

test('nobody waits for a host that is gone', async () => {
  const events = log()
  const waiting = events.take('run:finished', { expected })
  events.lose(new Error('The process has ended.'))
  await expect(waiting).rejects.toThrow('The process has ended.')
})

test('an heir hears what comes from then on', () => {
  const events = log()
  events.add(failed)
  const heard: string[] = []
  events.handOver(({ name }) => heard.push(name))
  events.add(finished('1'))
  expect(heard).toEqual(['run:finished'])
  events.expectNoneLeft('run:finished')
})
