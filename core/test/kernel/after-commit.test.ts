import { expect, it } from 'vitest'
import { type Store, sqlite } from '../../src/index.ts'
import { withAfterCommit } from '../../src/kernel/after-commit.ts'

it('runs what was asked for once, after the commit, also when the store does the work twice', async () => {
  const inner = await sqlite(':memory:').open()
  const repeating: Store = {
    ...inner,
    async transaction(label, work) {
      await inner
        .transaction(label, async (tables) => {
          await work(tables)
          throw new Error('serialisation failure')
        })
        .catch(() => {})
      return inner.transaction(label, work)
    },
  }
  await using store = withAfterCommit(repeating)
  const heard: unknown[] = []
  await store.transaction('test', async (tables) => {
    await tables.storage.put('a', 'k', 'written')
    store.afterCommit(tables, () => heard.push('committed'))
  })
  expect(heard).toEqual(['committed'])
  expect(await store.tables.storage.get('a', 'k')).toBe('written')
})

it('runs nothing for a transaction that fails, and refuses tables that are of none', async () => {
  await using store = withAfterCommit(await sqlite(':memory:').open())
  const heard: unknown[] = []
  const failing = store.transaction('test', async (tables) => {
    store.afterCommit(tables, () => heard.push('committed'))
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(heard).toEqual([])
  expect(() => store.afterCommit(store.tables, () => {})).toThrow(/not of a transaction/)
})
