import { assertAvailable, type BoundCall } from '../invoke/index.ts'
import type { ConnectionId, Operation, RevisionId } from '../model/index.ts'
import type { BinderOptions, Wanted } from './binder-options.ts'
import type { OpenedScopes } from './open-scopes.ts'
import type { Scope } from './scope.ts'

/** Makes operations callable: each revision and each connection gets what it needs once, and nothing of another's. */
export interface Binder extends AsyncDisposable {
  /** At once where it was bound before. Throws or rejects with `operation-unavailable`, and what `link` throws. */
  bind(wanted: Wanted): BoundCall | Promise<BoundCall>
  /** After a connection's secrets, settings or grants changed: its next call is bound anew. */
  forget(connection: ConnectionId): Promise<void>
  /** What was made for a revision goes; its next call is bound anew. */
  forgetRevision(revision: RevisionId): Promise<void>
}

/** One connection's scope with the calls made from it; a call stays usable for whoever holds it. */
interface Bound {
  readonly scope: Scope
  readonly calls: Map<string, BoundCall>
  make(operation: Operation): BoundCall
}

export function createBinder(options: BinderOptions): Binder {
  const connections = new Map<string, Promise<Bound>>()
  /** Those of them that are there. */
  const opened = new Map<string, Bound>()
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

  function bound(key: string, wanted: Wanted): Promise<Bound> {
    const known = connections.get(key)
    if (known !== undefined) return known
    const connecting = openConnection(wanted)
    connections.set(key, connecting)
    connecting.then(
      (there) => connections.get(key) === connecting && opened.set(key, there),
      () => connections.delete(key),
    )
    return connecting
  }

  async function close(isOf: (key: string) => boolean): Promise<void> {
    for (const [key, connecting] of connections) {
      if (!isOf(key)) continue
      connections.delete(key)
      opened.delete(key)
      const known = await connecting.catch(() => undefined)
      await known?.scope[Symbol.asyncDispose]()
    }
  }

  return {
    bind(wanted) {
      assertAvailable(wanted.revision.model, wanted.operation, options.policies.has)
      const key = keyOf(wanted)
      const there = opened.get(key)
      return there === undefined ? bound(key, wanted).then((one) => callOf(one, wanted)) : callOf(there, wanted)
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

function callOf({ calls, make }: Bound, { operation }: Wanted): BoundCall {
  const known = calls.get(operation.id)
  if (known !== undefined) return known
  const call = make(operation)
  calls.set(operation.id, call)
  return call
}

/** Operations of one revision share a connection's scope, unless one asks for other security or has its own servers. */
function keyOf({ organisation, revision, operation, connection }: Wanted): string {
  const apart = operation.security !== undefined || operation.servers !== undefined
  return `${connection ?? '-'} ${organisation} ${revision.id} ${apart ? operation.id : ''}`
}
