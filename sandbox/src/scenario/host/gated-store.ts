import type { Store, StoreProvider, Tables } from '@jackfield/core'
import type { Gates } from './gates.ts'

/** The same store, whose transactions stop at gates. Others go on meanwhile: no transaction is open at a gate. */
export function gatedStore(provider: StoreProvider, gates: Gates): StoreProvider {
  return { name: provider.name, open: async () => gate(await provider.open(), gates) }
}

function gate(store: Store, gates: Gates): Store {
  return {
    tables: store.tables,
    async transaction(label, work) {
      if (!gates.has(label)) return store.transaction(label, work)
      const { value, written } = await attempt(store, gates, { label, work })
      const after = gates.find(label, 'after', written)
      if (after !== undefined) await gates.stop(after)
      return value
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

interface Transaction<Value> {
  readonly label: string
  readonly work: (tables: Tables) => Promise<Value>
}

interface Attempt<Value> {
  readonly value: Value
  readonly written: readonly string[]
}

/**
 * What a transaction writes is known only once its work is done. One that turns out to have a gate before it is rolled
 * back, stops as if it had never begun, and is done again afterwards, upon what the tables hold then.
 */
async function attempt<Value>(store: Store, gates: Gates, transaction: Transaction<Value>): Promise<Attempt<Value>> {
  const { label, work } = transaction
  const written: string[] = []
  try {
    const value = await store.transaction(label, async (tables) => {
      const result = await work({ ...tables, records: recording(tables.records, written) })
      const before = gates.find(label, 'before', written)
      if (before !== undefined) throw new Stopped(before)
      return result
    })
    return { value, written }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    await gates.stop(error.gate)
    return attempt(store, gates, transaction)
  }
}

/** Rolls a transaction back that has a gate before it. */
class Stopped extends Error {
  override readonly name = 'Stopped'
  readonly gate: number

  constructor(gate: number) {
    super('The transaction waits at a gate.')
    this.gate = gate
  }
}

function recording(records: Tables['records'], written: string[]): Tables['records'] {
  return {
    ...records,
    put(record) {
      written.push(JSON.stringify(record))
      return records.put(record)
    },
  }
}
