import { expect, it } from 'vitest'
import type { Listener, ListenerId } from '../../../src/model/index.ts'
import type { Store } from '../../../src/store/index.ts'

/** What a store keeps of listeners and of what they have seen. */
export function keepsListeners(opened: () => Store): void {
  it('says which dedupe keys are new, also for thousands at once', async () => {
    const { seen } = opened().tables
    const listener = 'lis_1' as ListenerId
    const keys = Array.from({ length: 2500 }, (_, number) => `key ${number}`)
    expect((await seen.add(listener, keys, 1000)).size).toBe(2500)
    expect([...(await seen.unknown(listener, [...keys, 'new']))]).toEqual(['new'])
    expect([...(await seen.add(listener, ['key 1', 'new'], 2000))]).toEqual(['new'])
  })

  it('forgets the dedupe keys that were not seen for a while', async () => {
    const { seen } = opened().tables
    const listener = 'lis_1' as ListenerId
    await seen.add(listener, ['gone', 'still there'], 1000)
    await seen.add(listener, ['still there', 'new'], 2000)
    await seen.forget(listener, 1500)
    expect([...(await seen.unknown(listener, ['gone', 'still there', 'new']))]).toEqual(['gone'])
  })

  it('forgets a listener with what it has seen', async () => {
    const { listeners, seen } = opened().tables
    const listener = { id: 'lis_1' as ListenerId, organisation: 'pune', dependent: 'restock' } as Listener
    await listeners.put({ ...listener, cursor: 'x' })
    expect(await listeners.list({ dependent: 'restock' })).toHaveLength(1)
    await seen.add(listener.id, ['a'], 1)
    await listeners.remove(listener.id)
    expect(await listeners.get(listener.id)).toBeUndefined()
    expect([...(await seen.add(listener.id, ['a'], 1))]).toEqual(['a'])
  })
}
