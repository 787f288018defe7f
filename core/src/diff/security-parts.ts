import {
  type Connector,
  canonicalJson,
  type ImplicitFlow,
  type Json,
  type OAuthFlow,
  type SecurityRequirement,
  type SecurityScheme,
  type Template,
} from '../model/index.ts'

/** What a connection has to be given for a scheme: its credentials by name. */
function credentialsOf(scheme: SecurityScheme): readonly string[] {
  const named = scheme.value === undefined ? [] : readBy(scheme.value)
  return [...new Set([...ownCredentials(scheme), ...named.filter((name) => !learnt.has(name))])]
}

/** Kept from the token endpoint's answer, never entered. */
const learnt: ReadonlySet<string> = new Set(['accessToken'])

function ownCredentials(scheme: SecurityScheme): readonly string[] {
  if (scheme.type === 'apiKey') return ['key']
  if (scheme.type === 'http') return scheme.scheme === 'bearer' ? ['token'] : ['username', 'password']
  if (scheme.type === 'mutualTLS') return ['certificate', 'key']
  if (scheme.type === 'openIdConnect') return ['clientId', 'refreshToken']
  if (scheme.type !== 'oauth2') return []
  const { authorizationCode, clientCredentials, implicit, password, refreshToken } = scheme.flows
  if (clientCredentials !== undefined) return ['clientId']
  if ((authorizationCode ?? refreshToken) !== undefined) return ['clientId', 'refreshToken']
  if (password !== undefined) return ['username', 'password']
  return implicit === undefined ? [] : ['accessToken']
}

function readBy(template: Template): readonly string[] {
  if (template.kind === 'text')
    return template.parts.flatMap((part) => (typeof part === 'string' ? [] : part.path.slice(0, 1)))
  return template.kind === 'value' ? template.from.path.slice(0, 1) : []
}

/** The OAuth flows of a scheme by name. */
export function flowsOf(scheme: SecurityScheme | undefined): ReadonlyMap<string, OAuthFlow | ImplicitFlow> {
  if (scheme?.type === 'openIdConnect')
    return new Map([['openIdConnect', { ...scheme, tokenUrl: scheme.openIdConnectUrl }]])
  return new Map(scheme?.type === 'oauth2' ? Object.entries(scheme.flows) : [])
}

/** The scheme without what other kinds describe: where it is placed, token URLs, scopes. */
export function schemeKind(scheme: SecurityScheme): Json {
  const { description, value, ...rest } = scheme as SecurityScheme & { readonly description?: Json }
  if (rest.type === 'oauth2') return { ...rest, flows: Object.keys(rest.flows).sort() } as Json
  if (rest.type === 'openIdConnect') return { ...rest, openIdConnectUrl: '', variables: {}, scopes: {} } as Json
  if (rest.type === 'apiKey') return { type: rest.type } as Json
  return rest as unknown as Json
}

/** The names of an alternative's schemes, sorted. */
export function schemesOf(requirement: SecurityRequirement): readonly string[] {
  return Object.keys(requirement).sort()
}

/** Alternatives and scopes in one order, since a connection names its own; none at all is one that asks for nothing. */
export function normalSecurity(security: readonly SecurityRequirement[]): Json {
  const alternatives = security.length === 0 ? [{}] : security
  const texts = alternatives.map((requirement) =>
    canonicalJson(Object.fromEntries(Object.entries(requirement).map(([name, scopes]) => [name, [...scopes].sort()]))),
  )
  return [...new Set(texts)].sort()
}

/**
 * What has to be entered for one alternative, as `scheme.credential`; `null` where it names a scheme that is not there.
 */
export function credentialsFor(connector: Connector, requirement: SecurityRequirement): readonly string[] | null {
  const names = schemesOf(requirement)
  if (names.some((name) => !Object.hasOwn(connector.securitySchemes, name))) return null
  return names.flatMap((name) =>
    credentialsOf(connector.securitySchemes[name] as SecurityScheme).map((credential) => `${name}.${credential}`),
  )
}
