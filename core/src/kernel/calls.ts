import type { Binder } from '../bind/index.ts'
import type { ChoiceRequest, DescribedStore, Family } from '../choices/index.ts'
import { argumentInvalid, connectionUnknown, connectorUnknown, operationUnknown } from '../errors/index.ts'
import type { RunCall } from '../extend/index.ts'
import {
  assertAvailable,
  type BoundCall,
  bothValidators,
  type CallRequest,
  confirm,
  invoke,
  iterate,
  type Outcome,
  type Policies,
} from '../invoke/index.ts'
import {
  type ConnectionId,
  type ConnectorId,
  type Json,
  type Operation,
  type OperationName,
  operationName,
  type Revision,
  type RevisionId,
  splitOperation,
} from '../model/index.ts'
import type { Register } from '../register/index.ts'
import type { Store } from '../store/index.ts'
import type { InvokeOptions } from './kernel.ts'
import { nearest, operationOf } from './operation-of.ts'
import type { Waking } from './waking.ts'

/** Which revision of an operation somebody uses, over which connection. */
export interface Calls {
  /** What the host asks for: the dependent's binding, else the active revision. */
  invoke(operation: OperationName, options: InvokeOptions): Promise<Outcome>
  /** The same, element by element. */
  iterate(operation: OperationName, options: InvokeOptions): AsyncGenerator<Json>
  /** What a run asks for: exactly the revision that it began with. */
  invokeRun(call: RunCall): Promise<Outcome>
  confirmRun(call: RunCall): Promise<Json>
  /** The operation of a stored revision. Throws `operation-unknown`, `connector-unknown`. */
  operation(name: OperationName, revision: RevisionId): Promise<Operation>
  /** The call that a dependent is bound to. */
  bound(use: Use): Promise<BoundCall>
  /**
   * An operation's call, and by id the calls of others of its revision. Throws what `organisation` and `bound` throw.
   */
  family(request: ChoiceRequest): Promise<Family>
  /** What a dependent is bound to, without its connection. */
  used(use: Omit<Use, 'connection'>): Promise<{ readonly operation: Operation; readonly revision: RevisionId }>
  /** The revision of a connector that a dependent is bound to. */
  boundRevision(
    dependent: { readonly organisation: string; readonly dependent: string },
    connector: ConnectorId,
  ): Promise<Revision | undefined>
  /** The operation of what a dependent is bound to. Throws `operation-unavailable`. */
  available(use: Omit<Use, 'connection'>): Promise<Operation>
  /** A call of exactly this revision. */
  boundTo(use: Omit<Use, 'dependent'> & { readonly revision: RevisionId }): Promise<BoundCall>
  /** The organisation that a call is for: its connection's. */
  organisation(use: { readonly connection?: ConnectionId | null; readonly organisation?: string }): Promise<string>
}

export interface Use {
  readonly organisation: string
  readonly operation: OperationName
  readonly connection: ConnectionId | null
  readonly dependent?: string
}

interface MadeStep {
  readonly organisation: string
  readonly dependent: string | undefined
  readonly step: string | undefined
}

interface Asked {
  readonly call: BoundCall
  readonly request: CallRequest
}

export interface CallsOptions {
  readonly store: Store
  readonly register: Register
  readonly waking: Pick<Waking, 'serving'>
  readonly binder: Binder
  readonly described: DescribedStore
  readonly policies: Policies
}

export function createCalls({ store, register, waking, binder, described, policies }: CallsOptions): Calls {
  /** A connection never changes hands. */
  const owners = new Map<ConnectionId, string>()

  async function bound(use: Use): Promise<BoundCall> {
    return bindIn(await chosen(use.organisation, use.operation, use.dependent), use)
  }

  function bindIn(revision: Revision, { organisation, operation, connection }: Use): BoundCall | Promise<BoundCall> {
    return binder.bind({ organisation, revision, operation: operationOf(revision, operation), connection })
  }

  async function family(request: ChoiceRequest): Promise<Family> {
    const { operation, connection = null, dependent } = request
    const whose = await organisation(request)
    const revision = await chosen(whose, operation, dependent)
    const connector = splitOperation(operation)?.connector ?? ''
    const of = async (name: OperationName): Promise<BoundCall> =>
      bindIn(revision, { organisation: whose, operation: name, connection })
    return { call: await of(operation), sibling: (id) => of(operationName(connector, id)) }
  }

  /** A step that was made with what the service says of its fields is checked by that. */
  async function asMade(call: BoundCall, step: MadeStep): Promise<BoundCall> {
    if (call.operation.schemaFrom === undefined || step.dependent === undefined) return call
    const usages = await store.tables.usages.of(step.organisation, step.dependent)
    const digest = usages.find((usage) => usage.step === step.step)?.resolvedSchema
    const said = digest === undefined ? undefined : await described.validators(digest)
    return said === undefined ? call : { ...call, validators: bothValidators(call.validators, said) }
  }

  /** At once where nothing has to be read, as for most calls. */
  function chosen(organisation: string, operation: OperationName, dependent?: string): Revision | Promise<Revision> {
    const connector = dependent === undefined ? splitOperation(operation)?.connector : undefined
    const atHand = connector === undefined ? undefined : register.atHand(organisation, connector)
    return atHand?.revision ?? choose(organisation, operation, dependent)
  }

  async function choose(organisation: string, operation: OperationName, dependent?: string): Promise<Revision> {
    // A binding may move, and what it was to be dropped, between the two questions.
    for (let asked: RevisionId | undefined; dependent !== undefined; ) {
      const binding = await store.tables.bindings.get(organisation, dependent, operation)
      if (binding === undefined) break
      const found = await register.revision(binding.revision)
      if (found !== undefined) return found
      if (binding.revision === asked) return stored(asked)
      asked = binding.revision
    }
    const connector = splitOperation(operation)?.connector ?? ''
    const active = await waking.serving(organisation, connector)
    if (active !== undefined) return active.revision
    throw connectorUnknown(`There is no connector "${connector}" for "${operation}".`, {
      hint: nearest(
        connector,
        register.visible(organisation).map((one) => one.connector),
      ),
    })
  }

  async function stored(id: RevisionId): Promise<Revision> {
    const revision = await register.revision(id)
    if (revision === undefined) throw connectorUnknown(`Revision ${id} is not in the store.`)
    return revision
  }

  async function runCall(use: Parameters<Calls['boundTo']>[0]): Promise<BoundCall> {
    const { organisation, operation, revision, connection } = use
    const found = await stored(revision)
    return binder.bind({ organisation, revision: found, operation: operationOf(found, operation), connection })
  }

  async function ownerOf(connection: ConnectionId): Promise<string> {
    const found = await store.tables.connections.get(connection)
    if (found === undefined) throw connectionUnknown(`There is no connection "${connection}".`)
    owners.set(connection, found.connection.organisation)
    return found.connection.organisation
  }

  async function organisation(use: { connection?: ConnectionId | null; organisation?: string }): Promise<string> {
    if (use.connection == null) return use.organisation ?? ''
    const own = owners.get(use.connection) ?? (await ownerOf(use.connection))
    if (use.organisation !== undefined && use.organisation !== own)
      throw connectionUnknown(`"${use.organisation}" has no connection "${use.connection}".`)
    return own
  }

  async function asked(operation: OperationName, options: InvokeOptions): Promise<Asked> {
    const { input = {}, connection = null, dependent, step, signal, idempotencyKey = crypto.randomUUID() } = options
    const own = connection === null ? undefined : owners.get(connection)
    const isKnown = own !== undefined && (options.organisation ?? own) === own
    const whose = isKnown ? own : await organisation(options)
    const use = { organisation: whose, operation, connection, ...(dependent !== undefined && { dependent }) }
    const revision = chosen(whose, operation, dependent)
    const binding = bindIn(revision instanceof Promise ? await revision : revision, use)
    const call = binding instanceof Promise ? await binding : binding
    call.log.debug(`${operation} is invoked.`, { ...use, step })
    if (call.operation.kind !== 'action')
      throw argumentInvalid(`"${operation}" is a trigger: it can't be invoked.`, { hint: 'Use listen() to hear it.' })
    const isPlain = call.operation.schemaFrom === undefined
    const made = isPlain ? call : await asMade(call, { organisation: whose, dependent, step })
    return { call: made, request: { input, idempotencyKey, ...(signal && { signal }) } }
  }

  return {
    bound,
    boundTo: runCall,
    async used({ organisation: whose, operation, dependent }) {
      const revision = await chosen(whose, operation, dependent)
      return { operation: operationOf(revision, operation), revision: revision.id }
    },
    async available({ organisation: whose, operation, dependent }) {
      const revision = await chosen(whose, operation, dependent)
      const found = operationOf(revision, operation)
      assertAvailable(revision.model, found, policies.has)
      return found
    },
    async boundRevision({ organisation: whose, dependent }, connector) {
      const bindings = await store.tables.bindings.of(whose, dependent)
      const own = bindings.find(({ operation }) => splitOperation(operation)?.connector === connector)
      return own && register.revision(own.revision)
    },
    family,
    organisation,
    operation: async (name, revision) => operationOf(await stored(revision), name),
    async invoke(operation, options) {
      const { call, request } = await asked(operation, options)
      return await invoke(call, request)
    },
    async *iterate(operation, options) {
      const { call, request } = await asked(operation, options)
      yield* iterate(call, request)
    },
    async invokeRun(run) {
      const { input, idempotencyKey, signal, organisation: whose, dependent, step } = run
      const call = await asMade(await runCall(run), run)
      call.log.debug(`${run.operation} is invoked.`, { organisation: whose, dependent, step, idempotencyKey })
      return invoke(call, { input, idempotencyKey, ...(signal && { signal }) })
    },
    async confirmRun(run) {
      const call = await runCall(run)
      const by = call.operation.confirm?.operation
      if (by === undefined) throw operationUnknown(`"${run.operation}" has no confirm operation.`)
      const asked = await runCall({ ...run, operation: `${call.connector.id}.${by}` })
      const { input, idempotencyKey, signal } = run
      return confirm(call, asked, { input, idempotencyKey, ...(signal && { signal }) })
    },
  }
}
