import { type Store, sqlite } from '@jackfield/core'
import { expect, test } from 'vitest'
import { gatedStore } from '../../src/scenario/host/gated-store.ts'
import { Gates } from '../../src/scenario/host/gates.ts'

interface Gated extends AsyncDisposable {
  readonly store: Store
  readonly gates: Gates
  /** Resolves with the next gate that a transaction has stopped at. */
  stopped(): Promise<number>
}

async function openGated(): Promise<Gated> {
  const reached: number[] = []
  const gates = new Gates((gate) => reached.push(gate))
  const store = await gatedStore(sqlite(':memory:'), gates).open()
  const stopped = async (): Promise<number> => {
    await expect.poll(() => reached.length).toBeGreaterThan(0)
    return reached.shift() as number
  }
  return { store, gates, stopped, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() }
}

const write = (store: Store, label: string, text: string): Promise<void> =>
  store.transaction(label, ({ records }) => records.put({ collection: 'runs', id: text, data: { text } }))

const written = async (store: Store): Promise<string[]> =>
  (await store.tables.records.list('runs')).map((record) => record.id)

test('a transaction that stops before it begins has written nothing, and holds up no other', async () => {
  await using gated = await openGated()
  const { store, gates } = gated
  const gate = gates.set({ label: 'hand-off', when: 'before', writes: 'PO-2' })
  const stopping = write(store, 'hand-off', 'PO-2')
  expect(await gated.stopped()).toBe(gate)
  expect(await written(store)).toEqual([])
  await write(store, 'hand-off', 'PO-3')
  await write(store, 'approve', 'PO-2 approved')
  expect(await written(store)).toEqual(['PO-3', 'PO-2 approved'])
  gates.open(gate)
  await stopping
  expect(await written(store)).toEqual(['PO-3', 'PO-2 approved', 'PO-2'])
})

test('a transaction that was stopped before it begins sees what was committed meanwhile', async () => {
  await using gated = await openGated()
  const { store, gates } = gated
  const gate = gates.set({ label: 'hand-off', when: 'before', writes: 'PO-1' })
  const stopping = store.transaction('hand-off', async ({ records }) => {
    const before = await records.list('runs')
    await records.put({ collection: 'seen', id: 'PO-1', data: before.map((record) => record.id) })
  })
  await gated.stopped()
  await write(store, 'approve', 'meanwhile')
  gates.open(gate)
  await stopping
  expect(await store.tables.records.get('seen', 'PO-1')).toEqual(['meanwhile'])
})

test('a transaction that stops after its commit is written, and nobody is told before it goes on', async () => {
  await using gated = await openGated()
  const { store, gates } = gated
  const gate = gates.set({ label: 'journal-attempt', when: 'after', writes: 'PO-1@' })
  let isTold = false
  const stopping = write(store, 'journal-attempt', 'PO-1@noon').then(() => {
    isTold = true
  })
  await gated.stopped()
  expect(await written(store)).toEqual(['PO-1@noon'])
  expect(isTold).toBe(false)
  gates.open(gate)
  await stopping
  expect(isTold).toBe(true)
})

test('a gate stops one transaction, of its label and with its text', async () => {
  await using gated = await openGated()
  const { store, gates } = gated
  const gate = gates.set({ label: 'journal-result', when: 'after', writes: 'PO-1@' })
  await write(store, 'journal-attempt', 'PO-1@noon')
  await write(store, 'journal-result', 'PO-10@noon')
  const stopping = write(store, 'journal-result', 'PO-1@noon')
  expect(await gated.stopped()).toBe(gate)
  await write(store, 'journal-result', 'PO-1@again')
  gates.open(gate)
  await stopping
})

test('what a transaction throws is thrown, gate or not', async () => {
  await using gated = await openGated()
  gated.gates.set({ label: 'hand-off', when: 'before', writes: 'PO-1' })
  const failing = gated.store.transaction('hand-off', async () => {
    throw new Error('superseded')
  })
  await expect(failing).rejects.toThrow('superseded')
})
