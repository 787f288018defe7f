import { operationUnknown } from '../errors/index.ts'
import { type Dependent, type OperationName, splitOperation } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import type { Register } from './register.ts'

/**
 * Binds the operations that are new to a dependent to the active revision, and keeps the others where they are.
 * Throws `operation-unknown` for an operation that its organisation does not see.
 */
export async function bindDependent(
  register: Register,
  tables: Tables,
  { dependent, operations }: { readonly dependent: Dependent; readonly operations: Iterable<OperationName> },
): Promise<void> {
  const { organisation, id } = dependent
  const before = new Map((await tables.bindings.of(organisation, id)).map((one) => [one.operation, one]))
  await tables.bindings.remove(organisation, id)
  for (const operation of new Set(operations)) {
    const binding = before.get(operation) ?? { organisation, dependent: id, operation, ...target(operation) }
    await tables.bindings.put(binding)
  }

  function target(operation: OperationName) {
    const name = splitOperation(operation)
    const active = name === null ? undefined : register.active(organisation, name.connector)
    if (name === null || active?.revision.model.operations[name.operation] === undefined)
      throw operationUnknown(`"${id}" uses "${operation}", which is not in the catalogue of "${organisation}".`, {
        hint: 'Check the spelling against the catalogue; the operation may have been removed or its connector not be ready.',
      })
    return { scope: active.scope, revision: active.revision.id }
  }
}
