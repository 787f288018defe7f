import type { OAuth2Scheme } from '../../model/index.ts'
import type { AuthScheme } from '../auth-scheme.ts'
import { authorizationCode } from './authorization-code.ts'
import { withHeader } from './credential-placing.ts'
import { credentialsPlaced, credentialText, credentialValue } from './credential-value.ts'
import { chooseFlow, declaredFlows, flowFields } from './oauth2-flow.ts'
import { requestToken } from './oauth2-token.ts'

/**
 * OAuth 2.0 (RFC 6749): the authorisation code grant in the person's browser (section 4.1, with PKCE), the client
 * credentials grant (section 4.4), or access tokens from a refresh token that the person already has (section 6). An
 * entered refresh token decides between the last two.
 *
 * Unless the manifest says how, the client authenticates with `client_id` and `client_secret` in the form
 * (`client_secret_post`), as most services document; where the answer is `invalid_client`, once more with HTTP Basic,
 * which RFC 6749 section 2.3.1 prefers, and what worked is remembered with the connection. Without a secret only
 * `client_id` is sent (a public client).
 */
export const oauth2: AuthScheme<OAuth2Scheme> = {
  type: 'oauth2',
  fields: flowFields,
  placements: (scheme) => [
    ...credentialsPlaced(scheme.value, ['accessToken']).map((credential) => ({
      credential,
      placement: 'header Authorization',
      to: 'servers' as const,
    })),
    ...declaredFlows(scheme).flatMap(({ endpoint, sends }) =>
      sends.map((credential) => ({ credential, placement: 'token request', to: endpoint })),
    ),
  ],
  sign(request, { value }, credentials) {
    const text =
      value === undefined ? `Bearer ${credentialText(credentials, 'accessToken')}` : credentialValue(value, credentials)
    return withHeader(request, 'Authorization', text)
  },
  tokenEndpoint: (scheme, credentials) => chooseFlow(scheme, credentials).endpoint,
  async renew(renewal) {
    const { name, scopes } = chooseFlow(renewal.scheme, renewal.credentials)
    return requestToken(
      renewal,
      name === 'clientCredentials' ? { flow: 'clientCredentials', scopes } : { flow: 'refreshToken' },
    )
  },
  browser: authorizationCode,
}
