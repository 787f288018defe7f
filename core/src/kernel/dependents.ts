import type { DescribedStore } from '../choices/index.ts'
import { bindDependent, type Register } from '../register/index.ts'
import type { DependentPut } from '../stage/index.ts'
import type { Tables } from '../store/index.ts'
import type { UsageIndex } from '../usage/index.ts'
import type { CommittingStore } from './after-commit.ts'

/** Dependents with their usages and bindings, and who of them belongs to which extension. */
export interface Dependents {
  put(put: DependentPut, tables: Tables): Promise<void>
  remove(dependent: DependentKey, tables: Tables): Promise<void>
  /** The extension whose dependent it is; `null` for a host's own, `undefined` where there is none. */
  owner(dependent: DependentKey): string | null | undefined
  /** The extensions that have dependents. */
  owners(): ReadonlySet<string>
}

export interface DependentKey {
  readonly organisation: string
  readonly id: string
}

export interface DependentsOptions {
  readonly store: CommittingStore
  readonly register: Register
  readonly usage: UsageIndex
  readonly described: DescribedStore
}

export async function createDependents({ store, register, usage, described }: DependentsOptions): Promise<Dependents> {
  const owners = new Map<string, string | null>()
  for (const dependent of await store.tables.dependents.list()) owners.set(keyOf(dependent), dependent.owner)
  return {
    async put({ dependent, usages, complete, owner, checked, ahead }, tables) {
      const before = await tables.usages.of(dependent.organisation, dependent.id)
      await described.keep(usages, tables)
      await usage.put({ dependent, usages, complete, owner }, tables)
      await described.release(before, tables)
      const operations = usages.map(({ operation }) => operation)
      await bindDependent(register, tables, {
        dependent,
        operations,
        ...(checked && { checked }),
        ...(ahead && { ahead }),
      })
      store.afterCommit(tables, () => owners.set(keyOf(dependent), owner))
    },
    async remove(key, tables) {
      const before = await tables.usages.of(key.organisation, key.id)
      await tables.dependents.remove(key.organisation, key.id)
      await described.release(before, tables)
      store.afterCommit(tables, () => owners.delete(keyOf(key)))
    },
    owner: (key) => owners.get(keyOf(key)),
    owners: () => new Set([...owners.values()].filter((owner) => owner !== null)),
  }
}

const keyOf = ({ organisation, id }: DependentKey): string => `${organisation}\n${id}`
