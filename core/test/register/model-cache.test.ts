import { expect, it } from 'vitest'
import { type Connector, dict, type Revision, revisionId } from '../../src/model/index.ts'
import { createRegister } from '../../src/register/index.ts'
import { type Store, sqlite } from '../../src/store/index.ts'

function revision(id: string, bytes: number): Revision {
  const model: Connector = {
    model: 1,
    id,
    version: '1',
    title: 'x'.repeat(bytes),
    servers: [],
    securitySchemes: dict(),
    security: [],
    settings: {},
    operations: dict(),
    schemas: dict(),
  }
  const source = { format: 'manifest', path: null, files: [] }
  return { id: revisionId(id), connector: id, scope: 'host', version: '1', model, source }
}

/** A store that tells which models are read from it. */
async function counting(): Promise<{ readonly store: Store; readonly loaded: string[] }> {
  const store = await sqlite(':memory:').open()
  const loaded: string[] = []
  const { revisions } = store.tables
  const get: typeof revisions.get = (id) => {
    loaded.push(id)
    return revisions.get(id)
  }
  return { store: { ...store, tables: { ...store.tables, revisions: { ...revisions, get } } }, loaded }
}

it('keeps the models that were used last, as many as have room, and reads the others again', async () => {
  const { store, loaded } = await counting()
  await using _ = store
  for (const id of ['one', 'two', 'three']) {
    await store.tables.revisions.put(revision(id, 10_000))
    await store.tables.active.set({ scope: 'host', connector: id, organisation: null, revision: revisionId(id) })
  }
  const register = await createRegister(store, { maxModelBytes: 25_000 })
  const evicted: string[] = []
  register.onEvicted((id) => evicted.push(id))
  const use = async (id: string) => (await register.active('pune', id))?.revision.model.title.length

  expect(loaded).toEqual([])
  expect(register.visible('pune').map(({ connector }) => connector)).toEqual(['one', 'three', 'two'])
  expect([await use('one'), await use('two'), await use('one'), await use('three')]).toEqual(Array(4).fill(10_000))
  expect([loaded, evicted]).toEqual([['one', 'two', 'three'], ['two']])
  await use('one')
  await use('two')
  expect([loaded, evicted]).toEqual([
    ['one', 'two', 'three', 'two'],
    ['two', 'three'],
  ])
})

it('reads a model once for all who need it at the same time, and keeps one that is larger than the room', async () => {
  const { store, loaded } = await counting()
  await using _ = store
  await store.tables.revisions.put(revision('large', 10_000))
  const register = await createRegister(store, { maxModelBytes: 100 })
  await Promise.all(Array.from({ length: 10 }, () => register.revision(revisionId('large'))))
  await register.revision(revisionId('large'))
  expect(loaded).toEqual(['large'])
})
