import type { Connector, Dict, JsonObject, SecurityScheme } from '@jackfield/core'
import { makeCertificate } from '../../core/test/tls/certificates.ts'

/** What a person would enter for one scheme, made up. `undefined`: nobody here knows what such a scheme takes. */
function credentialsOf(scheme: SecurityScheme): Dict<string> | undefined {
  if (scheme.type === 'apiKey') return { key: 'trial-key' }
  if (scheme.type === 'http')
    return scheme.scheme === 'bearer' ? { token: 'trial-token' } : { username: 'trial', password: 'trial-secret' }
  if (scheme.type === 'mutualTLS') return clientCertificate()
  if (scheme.type === 'oauth2') return credentialsOfFlows(Object.keys(scheme.flows))
  return scheme.type === 'openIdConnect' ? credentialsOfFlows([]) : credentialsOfFields(scheme.options.fields)
}

/** Looked at when it is entered; whom the trial calls asks for none. */
function clientCertificate(): Dict<string> {
  const { certificate, key } = makeCertificate({ name: 'trial' })
  return { certificate, key }
}

/** A scheme of Power Platform connectors lists what it takes. */
function credentialsOfFields(fields: unknown): Dict<string> | undefined {
  if (!Array.isArray(fields)) return undefined
  return Object.fromEntries((fields as readonly JsonObject[]).map(({ name }) => [String(name), 'trial-secret']))
}

function credentialsOfFlows(flows: readonly string[]): Dict<string> {
  const client = { clientId: 'trial', clientSecret: 'trial-secret' }
  if (flows.includes('clientCredentials')) return client
  if (flows.includes('password')) return { ...client, username: 'trial', password: 'trial-secret' }
  if (flows.includes('implicit') && flows.length === 1) return { accessToken: 'trial-token' }
  return { ...client, refreshToken: 'trial-refresh' }
}

/**
 * Credentials for an alternative of a connector's security, as `connections.add` takes them: of several schemes
 * together each is named after its scheme.
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
