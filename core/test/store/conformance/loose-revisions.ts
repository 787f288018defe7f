import { expect, it } from 'vitest'
import { type RevisionId, revisionId } from '../../../src/model/index.ts'
import type { Store } from '../../../src/store/index.ts'
import { heldChange, revision } from './stored.ts'

/** Which revisions a store says that nothing names any more. */
export function tellsLooseRevisions(opened: () => Store): void {
  it('tells which revisions nothing names any more, and forgets them in every scope', async () => {
    const { revisions, active, bindings } = opened().tables
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
    await opened().tables.dependents.remove('pune', 'restock')
    await active.set({ ...row, organisation: null, revision: null })
    expect([...(await revisions.loose())].sort()).toEqual([below, two])
  })

  it('counts what a change names that waits, and the bases of one that can be rolled back', async () => {
    const { revisions, active, held } = opened().tables
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
    const { revisions, active, held } = opened().tables
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
}

type RevisionIds = [RevisionId, RevisionId, RevisionId, RevisionId]
