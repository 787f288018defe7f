import type { ApiKeyScheme } from '../../model/index.ts'
import type { AuthScheme } from '../auth-scheme.ts'
import { withCookie, withHeader, withQuery } from './credential-placing.ts'
import { credentialsPlaced, credentialText, credentialValue } from './credential-value.ts'

const place: Readonly<Record<ApiKeyScheme['in'], typeof withHeader>> = {
  header: withHeader,
  query: withQuery,
  cookie: withCookie,
}

/**
 * `apiKey` in a header, the query or a cookie (OpenAPI 3.1, Security Scheme Object). Credential: `{ key }`, asked for
 * by the name that people know it by.
 */
export const apiKey: AuthScheme<ApiKeyScheme> = {
  type: 'apiKey',
  fields: ({ credential }) => {
    const key = { name: 'key', title: 'Key', required: true }
    if (credential === undefined) return [key]
    const { name, title = name } = credential
    return [{ ...key, name, title, ...(name !== 'key' && { keptAs: 'key' }) }]
  },
  placements: (scheme) =>
    credentialsPlaced(scheme.value, ['key']).map((credential) => ({
      credential,
      placement: `${scheme.in} ${scheme.name}`,
      to: 'servers',
    })),
  sign(request, scheme, credentials) {
    const { value } = scheme
    const text = value === undefined ? credentialText(credentials, 'key') : credentialValue(value, credentials)
    return place[scheme.in](request, scheme.name, text)
  },
}
