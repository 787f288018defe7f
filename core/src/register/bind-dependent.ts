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
  /** Revisions that it goes over to, whatever serves its organisation. @default none */
  readonly ahead?: ReadonlyMap<ConnectorId, BoundRevision>
}

export type BoundRevision = Pick<Binding, 'scope' | 'revision'>

/**
 * Binds a dependent's operations within the transaction: those that were bound stay where they are, and what is new
 * goes to the revision that the dependent has of that connector already, else to the active one, so that it never has
 * two of one connector. Throws `operation-unknown` for an operation that its organisation does not see, and
 * `revision-changed` where one would be bound to another revision than it was checked against.
 */
export async function bindDependent(register: Register, tables: Tables, wanted: DependentBinding): Promise<void> {
  const { dependent, operations, checked, ahead } = wanted
  const { organisation, id } = dependent
  const before = new Map((await tables.bindings.of(organisation, id)).map((one) => [one.operation, one]))
  const binding = { register, tables, dependent, had: revisionsOf(before.values(), ahead), checked }
  await tables.bindings.remove(organisation, id)
  for (const operation of new Set(operations)) {
    const kept = before.get(operation)
    const stands = kept !== undefined && (checked === undefined || isChecked(kept, checked))
    await tables.bindings.put(stands ? kept : await bind(binding, operation))
  }
}

function isChecked({ operation, revision }: Binding, checked: ReadonlyMap<ConnectorId, RevisionId>): boolean {
  return checked.get(splitOperation(operation)?.connector ?? '') === revision
}

function revisionsOf(
  bindings: Iterable<Binding>,
  ahead: DependentBinding['ahead'],
): ReadonlyMap<ConnectorId, BoundRevision> {
  const had = [...bindings].map(
    ({ operation, scope, revision }) => [splitOperation(operation)?.connector ?? '', { scope, revision }] as const,
  )
  return new Map([...had, ...(ahead ?? [])])
}

interface Binder {
  readonly register: Register
  readonly tables: Tables
  readonly dependent: Dependent
  /** What it has, or goes over to, by connector. */
  readonly had: ReadonlyMap<ConnectorId, BoundRevision>
  readonly checked: DependentBinding['checked']
}

async function bind(binder: Binder, operation: OperationName): Promise<Binding> {
  const { organisation, id } = binder.dependent
  const name = splitOperation(operation)
  for (const candidate of name === null
    ? []
    : checkedOf(binder, operation, await candidatesFor(binder, name.connector))) {
    const revision = await binder.register.revision(candidate.revision, binder.tables)
    if (revision !== undefined && operationNamed(revision.model.operations, name?.operation ?? '') !== undefined)
      return { organisation, dependent: id, operation, ...candidate }
  }
  throw operationUnknown(`"${id}" uses "${operation}", which is not in the catalogue of "${organisation}".`, {
    hint: 'Check the spelling against the catalogue; the operation may have been removed or its connector not be ready.',
  })
}

function checkedOf(
  { dependent, checked }: Binder,
  operation: OperationName,
  candidates: readonly BoundRevision[],
): readonly BoundRevision[] {
  if (checked === undefined || candidates.length === 0) return candidates
  const asked = checked.get(splitOperation(operation)?.connector ?? '')
  const found = candidates.filter(({ revision }) => revision === asked)
  if (found.length > 0) return found
  throw revisionChanged(`The connector of "${operation}" changed while "${dependent.id}" was checked.`, {
    hint: 'Check it again, against what serves now.',
  })
}

/** What it has of the connector, then what serves: its organisation's own before the host's. */
async function candidatesFor(
  { tables, dependent: { organisation }, had }: Binder,
  connector: ConnectorId,
): Promise<readonly BoundRevision[]> {
  const candidates: BoundRevision[] = []
  const own = had.get(connector)
  if (own !== undefined) candidates.push(own)
  for (const scope of [scopeOf(organisation), 'host'] as const) {
    const revision = await tables.active.serving(scope, connector, organisation)
    if (revision === undefined) continue
    candidates.push({ scope, revision })
    break
  }
  return candidates
}
