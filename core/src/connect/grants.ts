import { connectionInvalid } from '../errors/index.ts'
import {
  allServers,
  authorityEnd,
  type Connection,
  type Connector,
  type Grant,
  type JsonObject,
  type SecurityScheme,
  type Server,
} from '../model/index.ts'
import type { AuthScheme } from './auth-scheme.ts'
import { resolveOrigin, type UrlSources } from './resolve-url.ts'
import type { AuthSchemes } from './schemes/auth-schemes.ts'
import { combined } from './schemes/combined.ts'
import { schemesOf } from './security-alternatives.ts'

/** A security scheme of a connector with what serves its type. */
export interface ChosenScheme {
  readonly name: string
  readonly scheme: SecurityScheme
  readonly auth: AuthScheme
}

/**
 * What serves a connection's scheme, `name`, which may be several together; of these, it signs with those `used`.
 * `undefined` where the connector has no scheme of that name; throws `connection-invalid` where nothing serves its
 * type.
 */
export function chooseScheme(
  connector: Connector,
  name: string,
  authSchemes: AuthSchemes,
  used?: readonly string[],
): ChosenScheme | undefined {
  const names = schemesOf(name)
  const parts = names.map((each) => partOf(connector, each, authSchemes)).filter((part) => part !== undefined)
  const [first] = parts
  if (first === undefined || parts.length < names.length) return undefined
  return parts.length === 1 ? first : { name, scheme: first.scheme, auth: combined(parts, used ?? names) }
}

function partOf(connector: Connector, name: string, authSchemes: AuthSchemes): ChosenScheme | undefined {
  const { securitySchemes } = connector
  const scheme = Object.hasOwn(securitySchemes, name) ? securitySchemes[name] : undefined
  if (scheme === undefined) return undefined
  const auth = authSchemes.get(scheme.type)
  if (auth !== undefined) return { name, scheme, auth }
  throw connectionInvalid(
    `Nothing here knows security schemes of type "${scheme.type}" ("${connector.id}", "${name}").`,
    {
      hint: 'Add the extension that brings it.',
    },
  )
}

export interface GrantSubject {
  readonly connector: Connector
  /** Name of the security scheme; `null` grants nothing. */
  readonly scheme: string | null
  readonly settings: JsonObject
  readonly derived?: JsonObject
}

/**
 * Where each credential of a scheme goes with these settings: the origin of every server that the connector or one of
 * its operations has, and the token endpoint, with its placement. Sorted, none twice. Throws `connection-invalid`,
 * naming the setting.
 */
export function computeGrants(subject: GrantSubject, authSchemes: AuthSchemes): readonly Grant[] {
  const { settings, derived = {} } = subject
  return grantsBy(subject, authSchemes, (server) => resolveOrigin(server, { settings, derived }))
}

/**
 * Where a revision would send a stored connection's credentials beyond its grants (Law 2): with nothing here, it stays
 * within them. Computed with the connection's settings as they are, whatever else a pattern or a map would admit; a URL
 * that these settings cannot fill counts as beyond, with its authority as the manifest writes it.
 */
export function grantsBeyond(connection: Connection, connector: Connector, authSchemes: AuthSchemes): readonly Grant[] {
  const { scheme, settings, derived, grants } = connection
  if (!isServed(connector, scheme, authSchemes)) return []
  const needed = grantsBy({ connector, scheme, settings, derived }, authSchemes, (server) =>
    originOrTemplate(server, { settings, derived }),
  )
  return needed.filter((grant) => !isGranted(grant, grants))
}

/** What nothing here can sign goes nowhere; with the extension that can, the signer looks at the grants again. */
function isServed({ securitySchemes }: Connector, scheme: string | null, authSchemes: AuthSchemes): boolean {
  if (scheme === null) return false
  return schemesOf(scheme).every(
    (name) => Object.hasOwn(securitySchemes, name) && authSchemes.has(securitySchemes[name]?.type ?? ''),
  )
}

/** Header names are compared without case (RFC 9110 section 5.1). */
export function isGranted(needed: Grant, grants: readonly Grant[]): boolean {
  return grants.some(
    ({ credential, origin, placement }) =>
      credential === needed.credential &&
      origin === needed.origin &&
      comparable(placement) === comparable(needed.placement),
  )
}

function comparable(placement: string): string {
  return placement.startsWith('header ') ? placement.toLowerCase() : placement
}

function grantsBy(
  { connector, scheme }: GrantSubject,
  authSchemes: AuthSchemes,
  originOf: (server: Server) => string,
): readonly Grant[] {
  const chosen = scheme === null ? undefined : chooseScheme(connector, scheme, authSchemes)
  if (chosen === undefined) return []
  const grants = chosen.auth.placements(chosen.scheme).flatMap(({ credential, placement, to }) =>
    (to === 'servers' ? allServers(connector) : [to]).map((server) => ({
      credential,
      origin: originOf(server),
      placement,
    })),
  )
  const unique = new Map(
    grants.map((grant) => [JSON.stringify([grant.credential, grant.origin, grant.placement]), grant]),
  )
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, grant]) => grant)
}

function originOrTemplate(server: Server, sources: UrlSources): string {
  try {
    return resolveOrigin(server, sources)
  } catch {
    return server.url.slice(0, authorityEnd(server.url))
  }
}
