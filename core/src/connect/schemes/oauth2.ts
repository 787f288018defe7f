import { connectionNeedsReauthorisation, isJackfieldError } from '../../errors/index.ts'
import type { Dict, Json, OAuth2Scheme } from '../../model/index.ts'
import type { AuthScheme, Renewal, Renewed } from '../auth-scheme.ts'
import { authorizationCode } from './authorization-code.ts'
import { withHeader } from './credential-placing.ts'
import { credentialsPlaced, credentialText, credentialValue } from './credential-value.ts'
import { chooseFlow, declaredFlows, flowFields } from './oauth2-flow.ts'
import { requestToken } from './oauth2-token.ts'

/**
 * OAuth 2.0 (RFC 6749): the authorisation code grant in the person's browser (section 4.1, with PKCE), the client
 * credentials grant (section 4.4), the password grant (section 4.3), or access tokens from a refresh token that the
 * person already has (section 6): what is entered decides between these. An access token that is entered itself, where
 * the connector declares the implicit flow, is used as it is, and never renewed.
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
  tokenEndpoint: (scheme, credentials) => chooseFlow(scheme, credentials)?.endpoint,
  async renew(renewal) {
    const { scheme, credentials } = renewal
    const flow = chooseFlow(scheme, credentials)
    if (flow === undefined) return enteredToken(credentials)
    if (flow.name === 'password') return passwordToken(renewal, flow.scopes)
    return requestToken(
      renewal,
      flow.name === 'clientCredentials' ? { flow: flow.name, scopes: flow.scopes } : { flow: 'refreshToken' },
    )
  },
  browser: authorizationCode,
}

/** Taken as it is the first time; asked for again only when it was refused. */
function enteredToken(credentials: Dict<Json>): Renewed {
  if (credentialText(credentials, 'flow') !== 'implicit') return { credentials: { flow: 'implicit' } }
  throw connectionNeedsReauthorisation('Its access token is refused, and was entered: it can not be renewed.', {
    hint: 'Get a new one from the service, and enter it with connections.reauthorise.',
  })
}

/** By the refresh token that came with the last one, where that still works. */
async function passwordToken(renewal: Renewal<OAuth2Scheme>, scopes: readonly string[]): Promise<Renewed> {
  if (credentialText(renewal.credentials, 'refreshToken') !== '')
    try {
      return await requestToken(renewal, { flow: 'refreshToken' })
    } catch (error) {
      if (!isJackfieldError(error) || error.code !== 'connection-needs-reauthorisation') throw error
    }
  return requestToken(renewal, { flow: 'password', scopes })
}
