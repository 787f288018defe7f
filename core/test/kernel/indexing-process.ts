import { join } from 'node:path'
import { createKernel, type Store, type StoreProvider, sqlite } from '../../src/index.ts'
import { counted } from './counted.ts'

/** `within` a transaction, when everything of it was done; `after` it was committed. */
export type Moment = 'within' | 'after'

/** A store that kills its process at the `count`th transaction of a label. */
function killing(provider: StoreProvider, label: string, count: number, moment: Moment): StoreProvider {
  let left = count
  const kill = (): void => void process.kill(process.pid, 'SIGKILL')
  return {
    name: provider.name,
    async open(): Promise<Store> {
      const store = await provider.open()
      return {
        tables: store.tables,
        async transaction(of, work) {
          const isIt = of === label && --left === 0
          const value = await store.transaction(of, async (tables) => {
            const done = await work(tables)
            if (isIt && moment === 'within') kill()
            return done
          })
          if (isIt) kill()
          return value
        },
        [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
      }
    },
  }
}

// Starts a kernel over a folder of bells, and lives until its store kills it.
const [dir = '', readAtStart = '', label = '', count = '', moment = 'after'] = process.argv.slice(2)
await createKernel({
  plugins: [{ dir: join(dir, 'plugins') }],
  store: killing(sqlite(join(dir, 'state.db')), label, Number(count), moment as Moment),
  extensions: [counted().extension],
  readAtStart: Number(readAtStart),
})
setInterval(() => {}, 1_000)
