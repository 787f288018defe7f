import type { Connector, Dict, SecurityScheme } from '@jackfield/core'

/** What a person would enter for one scheme, made up. `undefined`: nobody here knows what such a scheme takes. */
function credentialsOf(scheme: SecurityScheme): Dict<string> | undefined {
  if (scheme.type === 'apiKey') return { key: 'trial-key' }
  if (scheme.type === 'http')
    return scheme.scheme === 'bearer' ? { token: 'trial-token' } : { username: 'trial', password: 'trial-secret' }
  return scheme.type === 'oauth2' ? credentialsOfFlows(Object.keys(scheme.flows)) : undefined
}

function credentialsOfFlows(flows: readonly string[]): Dict<string> {
  const client = { clientId: 'trial', clientSecret: 'trial-secret' }
  if (flows.includes('clientCredentials')) return client
  if (flows.includes('password')) return { ...client, username: 'trial', password: 'trial-secret' }
  if (flows.includes('implicit') && flows.length === 1) return { accessToken: 'trial-token' }
  return { ...client, refreshToken: 'trial-refresh' }
}

/**
 * Credentials for an alternative of a connector's security, as `connections.add` takes them: of several schemes together
 * each is named after its scheme.
 */
export function credentialsFor(connector: Connector, schemes: readonly string[]): Dict<string> | undefined {
  const credentials: Record<string, string> = {}
  for (const name of schemes) {
    const scheme = connector.securitySchemes[name]
    const own = scheme === undefined ? undefined : credentialsOf(scheme)
    if (own === undefined) return undefined
    for (const [field, value] of Object.entries(own))
      credentials[schemes.length > 1 ? `${name}.${field}` : field] = value
  }
  return credentials
}

/** Whether a path is that of a token endpoint that a connector's schemes name, its variables being anything. */
export function tokenPathsOf({ securitySchemes }: Connector): (path: string) => boolean {
  const flows = Object.values(securitySchemes).flatMap((scheme) =>
    scheme.type === 'oauth2' ? Object.values(scheme.flows) : [],
  )
  const urls = flows.flatMap((flow) => ('tokenUrl' in flow ? [flow.tokenUrl] : []))
  const paths = urls.map((url) => url.replace(/^(?:https?:\/\/[^/]*|\{[^{}]*\})/, '').replace(/[?#].*$/, '') || '/')
  return (path) => paths.some((each) => patternOf(each).test(path))
}

function patternOf(path: string): RegExp {
  const texts = path.split(/\{[^{}]*\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`${texts.join('[^/]*')}$`)
}
