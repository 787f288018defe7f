import type { ApiKeyScheme } from '../../model/index.ts'
import type { AuthScheme } from '../auth-scheme.ts'
import { withHeader, withQuery } from './credential-placing.ts'
import { credentialsPlaced, credentialText, credentialValue } from './credential-value.ts'

/** `apiKey` in a header or the query (OpenAPI 3.1, Security Scheme Object). Credential: `{ key }`. */
export const apiKey: AuthScheme<ApiKeyScheme> = {
  type: 'apiKey',
  fields: () => [{ name: 'key', title: 'Key', required: true }],
  placements: (scheme) =>
    credentialsPlaced(scheme.value, ['key']).map((credential) => ({
      credential,
      placement: `${scheme.in} ${scheme.name}`,
      to: 'servers',
    })),
  sign(request, scheme, credentials) {
    const { value } = scheme
    const text = value === undefined ? credentialText(credentials, 'key') : credentialValue(value, credentials)
    return (scheme.in === 'header' ? withHeader : withQuery)(request, scheme.name, text)
  },
}
