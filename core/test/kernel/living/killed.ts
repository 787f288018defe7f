import { createKernel, type Store, sqlite } from '../../../src/index.ts'
import { perform } from './deed.ts'
import { desk } from './desk.ts'

// A process that does something and is killed exactly before or after a labelled transaction.
const { PLUGINS = '', STATE = '', DEED = '', LABEL = '', WHEN = '' } = process.env
const provider = sqlite(STATE)

async function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}

function dying(store: Store): Store {
  return {
    tables: store.tables,
    async transaction(label, work) {
      if (label === LABEL && WHEN === 'before') await die()
      const value = await store.transaction(label, work)
      if (label === LABEL && WHEN === 'after') await die()
      return value
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

await using kernel = await createKernel({
  plugins: [{ dir: PLUGINS }],
  extensions: [desk()],
  store: { name: 'dying', open: async () => dying(await provider.open()) },
})
if (DEED !== '') await perform(kernel, JSON.parse(DEED))
