import { operationUnknown, revisionChanged } from '../errors/index.ts'
import {
  type Binding,
  type ConnectorId,
  type Dependent,
  type OperationName,
  operationNamed,
  type RevisionId,
  scopeOf,
  splitOperation,
} from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import type { Register } from './register.ts'

export interface DependentBinding {
  readonly dependent: Dependent
  readonly operations: Iterable<OperationName>
  /** The revisions that its document was checked against. @default whatever serves */
  readonly checked?: ReadonlyMap<ConnectorId, RevisionId>
}

/**
 * Binds the operations that are new to a dependent to the revision that is active within the transaction, and keeps the
 * others where they are. Throws `operation-unknown` for an operation that its organisation does not see, and
 * `revision-changed` where one would be bound to another revision than it was checked against.
 */
export async function bindDependent(
  register: Register,
  tables: Tables,
  { dependent, operations, checked }: DependentBinding,
): Promise<void> {
  const { organisation, id } = dependent
  const before = new Map((await tables.bindings.of(organisation, id)).map((one) => [one.operation, one]))
  await tables.bindings.remove(organisation, id)
  for (const operation of new Set(operations)) {
    const kept = before.get(operation)
    const stands = kept !== undefined && (checked === undefined || isChecked(kept, checked))
    await tables.bindings.put(
      stands ? kept : await bind(register, tables, { dependent, operation, ...(checked && { checked }) }),
    )
  }
}

function isChecked({ operation, revision }: Binding, checked: ReadonlyMap<ConnectorId, RevisionId>): boolean {
  return checked.get(splitOperation(operation)?.connector ?? '') === revision
}

function assertChecked(binding: Binding, checked: DependentBinding['checked']): Binding {
  if (checked === undefined || isChecked(binding, checked)) return binding
  const { dependent, operation } = binding
  throw revisionChanged(`The connector of "${operation}" changed while "${dependent}" was checked.`, {
    hint: 'Check it again, against what serves now.',
  })
}

interface BoundOperation extends Pick<DependentBinding, 'dependent' | 'checked'> {
  readonly operation: OperationName
}

async function bind(
  register: Register,
  tables: Tables,
  { dependent: { organisation, id }, operation, checked }: BoundOperation,
): Promise<Binding> {
  const name = splitOperation(operation)
  for (const scope of [scopeOf(organisation), 'host'] as const) {
    if (name === null) break
    const { connector } = name
    const active =
      (await tables.active.get(scope, connector, organisation)) ?? (await tables.active.get(scope, connector, null))
    if (active === undefined) continue
    const binding = assertChecked({ organisation, dependent: id, operation, scope, revision: active }, checked)
    const revision = await register.revision(active, tables)
    if (revision === undefined || operationNamed(revision.model.operations, name.operation) === undefined) break
    return binding
  }
  throw operationUnknown(`"${id}" uses "${operation}", which is not in the catalogue of "${organisation}".`, {
    hint: 'Check the spelling against the catalogue; the operation may have been removed or its connector not be ready.',
  })
}
