import type { Binding, ConnectorId, Usage } from '../model/index.ts'
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
}

export function createUsageIndex({ store }: { readonly store: Store }): UsageIndex {
  return {
    async put(given, tables) {
      const { dependent, usages, complete, owner } = readUsages(given)
      await tables.dependents.put({ ...dependent, owner, complete })
      await tables.usages.replace(dependent.organisation, dependent.id, usages)
    },
    async touching(organisation, connectors, tables = store.tables) {
      const bindings: Binding[] = []
      const users: { readonly dependent: string }[] = []
      for (const connector of connectors) {
        bindings.push(...(await tables.bindings.ofConnector(connector, organisation)))
        users.push(...(await tables.usages.dependentsOn(connector, organisation)))
      }
      const ids = new Set([...bindings, ...users].map((one) => one.dependent))
      return Promise.all([...ids].sort().map((id) => touched(tables, { organisation, id, bindings })))
    },
    async organisationsUsing(connector, tables = store.tables) {
      const bindings = await tables.bindings.ofConnector(connector)
      const users = await tables.usages.dependentsOn(connector)
      return [...new Set([...bindings, ...users].map((one) => one.organisation))].sort()
    },
  }
}

async function touched(
  tables: Tables,
  { organisation, id, bindings }: { organisation: string; id: string; bindings: readonly Binding[] },
): Promise<Touched> {
  const dependent = (await tables.dependents.get(organisation, id)) ?? unregistered(organisation, id)
  return {
    dependent,
    usages: await tables.usages.of(organisation, id),
    complete: dependent.complete,
    bindings: bindings.filter((binding) => binding.dependent === id),
  }
}

/** Bound without ever having told what it uses: shown all the same, as incomplete. */
function unregistered(organisation: string, id: string): StoredDependent {
  return { organisation, id, edition: '', kind: 'host', owner: null, complete: false }
}
