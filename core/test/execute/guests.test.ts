import { expect, test } from 'vitest'
import { createGuests, type Executor, type GuestHost } from '../../src/execute/index.ts'
import type { Revision } from '../../src/model/index.ts'
import type { Services } from '../../src/sdk.ts'

interface Begun {
  readonly program: string
  readonly host: GuestHost
  /** Ids of the calls that it was sent. */
  readonly calls: number[]
}

/** Room for one guest, which does nothing until a test lets it answer. */
function oneGuest() {
  const begun: Begun[] = []
  const executor: Executor = {
    name: 'one',
    limits: { guests: 1 },
    start({ name }, host) {
      const calls: number[] = []
      begun.push({ program: name, host, calls })
      return {
        send(text) {
          const { kind, id } = JSON.parse(text)
          if (kind === 'call') calls.push(id)
        },
        kill: async () => host.ended('it was ended'),
      }
    },
  }
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const guests = createGuests({ executorOf: () => executor, log })
  const call = (connector: string, signal: AbortSignal = new AbortController().signal) => {
    const run = guests.code(revisionOf(connector), 'pune').actions.get('run')
    return Promise.resolve(run?.({}, { signal, idempotencyKey: 'k', clock: { now: () => 1 } } as unknown as Services))
  }
  return { begun, guests, call }
}

function revisionOf(connector: string): Revision {
  const operations = { run: { id: 'run', kind: 'action', code: { module: 'digest', export: 'run' } } }
  const source = { format: 'code', path: connector, files: [{ path: 'connector.js', text: '' }] }
  return { id: `revision of ${connector}`, connector, model: { operations }, source } as unknown as Revision
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))

test('a call that waited for a place is not begun once nobody waits for it', async () => {
  const { begun, call } = oneGuest()
  const first = call('first')
  const stop = new AbortController()
  const second = call('second', stop.signal)
  second.catch(() => {})
  await soon()
  stop.abort(new Error('too late'))
  const { host, calls } = begun[0] as Begun
  host.message(JSON.stringify({ kind: 'done', id: calls[0], value: 1 }))
  expect(await first).toBe(1)
  await expect(second).rejects.toThrow('too late')
  expect(begun.map(({ program }) => program)).toEqual(['first'])
})

test('nothing starts a guest once the kernel is closed, and nothing waits for one', async () => {
  const { begun, guests, call } = oneGuest()
  const running = call('first')
  const waiting = call('second')
  for (const one of [running, waiting]) one.catch(() => {})
  await soon()
  await guests.close()
  await expect(running).rejects.toMatchObject({ code: 'connector-failed' })
  await expect(waiting).rejects.toMatchObject({ code: 'request-aborted' })
  await expect(call('third')).rejects.toMatchObject({ code: 'request-aborted' })
  expect(begun.map(({ program }) => program)).toEqual(['first'])
})
