import type { Link } from '../connect/index.ts'
import type { CallFiles } from '../files/index.ts'
import type { Transport } from '../http/index.ts'
import {
  assertAvailable,
  type BoundCall,
  type ConnectorCode,
  createValidators,
  type Policies,
  type Storage,
} from '../invoke/index.ts'
import type { Clock, ConnectionId, Log, Operation, Revision, RevisionId } from '../model/index.ts'
import { openKernelScope, provide, type Scope } from './scope.ts'
import {
  baseUrlToken,
  clockToken,
  codeToken,
  derivedToken,
  filesToken,
  logToken,
  modelToken,
  policiesToken,
  settingsToken,
  signerToken,
  storageToken,
  transportToken,
  validateOutputToken,
  validatorsToken,
} from './tokens.ts'

/** Makes operations callable: each revision and each connection gets what it needs once, and nothing of another's. */
export interface Binder extends AsyncDisposable {
  /** Throws `operation-unavailable`, and what `link` throws. */
  bind(wanted: Wanted): Promise<BoundCall>
  /** After a connection's secrets, settings or grants changed: its next call is bound anew. */
  forget(connection: ConnectionId): Promise<void>
  /** What was made for a revision goes; its next call is bound anew. */
  forgetRevision(revision: RevisionId): Promise<void>
}

export interface Wanted {
  readonly organisation: string
  readonly revision: Revision
  readonly operation: Operation
  readonly connection: ConnectionId | null
}

export interface BinderOptions {
  readonly clock: Clock
  readonly log: Log
  readonly transport: Transport
  readonly policies: Policies
  readonly validateOutput: BoundCall['validateOutput']
  /** The functions of a revision's operations: the host's own, or run by an executor for the organisation alone. */
  code(wanted: Wanted): ConnectorCode
  /** What a connection means for an operation of this revision. Throws `connection-…`. */
  link(wanted: Wanted): Promise<Link>
  /** One area per connection; per organisation and connector where there is none. */
  storage(area: string): Storage
  files(organisation: string): CallFiles
}

/** One connection's scope with the calls made from it; a call stays usable for whoever holds it. */
interface Bound {
  readonly scope: Scope
  readonly calls: Map<string, BoundCall>
}

export function createBinder(options: BinderOptions): Binder {
  const kernel = openKernelScope([
    provide(clockToken, () => options.clock),
    provide(logToken, () => options.log),
    provide(transportToken, () => options.transport),
    provide(policiesToken, () => options.policies),
    provide(validateOutputToken, () => options.validateOutput),
  ])
  const revisions = new Map<string, Scope>()
  const connections = new Map<string, Promise<Bound>>()

  function revisionScope(revision: Revision): Scope {
    const known = revisions.get(revision.id)
    if (known !== undefined) return known
    const scope = kernel.open('revision', [
      provide(modelToken, () => revision.model),
      provide(validatorsToken, (get) => createValidators(get(modelToken))),
    ])
    revisions.set(revision.id, scope)
    return scope
  }

  async function openConnection(wanted: Wanted): Promise<Bound> {
    const { connection, settings, derived, baseUrl, signer } = await options.link(wanted)
    const area = connection?.id ?? `${wanted.organisation}/${wanted.revision.connector}`
    const scope = revisionScope(wanted.revision).open('connection', [
      provide(settingsToken, () => settings),
      provide(derivedToken, () => derived),
      provide(baseUrlToken, () => baseUrl),
      provide(signerToken, () => signer),
      provide(storageToken, () => options.storage(area)),
      provide(filesToken, () => options.files(wanted.organisation)),
      provide(codeToken, () => options.code(wanted)),
    ])
    return { scope, calls: new Map() }
  }

  function bound(wanted: Wanted): Promise<Bound> {
    const key = keyOf(wanted)
    const known = connections.get(key)
    if (known !== undefined) return known
    const opened = openConnection(wanted)
    connections.set(key, opened)
    opened.catch(() => connections.delete(key))
    return opened
  }

  async function close(isOf: (key: string) => boolean): Promise<void> {
    for (const [key, opened] of connections) {
      if (!isOf(key)) continue
      connections.delete(key)
      const known = await opened.catch(() => undefined)
      await known?.scope[Symbol.asyncDispose]()
    }
  }

  return {
    async bind(wanted) {
      assertAvailable(wanted.revision.model, wanted.operation, options.policies.has)
      const { scope, calls } = await bound(wanted)
      const known = calls.get(wanted.operation.id)
      if (known !== undefined) return known
      const call = boundCall(scope, wanted.operation)
      calls.set(call.operation.id, call)
      return call
    },
    forget: (connection) => close((key) => key.startsWith(`${connection} `)),
    async forgetRevision(revision) {
      const scope = revisions.get(revision)
      revisions.delete(revision)
      await close((key) => key.split(' ')[2] === revision)
      await scope?.[Symbol.asyncDispose]()
    },
    [Symbol.asyncDispose]: () => kernel[Symbol.asyncDispose](),
  }
}

/** Operations of one revision share a connection's scope, unless one asks for other security or has its own servers. */
function keyOf({ organisation, revision, operation, connection }: Wanted): string {
  const apart = operation.security !== undefined || operation.servers !== undefined
  return `${connection ?? '-'} ${organisation} ${revision.id} ${apart ? operation.id : ''}`
}

function boundCall({ get }: Scope, operation: Operation): BoundCall {
  const { actions, polls } = get(codeToken)
  const [code, codePoll] = [actions.get(operation.id), polls.get(operation.id)]
  return {
    operation,
    connector: get(modelToken),
    validators: get(validatorsToken),
    baseUrl: get(baseUrlToken),
    signer: get(signerToken),
    settings: get(settingsToken),
    derived: get(derivedToken),
    transport: get(transportToken),
    storage: get(storageToken),
    files: get(filesToken),
    clock: get(clockToken),
    log: get(logToken),
    policies: get(policiesToken),
    validateOutput: get(validateOutputToken),
    ...(code !== undefined && { code }),
    ...(codePoll !== undefined && { codePoll }),
  }
}
