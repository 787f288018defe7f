import type { Store, StoreProvider } from '../../src/index.ts'

/** `before` a transaction; `within` it, when everything of it was done; or `after` it was committed. */
export type Moment = 'before' | 'within' | 'after'

/** A store that kills its process at a transaction of a label: the first, or that `count`. */
export function killing(
  provider: StoreProvider,
  { label, moment, count = 1 }: { readonly label: string; readonly moment: Moment; readonly count?: number },
): StoreProvider {
  let left = count
  return {
    name: provider.name,
    async open(): Promise<Store> {
      const store = await provider.open()
      return {
        tables: store.tables,
        async transaction(of, work) {
          const isIt = of === label && --left === 0
          const reached = (now: Moment) => (isIt && now === moment ? die() : undefined)
          await reached('before')
          const value = await store.transaction(of, async (tables) => {
            const done = await work(tables)
            await reached('within')
            return done
          })
          await reached('after')
          return value
        },
        [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
      }
    },
  }
}

function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}
