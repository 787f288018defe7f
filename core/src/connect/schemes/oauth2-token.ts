import type * as OAuth from 'oauth4webapi'
import { isJackfieldError, type JackfieldError, tokenRefused } from '../../errors/index.ts'
import type { ClientAuthentication, OAuth2Scheme } from '../../model/index.ts'
import type { Renewal, Renewed } from '../auth-scheme.ts'
import { credentialText } from './credential-value.ts'
import type { FlowName } from './oauth2-flow.ts'
import { type TokenAnswer, tokenFetch } from './token-fetch.ts'
import { refusalError } from './token-refusal.ts'

type Attempt = { readonly renewed: Renewed } | { readonly refused: JackfieldError; readonly badClient: boolean }

/** What is given for tokens. */
export type TokenGrant =
  | { readonly flow: 'refreshToken' }
  | { readonly flow: 'clientCredentials' | 'password'; readonly scopes: readonly string[] }
  | {
      readonly flow: 'authorizationCode'
      /** As oauth4webapi validated it. */
      readonly callback: URLSearchParams
      readonly redirectUri: string
      readonly codeVerifier: string
    }

/** Asks the token endpoint, a second time with the other client authentication where it refuses the first. */
export async function requestToken(renewal: Renewal<OAuth2Scheme>, grant: TokenGrant): Promise<Renewed> {
  const [first, second] = authentications(renewal)
  const attempt = await tryToken(renewal, grant, first)
  if ('renewed' in attempt) return attempt.renewed
  if (!attempt.badClient || second === undefined) throw attempt.refused
  const other = await tryToken(renewal, grant, second)
  if ('renewed' in other) return other.renewed
  throw other.refused.code === 'connection-needs-reauthorisation' ? other.refused : attempt.refused
}

function authentications({
  credentials,
  scheme,
}: Renewal<OAuth2Scheme>): [ClientAuthentication, ClientAuthentication?] {
  if (scheme.clientAuthentication !== undefined) return [scheme.clientAuthentication]
  if (credentialText(credentials, 'clientSecret') === '') return ['none']
  return credentialText(credentials, 'clientAuthentication') === 'client_secret_basic'
    ? ['client_secret_basic', 'client_secret_post']
    : ['client_secret_post', 'client_secret_basic']
}

async function tryToken(
  renewal: Renewal<OAuth2Scheme>,
  grant: TokenGrant,
  authentication: ClientAuthentication,
): Promise<Attempt> {
  const oauth = await import('oauth4webapi')
  const answer: TokenAnswer = {}
  try {
    const token = await ask(oauth, { renewal, grant, authentication, answer })
    return { renewed: renewedFrom(token, { authentication, answer, flow: grant.flow }) }
  } catch (error) {
    if (isJackfieldError(error)) throw error
    return refusalOf(oauth, { error, renewal, answer })
  }
}

async function ask(
  oauth: typeof OAuth,
  request: {
    readonly renewal: Renewal<OAuth2Scheme>
    readonly grant: TokenGrant
    readonly authentication: ClientAuthentication
    readonly answer: TokenAnswer
  },
): Promise<OAuth.TokenEndpointResponse> {
  const { renewal, grant } = request
  const { credentials, tokenUrl, signal } = renewal
  const server: OAuth.AuthorizationServer = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl }
  const client: OAuth.Client = { client_id: credentialText(credentials, 'clientId') || 'none' }
  const authenticate = clientAuthentication(oauth, request)
  const options = {
    [oauth.customFetch]: tokenFetch(renewal, request.answer),
    [oauth.allowInsecureRequests]: true, // plain http is refused in the transport, which knows what the host allows
    ...(signal === undefined ? {} : { signal }),
  }
  switch (grant.flow) {
    case 'refreshToken': {
      const refreshToken = credentialText(credentials, 'refreshToken')
      const response = await oauth.refreshTokenGrantRequest(server, client, authenticate, refreshToken, options)
      return oauth.processRefreshTokenResponse(server, client, response)
    }
    case 'clientCredentials': {
      const parameters: Record<string, string> = grant.scopes.length === 0 ? {} : { scope: grant.scopes.join(' ') }
      const response = await oauth.clientCredentialsGrantRequest(server, client, authenticate, parameters, options)
      return oauth.processClientCredentialsResponse(server, client, response)
    }
    case 'password': {
      const [username, password] = [credentialText(credentials, 'username'), credentialText(credentials, 'password')]
      const scope = grant.scopes.length === 0 ? {} : { scope: grant.scopes.join(' ') }
      const parameters = { username, password, ...scope }
      const sent = [authenticate, 'password', parameters, options] as const
      return oauth.processGenericTokenEndpointResponse(
        server,
        client,
        await oauth.genericTokenEndpointRequest(server, client, ...sent),
      )
    }
    case 'authorizationCode': {
      const { callback, redirectUri, codeVerifier } = grant
      const exchange = [callback, redirectUri, codeVerifier, options] as const
      const response = await oauth.authorizationCodeGrantRequest(server, client, authenticate, ...exchange)
      return oauth.processAuthorizationCodeResponse(server, client, response)
    }
  }
}

function clientAuthentication(
  oauth: typeof OAuth,
  { renewal, authentication }: { readonly renewal: Renewal; readonly authentication: ClientAuthentication },
): OAuth.ClientAuth {
  const secret = credentialText(renewal.credentials, 'clientSecret')
  // With the password grant there need be no client.
  if (credentialText(renewal.credentials, 'clientId') === '') return () => {}
  switch (authentication) {
    case 'none':
      return oauth.None()
    case 'client_secret_post':
      return oauth.ClientSecretPost(secret)
    case 'client_secret_basic':
      return oauth.ClientSecretBasic(secret)
  }
}

function renewedFrom(
  token: OAuth.TokenEndpointResponse,
  { authentication, answer, flow }: { authentication: ClientAuthentication; answer: TokenAnswer; flow: FlowName },
): Renewed {
  const { access_token, refresh_token, expires_in } = token
  return {
    credentials: {
      accessToken: access_token,
      clientAuthentication: authentication,
      ...(flow === 'authorizationCode' || flow === 'password' ? { flow } : {}),
      // One that came before and did not work is not tried again.
      ...(refresh_token !== undefined || flow === 'password' ? { refreshToken: refresh_token ?? null } : {}),
    },
    ...(expires_in === undefined ? {} : { expiresIn: expires_in }),
    ...(answer.fields === undefined ? {} : { answer: answer.fields }),
  }
}

/** The library's own errors hold the answer, tokens and all: none of them becomes a cause. */
function refusalOf(
  oauth: typeof OAuth,
  { error, renewal, answer }: { readonly error: unknown; readonly renewal: Renewal; readonly answer: TokenAnswer },
): Attempt {
  const { tokenUrl, credentials } = renewal
  if (error instanceof oauth.UnsupportedOperationError) {
    const message = `The authorisation server at ${new URL(tokenUrl).origin} gave a token of a type other than bearer.`
    const hint = "Say in the security scheme's value how the token is sent: 'Name {accessToken}'."
    return { refused: tokenRefused(message, { hint }), badClient: false }
  }
  const said = error instanceof oauth.ResponseBodyError ? error : undefined
  const secrets = ['clientSecret', 'refreshToken', 'accessToken', 'password'].map((name) =>
    credentialText(credentials, name),
  )
  const { error: code, error_description: description } = said ?? {}
  const { fields: _fields, ...met } = answer
  const refused = refusalError({ tokenUrl, code, description, secrets, ...met })
  return { refused, badClient: code === 'invalid_client' || (said === undefined && answer.status === 401) }
}
