import { connectionInvalid, connectionRequired, connectionUnknown } from '../errors/index.ts'
import type { Signer } from '../http/index.ts'
import {
  type Connection,
  type ConnectionId,
  type Connector,
  connectedTo,
  type JsonObject,
  type Operation,
  serversOf,
} from '../model/index.ts'
import { defaultSettings } from './check-settings.ts'
import { createGrantGuard } from './grant-guard.ts'
import { chooseScheme } from './grants.ts'
import { assertReady } from './needs-reauthorisation.ts'
import { resolveUrl } from './resolve-url.ts'
import type { AuthSchemes } from './schemes/auth-schemes.ts'
import { operationAlternatives, schemesOf } from './security-alternatives.ts'
import { createSigner, type SignerRoom } from './signer.ts'

export interface LinkRequest {
  /** Whose call it is: another organisation's connection is unknown to it. */
  readonly organisation: string
  readonly connection: ConnectionId | null
  /** The revision that will send the requests. */
  readonly connector: Connector
  readonly operation: Operation
}

export interface Link {
  /** `null` where the operation needs none and none was given. */
  readonly connection: Connection | null
  readonly settings: JsonObject
  readonly derived: JsonObject
  /**
   * The URL of the operation's first server with its variables filled in, without a trailing slash; `''` without one.
   */
  readonly baseUrl: string
  /** `null` for an operation without authentication. */
  readonly signer: Signer | null
}

export interface LinkRoom extends SignerRoom {
  readonly authSchemes: AuthSchemes
}

/** Joins a connection to an operation of one revision; {@link Connections.link} says what it throws. */
export async function linkConnection(room: LinkRoom, request: LinkRequest): Promise<Link> {
  const { connection: id, connector, operation } = request
  if (id === null) return linkWithout(request)
  const { connection } = await room.opened.read(id)
  assertOwn(connection, request)
  const baseUrl = baseUrlOf(request, connection)
  const { settings, derived } = connection
  const link = { connection, settings, derived, baseUrl }
  const use = schemeFor(connection, connector, operation)
  if (use === null) return { ...link, signer: null }
  assertReady(connection)
  const chosen = chooseScheme(connector, use.scheme, room.authSchemes, use.used)
  if (chosen === undefined) throw unfit(connection, `has no security scheme "${use.scheme}" any more`)
  const subject = { id, connector, chosen }
  if (baseUrl !== '') createGrantGuard(subject).assertRequest(baseUrl, connection.grants)
  return { ...link, signer: createSigner(room, subject) }
}

/** What a connection would fill in is the defaults, as far as there are any. */
function linkWithout(request: LinkRequest): Link {
  const { connector, operation } = request
  const settings = defaultSettings(connector)
  if (readsSettings(request, settings) || !operationAlternatives(connector, operation).includes(null))
    throw connectionRequired(`"${connector.id}.${operation.id}" needs a connection.`, {
      hint: `Make one with connections.add({ connector: "${connectedTo(connector)}", … }) and name it in the call.`,
    })
  const sources = { settings, derived: {} }
  return { connection: null, ...sources, baseUrl: baseUrlOf(request, sources), signer: null }
}

/** Whether the server's URL reads what only a connection has. */
function readsSettings({ connector, operation }: LinkRequest, settings: JsonObject): boolean {
  const [server] = serversOf(connector, operation)
  return Object.values(server?.variables ?? {}).some((variable) => {
    const known =
      variable.from.startsWith('settings.') && Object.hasOwn(settings, variable.from.slice('settings.'.length))
    return variable.default === undefined && !known
  })
}

function assertOwn({ id, organisation, connector }: Connection, request: LinkRequest): void {
  if (organisation !== request.organisation)
    throw connectionUnknown(`There is no connection "${id}" in organisation "${request.organisation}".`, {
      hint: 'List its connections with connections.list({ organisation }).',
    })
  const wanted = connectedTo(request.connector)
  if (connector !== wanted)
    throw connectionInvalid(`Connection "${id}" is one to "${connector}", not to "${wanted}".`, {
      hint: `Name a connection to "${wanted}".`,
    })
}

function baseUrlOf({ connector, operation }: LinkRequest, sources: Pick<Connection, 'settings' | 'derived'>): string {
  const [server] = serversOf(connector, operation)
  return server === undefined ? '' : resolveUrl(server.url, server.variables, sources).replace(/\/+$/, '')
}

/**
 * The connection's own scheme where the operation takes it, or those of its schemes that it takes; else none where the
 * operation takes that.
 */
function schemeFor(
  connection: Connection,
  connector: Connector,
  operation: Operation,
): { readonly scheme: string; readonly used: readonly string[] } | null {
  const alternatives = operationAlternatives(connector, operation)
  const { scheme } = connection
  const own = scheme === null ? [] : schemesOf(scheme)
  const named = alternatives.filter((each) => each !== null)
  const taken =
    named.find((each) => each === scheme) ?? named.find((each) => schemesOf(each).every((name) => own.includes(name)))
  if (scheme !== null && taken !== undefined) return { scheme, used: schemesOf(taken) }
  if (alternatives.includes(null)) return null
  const wanted = named.map((name) => `"${name}"`).join(' or ')
  throw unfit(connection, `asks for ${wanted} in "${operation.id}"`)
}

function unfit({ id, connector, scheme }: Connection, complaint: string): Error {
  return connectionInvalid(`Connection "${id}" does not fit: "${connector}" ${complaint}.`, {
    hint: `It was made with ${scheme === null ? 'no authentication' : `scheme "${scheme}"`}; reauthorise it with the other.`,
  })
}
