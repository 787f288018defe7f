import { afterEach, beforeEach, describe } from 'vitest'
import type { Store, StoreProvider } from '../../src/store/index.ts'
import { keepsDependents } from './conformance/dependents.ts'
import { keepsEntries } from './conformance/entries.ts'
import { keepsListeners } from './conformance/listeners.ts'
import { tellsLooseRevisions } from './conformance/loose-revisions.ts'
import { keepsRevisions } from './conformance/revisions.ts'
import { runsTransactions } from './conformance/transactions.ts'
import { keepsValues } from './conformance/values.ts'

/** What every store has to do; each implementation runs it. */
export function storeConformance(name: string, provider: () => StoreProvider): void {
  describe(name, () => {
    let store: Store
    beforeEach(async () => {
      store = await provider().open()
    })
    afterEach(() => store[Symbol.asyncDispose]())

    const parts = [
      keepsEntries,
      keepsRevisions,
      tellsLooseRevisions,
      keepsDependents,
      keepsListeners,
      keepsValues,
      runsTransactions,
    ]
    for (const part of parts) part(() => store)
  })
}
