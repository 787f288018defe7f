import { operationUnknown } from '../errors/index.ts'
import { type Binding, type Dependent, type OperationName, scopeOf, splitOperation } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import type { Register } from './register.ts'

/**
 * Binds the operations that are new to a dependent to the revision that is active within the transaction, and keeps the
 * others where they are. Throws `operation-unknown` for an operation that its organisation does not see.
 */
export async function bindDependent(
  register: Register,
  tables: Tables,
  { dependent, operations }: { readonly dependent: Dependent; readonly operations: Iterable<OperationName> },
): Promise<void> {
  const { organisation, id } = dependent
  const before = new Map((await tables.bindings.of(organisation, id)).map((one) => [one.operation, one]))
  await tables.bindings.remove(organisation, id)
  for (const operation of new Set(operations))
    await tables.bindings.put(before.get(operation) ?? (await bind(register, tables, { dependent, operation })))
}

async function bind(
  register: Register,
  tables: Tables,
  { dependent: { organisation, id }, operation }: { readonly dependent: Dependent; readonly operation: OperationName },
): Promise<Binding> {
  const name = splitOperation(operation)
  for (const scope of [scopeOf(organisation), 'host'] as const) {
    if (name === null) break
    const { connector } = name
    const active =
      (await tables.active.get(scope, connector, organisation)) ?? (await tables.active.get(scope, connector, null))
    if (active === undefined) continue
    const revision = await register.revision(active, tables)
    if (revision?.model.operations[name.operation] === undefined) break
    return { organisation, dependent: id, operation, scope, revision: active }
  }
  throw operationUnknown(`"${id}" uses "${operation}", which is not in the catalogue of "${organisation}".`, {
    hint: 'Check the spelling against the catalogue; the operation may have been removed or its connector not be ready.',
  })
}
