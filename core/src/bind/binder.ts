import type { Link } from '../connect/index.ts'
import type { CallFiles } from '../files/index.ts'
import type { Transport } from '../http/index.ts'
import { assertAvailable, type BoundCall, type ConnectorCode, type Policies, type Storage } from '../invoke/index.ts'
import type { Clock, ConnectionId, Log, Operation, Revision, RevisionId } from '../model/index.ts'
import type { OpenedScopes } from './open-scopes.ts'
import type { Scope } from './scope.ts'

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
  make(operation: Operation): BoundCall
}

export function createBinder(options: BinderOptions): Binder {
  const connections = new Map<string, Promise<Bound>>()
  let opening: Promise<OpenedScopes> | undefined

  /** What composes is loaded with the first call: a start needs none of it. */
  function scopes(): Promise<OpenedScopes> {
    opening ??= import('./open-scopes.ts').then(({ openScopes }) => openScopes(options))
    return opening
  }

  async function openConnection(wanted: Wanted): Promise<Bound> {
    const link = await options.link(wanted)
    const { connection, call } = await scopes()
    const scope = connection(wanted, link)
    return { scope, calls: new Map(), make: (operation) => call(scope, operation) }
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
      const { calls, make } = await bound(wanted)
      const known = calls.get(wanted.operation.id)
      if (known !== undefined) return known
      const call = make(wanted.operation)
      calls.set(call.operation.id, call)
      return call
    },
    forget: (connection) => close((key) => key.startsWith(`${connection} `)),
    async forgetRevision(revision) {
      const scope = (await opening)?.takeRevision(revision)
      await close((key) => key.split(' ')[2] === revision)
      await scope?.[Symbol.asyncDispose]()
    },
    async [Symbol.asyncDispose]() {
      await (await opening)?.kernel[Symbol.asyncDispose]()
    },
  }
}

/** Operations of one revision share a connection's scope, unless one asks for other security or has its own servers. */
function keyOf({ organisation, revision, operation, connection }: Wanted): string {
  const apart = operation.security !== undefined || operation.servers !== undefined
  return `${connection ?? '-'} ${organisation} ${revision.id} ${apart ? operation.id : ''}`
}
