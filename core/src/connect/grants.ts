import { connectionInvalid } from '../errors/index.ts'
import type { Connection, Connector, Grant, JsonObject, SecurityScheme, Server } from '../model/index.ts'
import type { AuthScheme } from './auth-scheme.ts'
import { resolveOrigin, type UrlSources } from './resolve-url.ts'
import type { AuthSchemes } from './schemes/auth-schemes.ts'

/** A security scheme of a connector with what serves its type. */
export interface ChosenScheme {
  readonly name: string
  readonly scheme: SecurityScheme
  readonly auth: AuthScheme
}

/** `undefined` where the connector has no scheme of that name; throws `connection-invalid` where nothing serves its type. */
export function chooseScheme(connector: Connector, name: string, authSchemes: AuthSchemes): ChosenScheme | undefined {
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
 * Where each credential of a scheme goes with these settings: the origin of every server that the connector has, and the
 * token endpoint, with its placement. Sorted, none twice. Throws `connection-invalid`, naming the setting.
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
  const needed = grantsBy({ connector, scheme, settings }, authSchemes, (server) =>
    originOrTemplate(server, { settings, derived }),
  )
  return needed.filter((grant) => !isGranted(grant, grants))
}

/** What nothing here can sign goes nowhere; with the extension that can, the signer looks at the grants again. */
function isServed({ securitySchemes }: Connector, scheme: string | null, authSchemes: AuthSchemes): boolean {
  const type = scheme !== null && Object.hasOwn(securitySchemes, scheme) ? securitySchemes[scheme]?.type : undefined
  return type !== undefined && authSchemes.has(type)
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
    (to === 'servers' ? connector.servers : [to]).map((server) => ({
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
    return server.url.replace(/^([^:]*:\/\/[^/?#]*).*$/s, '$1')
  }
}
