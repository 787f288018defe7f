import { expect, it } from 'vitest'
import type { Store } from '../../../src/store/index.ts'

/** How a store runs transactions. */
export function runsTransactions(opened: () => Store): void {
  it('undoes all of a transaction that throws', async () => {
    const failing = opened().transaction('test', async (tables) => {
      await tables.storage.put('a', 'k', 1)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await opened().tables.storage.get('a', 'k')).toBeUndefined()
  })

  it('runs transactions that come together one after the other', async () => {
    const add = () =>
      opened().transaction('test', async ({ storage }) => {
        const before = ((await storage.get('a', 'n')) ?? 0) as number
        await storage.put('a', 'n', before + 1)
      })
    await Promise.all(Array.from({ length: 20 }, add))
    expect(await opened().tables.storage.get('a', 'n')).toBe(20)
  })
}
