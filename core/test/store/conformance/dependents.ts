import { expect, it } from 'vitest'
import { revisionId, type Usage } from '../../../src/model/index.ts'
import type { Store } from '../../../src/store/index.ts'
import { heldChange } from './stored.ts'

/** What a store keeps of dependents, and of changes that wait for somebody. */
export function keepsDependents(opened: () => Store): void {
  it('finds held changes by organisation, connector and state', async () => {
    const { held } = opened().tables
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
    const { dependents, bindings, usages } = opened().tables
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
}
