import { dict, type OAuth2Scheme, type SecurityRequirement, type SecurityScheme } from '@jackfield/core'

type Schemes = Readonly<Record<string, SecurityScheme>>
type Flow = NonNullable<OAuth2Scheme['flows'][keyof OAuth2Scheme['flows']]>

/**
 * Schemes together that each want a bearer token, of which a request carries one (RFC 6750, section 2): it is the same
 * for all. Several of OAuth 2.0 are of one authorisation server, such as one for each flow, and the token is asked for
 * with the scopes of all by the scheme that can; `http` with `bearer` is content with any. Others stay as they are.
 */
export function oneToken(requirement: SecurityRequirement, schemes: Schemes): SecurityRequirement {
  const issuing = Object.keys(requirement).filter((name) => /^(oauth2|openIdConnect)$/.test(schemes[name]?.type ?? ''))
  const bearers = Object.keys(requirement).filter((name) => isBearer(schemes[name]))
  if (issuing.length + bearers.length < 2) return requirement
  const scopes = [...new Set(issuing.flatMap((name) => requirement[name] ?? []))]
  const [first, ...others] = issuing
  const issuer = others.length === 0 ? first : issuerOf(issuing, scopes, schemes)
  if (issuing.length > 0 && issuer === undefined) return requirement
  const left = issuer ?? bearers[0]
  const same = new Set([...issuing, ...bearers])
  return dict(
    Object.entries(requirement).flatMap(([name, own]) => {
      if (name === left) return [[name, issuer === undefined ? own : scopes] as const]
      return same.has(name) ? [] : [[name, own] as const]
    }),
  )
}

function isBearer(scheme: SecurityScheme | undefined): boolean {
  return scheme?.type === 'http' && scheme.scheme === 'bearer'
}

/**
 * Of several with one server, the one that asks for a token with all scopes there, whichever flow a connection takes.
 */
function issuerOf(names: readonly string[], scopes: readonly string[], schemes: Schemes): string | undefined {
  const all = names.map((name) => schemes[name]).filter((scheme) => scheme?.type === 'oauth2')
  if (all.length < names.length) return undefined
  return names
    .toSorted((a, b) => rank(schemes[a]) - rank(schemes[b]))
    .find((name) => {
      const { flows } = schemes[name] as OAuth2Scheme
      return Object.values(flows).every(
        (flow) =>
          all.every((other) => isOfServer(flow, other)) && scopes.every((scope) => Object.hasOwn(flow.scopes, scope)),
      )
    })
}

/** A token that is asked for goes before one that has to be entered. */
function rank(scheme: SecurityScheme | undefined): number {
  return scheme?.type === 'oauth2' && Object.keys(scheme.flows).some((flow) => flow !== 'implicit') ? 0 : 1
}

function isOfServer(flow: Flow, { flows }: OAuth2Scheme): boolean {
  const urls = Object.values(flows).flatMap(endpointsOf)
  return endpointsOf(flow).some((url) => urls.includes(url))
}

function endpointsOf(flow: Flow): readonly string[] {
  return [
    ...('authorizationUrl' in flow ? [flow.authorizationUrl] : []),
    ...('tokenUrl' in flow ? [flow.tokenUrl] : []),
  ]
}
