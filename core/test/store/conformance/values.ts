import { expect, it } from 'vitest'
import type { Connection, ConnectionId } from '../../../src/model/index.ts'
import type { Store } from '../../../src/store/index.ts'

/** What a store keeps of connections, leases, values and records. */
export function keepsValues(opened: () => Store): void {
  it('swaps a connection only from the version that was read', async () => {
    const { connections } = opened().tables
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
    const { leases } = opened().tables
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
    const { storage } = opened().tables
    await storage.put('a', 'k', { n: 1 })
    await storage.put('b', 'k', null)
    expect(await storage.get('a', 'k')).toEqual({ n: 1 })
    expect(await storage.get('b', 'k')).toBeNull()
    await storage.remove('a', 'k')
    expect(await storage.get('a', 'k')).toBeUndefined()
  })

  it('has room for 16 MiB in an area, and for no more until something goes', async () => {
    const { storage } = opened().tables
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
    const { records } = opened().tables
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
}
