import { type Binding, type ConnectorId, splitOperation, type Usage } from '../model/index.ts'
import type { Store, StoredDependent, Tables } from '../store/index.ts'
import { type PutUsages, readUsages } from './read-usages.ts'

/** Who uses which operations: known to the store, found by connector without looking at the others. */
export interface UsageIndex {
  /** Joins the caller's transaction; replaces what was known. Throws `dependent-invalid` with every problem. */
  put(put: PutUsages, tables: Tables): Promise<void>
  /**
   * An organisation's dependents that use or are bound to operations of the connectors, sorted by id, each with the
   * usages of all of its steps: a step of another connector may read what the connectors' steps give.
   */
  touching(organisation: string, connectors: readonly ConnectorId[], tables?: Tables): Promise<readonly Touched[]>
  /** Sorted. Reports are per organisation and show nobody else's dependents. */
  organisationsUsing(connector: ConnectorId, tables?: Tables): Promise<readonly string[]>
}

export interface Touched {
  readonly dependent: StoredDependent
  readonly usages: readonly Usage[]
  /** False where steps may be missing, such as for a host that told no usages. */
  readonly complete: boolean
  /** Its bindings to operations of the connectors; none where the operation was not there when it was registered. */
  readonly bindings: readonly Binding[]
  /** Its bindings to operations of other connectors. */
  readonly elsewhere: readonly Binding[]
}

export function createUsageIndex({ store }: { readonly store: Store }): UsageIndex {
  return {
    async put(given, tables) {
      const { dependent, usages, complete, owner } = readUsages(given)
      await tables.dependents.put({ ...dependent, owner, complete })
      await tables.usages.replace(dependent.organisation, dependent.id, usages)
    },
    async touching(organisation, connectors, tables = store.tables) {
      const users: { readonly dependent: string }[] = []
      for (const connector of connectors) {
        users.push(...(await tables.bindings.dependentsOn(connector, organisation)))
        users.push(...(await tables.usages.dependentsOn(connector, organisation)))
      }
      const ids = [...new Set(users.map((one) => one.dependent))].sort()
      return touched(tables, { organisation, ids, connectors: new Set(connectors) })
    },
    async organisationsUsing(connector, tables = store.tables) {
      const bound = await tables.bindings.organisationsOn(connector)
      return [...new Set([...bound, ...(await tables.usages.organisationsOn(connector))])].sort()
    },
  }
}

interface Touching {
  readonly organisation: string
  readonly ids: readonly string[]
  readonly connectors: ReadonlySet<ConnectorId>
}

/** Asked for together: with a question for each, many dependents take as many times as long. */
async function touched(tables: Tables, { organisation, ids, connectors }: Touching): Promise<readonly Touched[]> {
  const dependents = new Map((await tables.dependents.some(organisation, ids)).map((one) => [one.id, one]))
  const usages = await tables.usages.some(organisation, ids)
  const bindings = Map.groupBy(await tables.bindings.some(organisation, ids), (binding) => binding.dependent)
  const known = new Map<string, boolean>()
  const isOf = ({ operation }: Binding): boolean => {
    const is = known.get(operation) ?? connectors.has(splitOperation(operation)?.connector ?? operation)
    known.set(operation, is)
    return is
  }
  return ids.map((id) => {
    const dependent = dependents.get(id) ?? unregistered(organisation, id)
    const bound = bindings.get(id) ?? []
    return {
      dependent,
      usages: usages.get(id) ?? [],
      complete: dependent.complete,
      bindings: bound.filter(isOf),
      elsewhere: bound.filter((binding) => !isOf(binding)),
    }
  })
}

/** Bound without ever having told what it uses: shown all the same, as incomplete. */
function unregistered(organisation: string, id: string): StoredDependent {
  return { organisation, id, edition: '', kind: 'host', owner: null, complete: false }
}
