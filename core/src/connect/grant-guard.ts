import { originRefused } from '../errors/index.ts'
import type { ConnectionId, Connector, Grant } from '../model/index.ts'
import type { CredentialPlacement } from './auth-scheme.ts'
import { type ChosenScheme, isGranted } from './grants.ts'
import { credentialsOf, type OpenedConnection } from './opened-connections.ts'
import { resolveUrl } from './resolve-url.ts'

export interface GuardSubject {
  readonly id: ConnectionId
  readonly connector: Connector
  readonly chosen: ChosenScheme
}

/** Law 2 at the lowest level: looked at again with every request and every token request. */
export interface GrantGuard {
  /**
   * Throws `origin-refused` unless every credential placed with requests may go to the URL's origin, placed like this.
   */
  assertRequest(url: string, grants: readonly Grant[]): void
  /**
   * The token endpoint, empty where nobody is asked; throws `origin-refused` unless every credential sent there may go
   * there.
   */
  tokenUrl(opened: OpenedConnection): string
}

export function createGrantGuard(subject: GuardSubject): GrantGuard {
  const { auth, scheme, name } = subject.chosen
  const placed = auth.placements(scheme).filter(({ to }) => to === 'servers')
  let allowed: { readonly grants: readonly Grant[]; readonly origins: Set<string> } | undefined

  return {
    assertRequest(url, grants) {
      if (allowed?.grants !== grants) allowed = { grants, origins: new Set() }
      const origin = originOf(url)
      if (allowed.origins.has(origin)) return
      assertPlacements(subject, { placed, origin, grants })
      allowed.origins.add(origin)
    },
    tokenUrl({ connection, secrets }) {
      if (auth.tokenEndpoint === undefined)
        throw originRefused(`The security scheme "${name}" names no token endpoint.`)
      const endpoint = auth.tokenEndpoint(scheme, credentialsOf(secrets))
      if (endpoint === undefined) return ''
      const url = resolveUrl(endpoint.url, endpoint.variables, connection)
      const sent = auth.placements(scheme).filter(({ to }) => to !== 'servers' && to.url === endpoint.url)
      assertPlacements(subject, { placed: sent, origin: originOf(url), grants: connection.grants })
      return url
    },
  }
}

/** Without parsing the URL where it is plain that its authority ends where it seems to. */
export function originOf(url: string): string {
  const plain = /^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]+(?=[/?#]|$)/.exec(url)
  return plain === null ? new URL(url).origin : plain[0]
}

function assertPlacements(
  { id, connector }: GuardSubject,
  subject: {
    readonly placed: readonly CredentialPlacement[]
    readonly origin: string
    readonly grants: readonly Grant[]
  },
): void {
  const { placed, origin, grants } = subject
  for (const { credential, placement } of placed)
    if (!isGranted({ credential, origin, placement }, grants))
      throw originRefused(
        `The credential "${credential}" of connection "${id}" to "${connector.id}" was not given for ${origin} (${placement}).`,
        { hint: 'Enter it again with connections.reauthorise, if it may go there.' },
      )
}
