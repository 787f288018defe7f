import { connectionNeedsReauthorisation, isJackfieldError, JackfieldError, kernelClosed } from '../errors/index.ts'
import type { Clock, ConnectionId, Log } from '../model/index.ts'
import type { Store } from '../store/index.ts'
import type { Renewed } from './auth-scheme.ts'
import { assertStays } from './derive/assert-stays.ts'
import { assertReady, markNeedsReauthorisation } from './needs-reauthorisation.ts'
import { credentialsOf, type OpenedConnection, type OpenedConnections } from './opened-connections.ts'
import type { Sealing } from './sealing.ts'
import type { TokenNeed } from './token-need.ts'
import { areUsable, learntFrom } from './usable-tokens.ts'

export interface RenewalRoom {
  readonly store: Store
  readonly sealing: Sealing
  readonly opened: OpenedConnections
  readonly clock: Clock
  readonly log: Log
  /** Unsigned, for token requests. */
  readonly fetch: typeof fetch
  /** Aborts when nothing can wait for tokens any longer. */
  readonly closing: AbortSignal
}

/** Longer than a token request can take, so that a lease is not lost while its holder waits for the answer. */
const leaseTime = 60_000
const requestTime = 30_000
const waitForHolder = 50

/**
 * Renews the tokens while holding the connection's lease, so that no other process does; whoever waited for the lease
 * finds the new tokens stored. They are stored before anybody uses them. No transaction is held meanwhile.
 */
export async function renewUnderLease(room: RenewalRoom, need: TokenNeed): Promise<OpenedConnection> {
  const { store, clock, log } = room
  const lease = { name: `tokens ${need.id}`, holder: crypto.randomUUID() }
  for (;;) {
    const opened = await readReady(room, need.id)
    if (areUsable(opened, need.refused, clock.now())) return opened
    const now = clock.now()
    if (await store.tables.leases.acquire({ ...lease, now, until: now + leaseTime })) break
    await waitForOther(room)
  }
  try {
    const opened = await readReady(room, need.id)
    return areUsable(opened, need.refused, clock.now()) ? opened : await renew(room, need, opened)
  } finally {
    await store.tables.leases
      .release(lease.name, lease.holder)
      .catch(() => log.warn('A lease could not be released; it ends by itself.', { connection: need.id }))
  }
}

async function waitForOther({ clock, closing }: RenewalRoom): Promise<void> {
  await clock.sleep(waitForHolder)
  if (closing.aborted) throw kernelClosed('Jackfield was closed while another process renewed a token.')
}

async function readReady({ opened }: RenewalRoom, id: ConnectionId): Promise<OpenedConnection> {
  const read = await opened.read(id)
  assertReady(read.connection)
  return read
}

async function renew(room: RenewalRoom, need: TokenNeed, opened: OpenedConnection): Promise<OpenedConnection> {
  try {
    const renewed = await ask(room, need, opened)
    assertStays(need.connector, opened, renewed)
    return await keep(room, opened, renewed)
  } catch (error) {
    if (!isJackfieldError(error)) throw error
    if (error.code !== 'connection-needs-reauthorisation' || opened.draft) throw about(opened, error)
    const { id, connector } = opened.connection
    if (!(await markNeedsReauthorisation(room.store.tables, id, opened.sealed))) return room.opened.read(id)
    room.opened.forget(id)
    const message = `Connection "${id}" to "${connector}" has to be authorised again. ${error.message}`
    throw connectionNeedsReauthorisation(message, {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    })
  }
}

async function ask({ fetch, closing }: RenewalRoom, need: TokenNeed, opened: OpenedConnection): Promise<Renewed> {
  const { auth, scheme } = need.chosen
  if (auth.renew === undefined) return { credentials: {} }
  return auth.renew({
    scheme,
    credentials: credentialsOf(opened.secrets),
    tokenUrl: need.tokenUrl(opened),
    fetch,
    signal: AbortSignal.any([AbortSignal.timeout(requestTime), closing]),
  })
}

/**
 * Compare and set: where the credentials were entered again meanwhile, the answer belongs to those before and is
 * dropped.
 */
async function keep(room: RenewalRoom, before: OpenedConnection, renewed: Renewed): Promise<OpenedConnection> {
  const { store, sealing, opened, clock } = room
  const { entered, learnt: known } = before.secrets
  const secrets = { entered, learnt: learntFrom(renewed, clock.now(), known?.credentials) }
  const { id } = before.connection
  if (before.draft) {
    opened.draft({ ...before, secrets })
    return opened.read(id)
  }
  const sealed = await sealing.seal(secrets, before.connection)
  for (let latest = before; latest.sealed === before.sealed; latest = await opened.read(id)) {
    const { connection, version } = latest
    if (await store.tables.connections.swap({ connection, sealed, version })) break
  }
  return readReady(room, id)
}

/** A request that was not sent for want of a token had no effect, whatever became of the token request. */
function about({ connection }: OpenedConnection, error: JackfieldError): JackfieldError {
  const { code, message, hint, status, retryAfter } = error
  return new JackfieldError(
    code,
    `No token for connection "${connection.id}" to "${connection.connector}": ${message}`,
    {
      ...(hint === undefined ? {} : { hint }),
      ...(status === undefined ? {} : { status }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
      cause: error,
    },
  )
}
