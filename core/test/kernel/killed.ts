import { createKernel, type HeldId, type Store, sqlite } from '../../src/index.ts'

// A process that decides about a held change and is killed exactly before or after a labelled transaction.
const { PLUGINS = '', STATE = '', CHANGE = '', DEEDS = '', LABEL = '', WHEN = '' } = process.env
const provider = sqlite(STATE)

function die(): Promise<never> {
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
  store: { name: 'dying', open: async () => dying(await provider.open()) },
})
const change = CHANGE as HeldId
for (const deed of DEEDS.split(' ')) {
  if (deed === 'approve') await kernel.approve(change, { by: 'asha' })
  if (deed === 'ahead') await kernel.approve(change, { by: 'asha', only: ['one'] })
  if (deed === 'rollback') await kernel.rollback(change, { by: 'asha' })
  if (deed === 'reject') await kernel.reject(change, { by: 'asha' })
}
