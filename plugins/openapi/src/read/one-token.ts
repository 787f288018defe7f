import { dict, type OAuth2Scheme, type SecurityRequirement, type SecurityScheme } from '@jackfield/core'

type Schemes = Readonly<Record<string, SecurityScheme>>

/**
 * Several OAuth 2.0 schemes together of one authorisation server, such as one for each flow: a request carries one token
 * (RFC 6750, section 2), so that it is one with the scopes of all, by the scheme that can ask for it. Others stay as they are.
 */
export function oneToken(requirement: SecurityRequirement, schemes: Schemes): SecurityRequirement {
  const names = Object.keys(requirement).filter((name) => schemes[name]?.type === 'oauth2')
  if (names.length < 2) return requirement
  const scopes = [...new Set(names.flatMap((name) => requirement[name] ?? []))]
  const issuer = names.toSorted((a, b) => rank(schemes[a]) - rank(schemes[b])).find((name) => canAsk(name))
  if (issuer === undefined) return requirement
  return dict(
    Object.entries(requirement).flatMap(([name, own]) => {
      if (name === issuer) return [[name, scopes] as const]
      return names.includes(name) ? [] : [[name, own] as const]
    }),
  )

  function canAsk(name: string): boolean {
    const scheme = schemes[name] as OAuth2Scheme
    const declared = Object.values(scheme.flows).flatMap((flow) => Object.keys(flow.scopes))
    const shared = names.every((other) => haveOneServer(scheme, schemes[other] as OAuth2Scheme))
    return shared && scopes.every((scope) => declared.includes(scope))
  }
}

/** A token that is asked for goes before one that has to be entered. */
function rank(scheme: SecurityScheme | undefined): number {
  return scheme?.type === 'oauth2' && Object.keys(scheme.flows).some((flow) => flow !== 'implicit') ? 0 : 1
}

function haveOneServer(one: OAuth2Scheme, other: OAuth2Scheme): boolean {
  const urls = endpointsOf(other)
  return endpointsOf(one).some((url) => urls.includes(url))
}

function endpointsOf({ flows }: OAuth2Scheme): readonly string[] {
  return Object.values(flows).flatMap((flow) => [
    ...('authorizationUrl' in flow ? [flow.authorizationUrl] : []),
    ...('tokenUrl' in flow ? [flow.tokenUrl] : []),
  ])
}
