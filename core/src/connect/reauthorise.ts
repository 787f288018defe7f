import { connectionInvalid, connectionUnknown } from '../errors/index.ts'
import {
  allServers,
  type Connection,
  type ConnectionId,
  type Connector,
  canonicalJson,
  type JsonObject,
  pointer,
} from '../model/index.ts'
import type { Store, StoredConnection } from '../store/index.ts'
import { checkConnection } from './check-connection.ts'
import { checkSettings } from './check-settings.ts'
import { checkUrls, tokenEndpoints } from './check-urls.ts'
import type { Reauthorisation } from './connections.ts'
import { settle } from './derive/settle.ts'
import type { Settled, SettleRoom } from './derive/settling.ts'
import { grantsBeyond } from './grants.ts'
import { authoritySettings } from './resolve-url.ts'
import type { AuthSchemes } from './schemes/auth-schemes.ts'
import type { Sealing } from './sealing.ts'

interface Room extends SettleRoom {
  readonly store: Store
  readonly sealing: Sealing
}

interface Request {
  readonly id: ConnectionId
  readonly connector: Connector
  readonly entered: Reauthorisation
}

/** Stores what was entered over the connection as it is, again where its tokens were renewed meanwhile. */
export async function reauthorise(room: Room, request: Request): Promise<Connection> {
  if (request.entered.credentials !== undefined)
    return layOver(room, { id: request.id, settled: await settleAnew(room, request) })
  for (;;) {
    const stored = await storedOf(room, request.id)
    const next = await withSettings(room, request, stored)
    if (await room.store.tables.connections.swap({ ...next, version: stored.version })) return next.connection
  }
}

/** Stores what was settled in place of what a connection was. Throws `connection-unknown`. */
export async function layOver(
  room: Pick<Room, 'store' | 'sealing'>,
  { id, settled }: { readonly id: ConnectionId; readonly settled: Settled },
): Promise<Connection> {
  const connection: Connection = { ...settled.connection, id }
  const sealed = await sealedOf({ connection, secrets: settled.secrets }, room.sealing)
  for (;;) {
    const { version } = await storedOf(room, id)
    if (await room.store.tables.connections.swap({ connection, sealed, version })) return connection
  }
}

/** What a connection's secrets are stored as; `null` where it has none. */
export async function sealedOf(
  { connection, secrets }: { readonly connection: Connection; readonly secrets: Settled['secrets'] },
  sealing: Sealing,
): Promise<string | null> {
  const none = connection.scheme === null && Object.keys(secrets.entered).length === 0
  return none ? null : sealing.seal(secrets, connection)
}

type Next = Pick<StoredConnection, 'connection' | 'sealed'>

async function storedOf({ store }: Pick<Room, 'store'>, id: ConnectionId): Promise<StoredConnection> {
  const stored = await store.tables.connections.get(id)
  if (stored !== undefined) return stored
  throw connectionUnknown(`Connection "${id}" was removed.`, { hint: 'Make a new one with connections.add.' })
}

async function settleAnew(room: Room, request: Request): Promise<Settled> {
  const { connector, entered } = request
  const { organisation, scheme, settings } = (await storedOf(room, request.id)).connection
  const checked = await checkConnection(connector, { scheme, settings, ...entered }, room.authSchemes)
  return settle(room, { organisation, checked })
}

/** Keeps the secrets and their grants, so nothing that says where they go may change (Law 2). */
async function withSettings({ authSchemes }: Room, request: Request, stored: StoredConnection): Promise<Next> {
  const { connector, entered } = request
  const { scheme, derived } = stored.connection
  const { settings, problems } = await checkSettings(connector, entered.settings ?? stored.connection.settings)
  const all = problems.length > 0 ? problems : checkUrls(connector, { scheme, settings, derived }, authSchemes)
  if (all.length > 0) throw connectionInvalid(`The settings are not valid: ${all[0]?.message}`, { problems: all })
  const connection = { ...stored.connection, settings }
  assertSecretsStay({ request, before: stored.connection, connection }, authSchemes)
  return { connection, sealed: stored.sealed }
}

function assertSecretsStay(
  { request, before, connection }: { request: Request; before: Connection; connection: Connection },
  authSchemes: AuthSchemes,
): void {
  const { connector, entered } = request
  const { scheme, settings } = connection
  if (scheme === null && entered.scheme === undefined) return
  const endpoints = [...allServers(connector), ...tokenEndpoints(connector, scheme, authSchemes)]
  const names = [...new Set(endpoints.flatMap(authoritySettings))]
  const moved = names.filter((name) => settingText(settings, name) !== settingText(before.settings, name))
  const beyond = grantsBeyond(connection, connector, authSchemes).length > 0
  const otherScheme = entered.scheme !== undefined && entered.scheme !== scheme
  if (moved.length === 0 && !beyond && !otherScheme && before.status === 'ready') return
  const why = moved.length > 0 ? `: ${moved.map((name) => `"${name}"`).join(', ')} decides where they are sent` : ''
  throw connectionInvalid(`The credentials of connection "${request.id}" have to be entered again${why}.`, {
    hint: 'Give credentials besides.',
    problems: moved.map((name) => ({
      code: 'credential-missing',
      message: `Setting "${name}" decides where the credentials are sent, so they have to be entered again.`,
      pointer: pointer('settings', name),
    })),
  })
}

const settingText = (settings: JsonObject, name: string): string => canonicalJson(settings[name])
