import type { Store, Tables } from '../store/index.ts'

/** A store that runs what was asked for during a transaction once that has committed. */
export interface CommittingStore extends Store {
  /** Runs `work` after the commit; never, if the transaction fails. */
  afterCommit(tables: Tables, work: () => void): void
}

export function withAfterCommit(store: Store): CommittingStore {
  const waiting = new WeakMap<Tables, (() => void)[]>()
  return {
    tables: store.tables,
    async transaction(label, work) {
      const after: (() => void)[] = []
      const value = await store.transaction(label, (tables) => {
        // A store may do the work again: only what the last time asked for counts.
        after.length = 0
        waiting.set(tables, after)
        return work(tables)
      })
      for (const run of after) run()
      return value
    },
    afterCommit(tables, work) {
      const after = waiting.get(tables)
      if (after === undefined) throw new Error('These tables are not of a transaction that is under way.')
      after.push(work)
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}
