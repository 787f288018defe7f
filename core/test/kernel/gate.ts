import type { Store, StoreProvider } from '../../src/index.ts'

/** A store whose transactions of one label can be stopped before they begin. */
export interface Gate extends StoreProvider {
  /** From now on the next transaction of this label waits; resolves when it is there, with what lets it go on. */
  hold(label: string): Promise<() => void>
}

export function gated(provider: StoreProvider): Gate {
  const waiting = new Map<string, (reached: () => void) => void>()
  async function pass(label: string): Promise<void> {
    const reached = waiting.get(label)
    waiting.delete(label)
    if (reached !== undefined) await new Promise<void>((goOn) => reached(goOn))
  }
  return {
    name: provider.name,
    hold: (label) => new Promise((reached) => waiting.set(label, reached)),
    async open(): Promise<Store> {
      const store = await provider.open()
      return {
        tables: store.tables,
        async transaction(label, work) {
          await pass(label)
          return store.transaction(label, work)
        },
        [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
      }
    },
  }
}
