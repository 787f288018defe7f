import { expect, it } from 'vitest'
import type { IndexedEntry, KeptEntry, Store } from '../../../src/store/index.ts'

/** What a store keeps of the entries of folders. */
export function keepsEntries(opened: () => Store): void {
  it('keeps owners per scope', async () => {
    const { owners } = opened().tables
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
    const { kept } = opened().tables
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
    const { entries } = opened().tables
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
}
