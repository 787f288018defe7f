import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type Connection,
  type ConnectionId,
  dict,
  type Held,
  type HeldId,
  type Listener,
  type ListenerId,
  type Revision,
  type RevisionId,
  revisionId,
  type Usage,
} from '../../src/model/index.ts'
import type { IndexedEntry, KeptEntry, Store, StoreProvider } from '../../src/store/index.ts'

/** What every store has to do; each implementation runs it. */
export function storeConformance(name: string, provider: () => StoreProvider): void {
  describe(name, () => {
    let store: Store
    beforeEach(async () => {
      store = await provider().open()
    })
    afterEach(() => store[Symbol.asyncDispose]())

    it('keeps owners per scope', async () => {
      const { owners } = store.tables
      await owners.put('host', 'tracker', '/a')
      await owners.put('organisation:pune', 'tracker', '/b')
      await owners.put('host', 'tracker', '/c')
      expect(await owners.get('host', 'tracker')).toBe('/c')
      expect(await owners.list('organisation:pune')).toEqual([{ connector: 'tracker', path: '/b' }])
      await owners.remove('host', 'tracker')
      expect(await owners.get('host', 'tracker')).toBeUndefined()
      expect(await owners.get('organisation:pune', 'tracker')).toBe('/b')
      const many = Array.from({ length: 250 }, (_, index) => ({ connector: `c${index}`, path: `/c/${index}` }))
      await owners.putAll('host', many)
      await owners.putAll('host', [{ connector: 'c7', path: '/moved' }])
      expect(await owners.list('host')).toHaveLength(250)
      expect(await owners.get('host', 'c7')).toBe('/moved')
    })

    it('keeps what dormant entries were, and finds by words, per scope', async () => {
      const { kept } = store.tables
      const entry = (path: string, words: readonly string[] | null, more: Partial<KeptEntry> = {}): KeptEntry => ({
        scope: 'host',
        path,
        digest: `of ${path}`,
        source: new Uint8Array([0, 255, 10]),
        words,
        ...more,
      })
      await kept.put([entry('/a', ['orders.list', 'all']), entry('/b', ['bells.ring', "it's"]), entry('/c', null)])
      await kept.put([entry('/a', ['orders.getorder', 'one%']), entry('/d', [], { source: null })])
      await kept.put([entry('/a', ['other'], { scope: 'organisation:pune', digest: 'own' })])
      expect(await kept.get('host', '/a')).toEqual(entry('/a', ['orders.getorder', 'one%']))
      expect((await kept.get('host', '/c'))?.words).toBe(null)
      expect((await kept.get('host', '/d'))?.source).toBe(null)
      expect(await kept.get('host', '/e')).toBeUndefined()
      expect([...(await kept.digests('organisation:pune'))]).toEqual([['/a', 'own']])
      const lacking = async (...words: string[]) => [...(await kept.lacking('host', words)).keys()].sort()
      expect(await lacking('order')).toEqual(['/b', '/d'])
      expect(await lacking('order', 'one%')).toEqual(['/b', '/d'])
      expect(await lacking('ring', 'order')).toEqual(['/a', '/b', '/d'])
      expect(await lacking("it's")).toEqual(['/a', '/d'])
      expect(await lacking('o%r')).toEqual(['/a', '/b', '/d'])
      expect(await lacking()).toEqual([])
      expect((await kept.lacking('host', ['nowhere'])).get('/b')).toBe('of /b')
      expect([...(await kept.scopes())].sort()).toEqual(['host', 'organisation:pune'])
      await kept.remove('organisation:pune', ['/a'])
      expect(await kept.scopes()).toEqual(['host'])
      await kept.remove('host', ['/a', '/b'])
      expect([...(await kept.digests('host')).keys()].sort()).toEqual(['/c', '/d'])
      await kept.put(Array.from({ length: 250 }, (_, index) => entry(`/many/${index}`, [])))
      expect((await kept.digests('host')).size).toBe(252)
    })

    it('keeps what entries of folders came to, per scope', async () => {
      const { entries } = store.tables
      const entry = (path: string, more: Partial<IndexedEntry> = {}): IndexedEntry => ({
        scope: 'host',
        path,
        reader: 'one',
        signature: 's',
        at: 1_700_000_000_000,
        digest: 'd',
        connector: 'tracker',
        outcome: 'served',
        ...more,
      })
      const dormant = entry('/b', { outcome: 'dormant', about: { version: '1', about: { title: 'B' } } })
      const problems = [{ code: 'type-wrong', message: 'No.', file: '/c' }]
      await entries.put([entry('/a'), dormant, entry('/c', { connector: null, outcome: 'failed', problems })])
      await entries.put([entry('/a', { signature: 't', at: 1_700_000_000_001 })])
      await entries.put([entry('/a', { scope: 'organisation:pune' })])
      const found = [...(await entries.list('host'))].sort((a, b) => (a.path < b.path ? -1 : 1))
      expect(found).toEqual([
        entry('/a', { signature: 't', at: 1_700_000_000_001 }),
        dormant,
        entry('/c', { connector: null, outcome: 'failed', problems }),
      ])
      await entries.put(Array.from({ length: 250 }, (_, index) => entry(`/many/${index}`)))
      await entries.remove('host', ['/a', '/b', ...Array.from({ length: 250 }, (_, index) => `/many/${index}`)])
      expect((await entries.list('host')).map(({ path }) => path)).toEqual(['/c'])
      expect(await entries.list('organisation:pune')).toHaveLength(1)
    })

    it('keeps revisions as they were first put, with names that no prototype answers', async () => {
      const { revisions } = store.tables
      const first = revision('one', '1.0.0')
      await revisions.put(first)
      await revisions.put({ ...first, version: '9.9.9' })
      const read = await revisions.get(revisionId('one'))
      expect(read?.version).toBe('1.0.0')
      expect(read?.model.operations.constructor).toBeUndefined()
      expect(await revisions.get(revisionId('two'))).toBeUndefined()
    })

    it('tells of revisions without their models', async () => {
      const { revisions } = store.tables
      const more = { ...revision('more', '2.0.0'), extends: revisionId('one') }
      await revisions.put(revision('one', '1.0.0'))
      await revisions.put({ ...more, model: { ...more.model, description: 'More of it.', extends: 'tracker' } })
      const found = await revisions.summaries([revisionId('more'), revisionId('one'), revisionId('none')])
      expect(found).toHaveLength(2)
      const { model, source, ...rest } = more
      const about = { title: model.title, description: 'More of it.', extends: 'tracker' }
      expect(found.find(({ id }) => id === 'more')).toEqual({ ...rest, path: source.path, about })
      const newer = { ...more, id: revisionId('newer'), model: { ...model, model: 2 as never } }
      await revisions.put(newer)
      await expect(revisions.summaries([revisionId('newer')])).rejects.toMatchObject({ code: 'store-newer' })
    })

    it('tells which revisions nothing names any more, and forgets them in every scope', async () => {
      const { revisions, active, bindings } = store.tables
      const [one, two, over, below] = ['one', 'two', 'over', 'below'].map(revisionId) as RevisionIds
      for (const id of ['one', 'two', 'below']) await revisions.put(revision(id, '1.0.0'))
      await revisions.put({ ...revision('one', '1.0.0'), scope: 'organisation:pune' })
      await revisions.put({ ...revision('over', '1.0.0'), extends: below })
      const row = { scope: 'host', connector: 'tracker' } as const
      await active.set({ ...row, organisation: null, revision: one })
      await active.set({ ...row, organisation: 'pune', revision: over })
      const binding = { organisation: 'pune', dependent: 'restock', operation: 'tracker.get', scope: 'host' } as const
      await bindings.put({ ...binding, revision: two })
      await bindings.put({ ...binding, revision: two })
      expect(await revisions.loose()).toEqual([])

      await bindings.put({ ...binding, revision: one })
      expect(await revisions.loose()).toEqual([two])
      await active.set({ ...row, organisation: null, revision: two })
      expect(await revisions.loose()).toEqual([])
      await bindings.remove('pune', 'restock')
      expect(await revisions.loose()).toEqual([one])
      await active.set({ ...row, organisation: 'pune', revision: null })
      expect([...(await revisions.loose())].sort()).toEqual([one, over])
      await revisions.remove([one, over])
      expect(await revisions.get(one)).toBeUndefined()
      expect(await revisions.loose()).toEqual([below])
      await store.tables.dependents.remove('pune', 'restock')
      await active.set({ ...row, organisation: null, revision: null })
      expect([...(await revisions.loose())].sort()).toEqual([below, two])
    })

    it('counts what a change names that waits, and the bases of one that can be rolled back', async () => {
      const { revisions, active, held } = store.tables
      const [one, two, over] = ['one', 'two', 'over'].map(revisionId) as RevisionIds
      const loose = async () => [...(await revisions.loose())].sort()
      for (const id of ['one', 'two', 'over']) await revisions.put(revision(id, '1.0.0'))
      const row = { scope: 'host', connector: 'tracker', organisation: null } as const
      const extensions = [{ scope: 'host' as const, connector: 'more', base: over, revision: null }]
      const change = { ...heldChange('chg_1', 'held'), extensions }
      await active.set({ ...row, revision: one })
      await held.put(change)
      await active.set({ ...row, revision: two })
      await held.put(heldChange('chg_2', 'rejected'))
      await active.set({ ...row, revision: null })
      expect(await loose()).toEqual([])

      await active.set({ ...row, revision: two })
      await held.put({ ...change, state: 'approved' })
      await active.set({ ...row, organisation: 'goa', revision: revisionId('three') })
      expect(await loose()).toEqual([])
      await active.set({ ...row, organisation: 'pune', revision: revisionId('three') })
      expect(await loose()).toEqual([one, over])
      await active.set({ ...row, organisation: 'pune', revision: null })
      expect(await loose()).toEqual([])
      await revisions.remove([])
      await held.put({ ...change, extensions: [], state: 'approved' })
      expect(await loose()).toEqual([over])
      await active.set({ ...row, revision: revisionId('three') })
      expect(await loose()).toEqual([one, over, two])
      await revisions.remove([one, over, two])
      expect(await loose()).toEqual([])
    })

    it('counts the base of a removal until the connector is there again, and what a change named until it ended', async () => {
      const { revisions, active, held } = store.tables
      const [one, two] = ['one', 'two'].map(revisionId) as RevisionIds
      for (const id of ['one', 'two']) await revisions.put(revision(id, '1.0.0'))
      const row = { scope: 'host', connector: 'tracker', organisation: null } as const
      await active.set({ ...row, revision: one })
      await active.set({ ...row, revision: null })
      expect(await revisions.loose()).toEqual([one])
      await held.put({ ...heldChange('chg_1', 'approved'), revision: null })
      expect(await revisions.loose()).toEqual([])
      await revisions.remove([])
      await active.set({ ...row, revision: two })
      expect(await revisions.loose()).toEqual([one])
      await held.put(heldChange('chg_2', 'held'))
      await revisions.remove([])
      expect(await revisions.loose()).toEqual([])
      await active.set({ ...row, revision: null })
      await held.put(heldChange('chg_2', 'withdrawn'))
      expect([...(await revisions.loose())].sort()).toEqual([two])
    })

    it('refuses a revision that was stored with a newer model', async () => {
      const newer = revision('newer', '1.0.0')
      await store.tables.revisions.put({ ...newer, model: { ...newer.model, model: 2 as never } })
      await expect(store.tables.revisions.get(revisionId('newer'))).rejects.toMatchObject({ code: 'store-newer' })
    })

    it('lets an organisation override the active revision of a scope', async () => {
      const { active } = store.tables
      const key = { scope: 'host', connector: 'tracker' } as const
      await active.set({ ...key, organisation: null, revision: revisionId('two') })
      await active.set({ ...key, organisation: 'pune', revision: revisionId('one') })
      expect(await active.get('host', 'tracker', null)).toBe('two')
      expect(await active.get('host', 'tracker', 'pune')).toBe('one')
      expect(await active.list()).toHaveLength(2)
      await active.set({ ...key, organisation: 'pune', revision: null })
      expect(await active.get('host', 'tracker', 'pune')).toBeUndefined()
    })

    it('finds held changes by organisation, connector and state', async () => {
      const { held } = store.tables
      const change = heldChange('chg_1', 'held')
      await held.put(change)
      await held.put(heldChange('chg_2', 'rejected'))
      const [read] = await held.list({ organisation: 'pune', state: 'held' })
      expect(read).toEqual(change)
      expect(Object.getPrototypeOf(read?.report.findings[0]?.evidence.before)).toBeNull()
      await held.put({ ...change, state: 'approved', decidedBy: 'asha' })
      expect(await held.list({ state: 'held' })).toEqual([])
      expect((await held.get(change.id))?.decidedBy).toBe('asha')
      expect(await held.list({ connector: 'other' })).toEqual([])
    })

    it('removes a dependent with its bindings and usages', async () => {
      const { dependents, bindings, usages } = store.tables
      const dependent = { organisation: 'pune', id: 'restock', edition: '1', kind: 'flow', owner: 'flows' } as const
      await dependents.put({ ...dependent, complete: true })
      const operation = 'tracker.orderCompleted'
      const binding = { organisation: 'pune', dependent: 'restock', operation, scope: 'host' } as const
      await bindings.put({ ...binding, revision: revisionId('one') })
      await bindings.put({ ...binding, revision: revisionId('two') })
      const usage: Usage = { step: 'trigger', operation, supplies: [], reads: [] }
      await usages.replace('pune', 'restock', [usage, { ...usage, step: 'item' }])
      await usages.replace('pune', 'restock', [{ ...usage, step: 'last' }])

      expect(await bindings.ofConnector('tracker')).toEqual([{ ...binding, revision: 'two' }])
      expect(await bindings.ofConnector('tracker', 'elsewhere')).toEqual([])
      expect(await usages.dependentsOn('tracker')).toEqual([{ organisation: 'pune', dependent: 'restock' }])
      expect(await usages.dependentsOn('tracker', 'elsewhere')).toEqual([])
      expect(await usages.dependentsOn('track')).toEqual([])
      for (const table of [bindings, usages]) {
        expect(await table.dependentsOn('tracker', 'pune')).toEqual([{ organisation: 'pune', dependent: 'restock' }])
        expect(await table.dependentsOn('tracker', 'elsewhere')).toEqual([])
        expect(await table.organisationsOn('tracker')).toEqual(['pune'])
        expect(await table.organisationsOn('track')).toEqual([])
      }
      expect((await usages.of('pune', 'restock')).map((one) => one.step)).toEqual(['last'])
      const many = ['restock', ...Array.from({ length: 1_200 }, (_, index) => `none-${index}`)]
      expect([...(await usages.some('pune', many))]).toEqual([['restock', await usages.of('pune', 'restock')]])
      expect(await bindings.some('pune', many)).toEqual(await bindings.of('pune', 'restock'))
      expect(await dependents.some('pune', many)).toEqual([{ ...dependent, complete: true }])
      expect(await dependents.some('elsewhere', many)).toEqual([])
      await usages.replace('pune', 'audit', [{ ...usage, resolvedSchema: 'sha256:abc' }])
      expect(await usages.namesSchema('tracker', 'sha256:abc')).toBe(true)
      expect(await usages.namesSchema('tracker', 'sha256:ab')).toBe(false)
      expect(await usages.namesSchema('other', 'sha256:abc')).toBe(false)
      await usages.replace('pune', 'audit', [])
      expect(await dependents.connectors()).toEqual(new Set(['tracker']))

      await dependents.remove('pune', 'restock')
      expect(await dependents.list('pune')).toEqual([])
      expect(await bindings.of('pune', 'restock')).toEqual([])
      expect(await usages.of('pune', 'restock')).toEqual([])
    })

    it('says which dedupe keys are new, also for thousands at once', async () => {
      const { seen } = store.tables
      const listener = 'lis_1' as ListenerId
      const keys = Array.from({ length: 2500 }, (_, number) => `key ${number}`)
      expect((await seen.add(listener, keys, 1000)).size).toBe(2500)
      expect([...(await seen.unknown(listener, [...keys, 'new']))]).toEqual(['new'])
      expect([...(await seen.add(listener, ['key 1', 'new'], 2000))]).toEqual(['new'])
    })

    it('forgets the dedupe keys that were not seen for a while', async () => {
      const { seen } = store.tables
      const listener = 'lis_1' as ListenerId
      await seen.add(listener, ['gone', 'still there'], 1000)
      await seen.add(listener, ['still there', 'new'], 2000)
      await seen.forget(listener, 1500)
      expect([...(await seen.unknown(listener, ['gone', 'still there', 'new']))]).toEqual(['gone'])
    })

    it('forgets a listener with what it has seen', async () => {
      const { listeners, seen } = store.tables
      const listener = { id: 'lis_1' as ListenerId, organisation: 'pune', dependent: 'restock' } as Listener
      await listeners.put({ ...listener, cursor: 'x' })
      expect(await listeners.list({ dependent: 'restock' })).toHaveLength(1)
      await seen.add(listener.id, ['a'], 1)
      await listeners.remove(listener.id)
      expect(await listeners.get(listener.id)).toBeUndefined()
      expect([...(await seen.add(listener.id, ['a'], 1))]).toEqual(['a'])
    })

    it('swaps a connection only from the version that was read', async () => {
      const { connections } = store.tables
      const connection = { id: 'con_1' as ConnectionId, organisation: 'pune', connector: 'tracker' } as Connection
      await connections.insert(connection, 'sealed')
      const stored = await connections.get(connection.id)
      expect(stored).toEqual({ connection, sealed: 'sealed', version: 1 })
      expect(await connections.swap({ connection, sealed: 'again', version: 1 })).toBe(true)
      expect(await connections.swap({ connection, sealed: 'lost', version: 1 })).toBe(false)
      expect((await connections.list({ organisation: 'pune' }))[0]?.sealed).toBe('again')
      await connections.remove(connection.id)
      expect(await connections.list()).toEqual([])
    })

    it('gives a lease to one holder until it ends', async () => {
      const { leases } = store.tables
      const take = (holder: string, now: number) => leases.acquire({ name: 'refresh', holder, now, until: now + 10 })
      expect(await take('a', 0)).toBe(true)
      expect(await take('b', 5)).toBe(false)
      expect(await take('a', 5)).toBe(true)
      expect(await take('b', 15)).toBe(true)
      await leases.release('refresh', 'a')
      expect(await take('c', 16)).toBe(false)
      await leases.release('refresh', 'b')
      expect(await take('c', 16)).toBe(true)
    })

    it('keeps values per area', async () => {
      const { storage } = store.tables
      await storage.put('a', 'k', { n: 1 })
      await storage.put('b', 'k', null)
      expect(await storage.get('a', 'k')).toEqual({ n: 1 })
      expect(await storage.get('b', 'k')).toBeNull()
      await storage.remove('a', 'k')
      expect(await storage.get('a', 'k')).toBeUndefined()
    })

    it('has room for 16 MiB in an area, and for no more until something goes', async () => {
      const { storage } = store.tables
      const large = 'x'.repeat(4 * 1024 * 1024 - 300)
      for (const key of ['1', '2', '3', '4']) await storage.put('full', key, large)
      await storage.put('full', '4', large)
      await expect(storage.put('full', '5', 'x'.repeat(2_000))).rejects.toMatchObject({ code: 'argument-invalid' })
      await storage.put('other', '5', large)
      await storage.remove('full', '1')
      await storage.put('full', '5', large)
      expect(await storage.get('full', '5')).toBe(large)
    })

    it('lists records by key, in the order of first insertion', async () => {
      const { records } = store.tables
      await records.put({ collection: 'runs', id: 'b', key: 'open', data: 1 })
      await records.put({ collection: 'runs', id: 'a', key: 'open', data: 2 })
      await records.put({ collection: 'other', id: 'c', key: 'open', data: 3 })
      await records.put({ collection: 'runs', id: 'b', key: 'open', data: 4 })
      expect(await records.list('runs', { key: 'open' })).toEqual([
        { id: 'b', data: 4 },
        { id: 'a', data: 2 },
      ])
      expect(await records.list('runs', { limit: 1 })).toHaveLength(1)
      await records.remove('runs', 'b')
      expect(await records.get('runs', 'b')).toBeUndefined()
    })

    it('undoes all of a transaction that throws', async () => {
      const failing = store.transaction('test', async (tables) => {
        await tables.storage.put('a', 'k', 1)
        throw new Error('no')
      })
      await expect(failing).rejects.toThrow('no')
      expect(await store.tables.storage.get('a', 'k')).toBeUndefined()
    })

    it('runs transactions that come together one after the other', async () => {
      const add = () =>
        store.transaction('test', async ({ storage }) => {
          const before = ((await storage.get('a', 'n')) ?? 0) as number
          await storage.put('a', 'n', before + 1)
        })
      await Promise.all(Array.from({ length: 20 }, add))
      expect(await store.tables.storage.get('a', 'n')).toBe(20)
    })
  })
}

type RevisionIds = [RevisionId, RevisionId, RevisionId, RevisionId]

function revision(id: string, version: string): Revision {
  const model = { model: 1, id: 'tracker', version, title: 'T', operations: dict() } as unknown as Revision['model']
  const source = { format: 'manifest', path: null, files: [] }
  return { id: revisionId(id), connector: 'tracker', scope: 'host', version, model, source }
}

function heldChange(id: string, state: Held['state']): Held {
  return {
    id: id as HeldId,
    organisation: 'pune',
    scope: 'host',
    connector: 'tracker',
    base: revisionId('one'),
    revision: revisionId('two'),
    report: { findings: [{ evidence: { before: { constructor: 'own' }, after: 1, witness: null } }] } as never,
    since: '2026-01-01T00:00:00.000Z',
    state,
  }
}
