import type * as OAuth from 'oauth4webapi'
import { isJackfieldError, type JackfieldError, tokenRefused } from '../../errors/index.ts'
import type { OAuth2Scheme } from '../../model/index.ts'
import type { Renewal, Renewed } from '../auth-scheme.ts'
import { credentialText } from './credential-value.ts'
import type { TokenFlow } from './oauth2-flow.ts'
import { refusalError } from './token-refusal.ts'
import { normaliseTokenResponse } from './token-response.ts'

type ClientAuthentication = 'client_secret_post' | 'client_secret_basic' | 'none'
type Attempt = { readonly renewed: Renewed } | { readonly refused: JackfieldError; readonly badClient: boolean }
type Answer = { status?: number; retryAfter?: number }

/** Asks the token endpoint, a second time with the other client authentication where it refuses the first. */
export async function requestToken(renewal: Renewal<OAuth2Scheme>, flow: TokenFlow): Promise<Renewed> {
  const [first, second] = authentications(renewal)
  const attempt = await tryToken(renewal, flow, first)
  if ('renewed' in attempt) return attempt.renewed
  if (!attempt.badClient || second === undefined) throw attempt.refused
  const other = await tryToken(renewal, flow, second)
  if ('renewed' in other) return other.renewed
  throw other.refused.code === 'connection-needs-reauthorisation' ? other.refused : attempt.refused
}

function authentications({ credentials }: Renewal): [ClientAuthentication, ClientAuthentication?] {
  if (credentialText(credentials, 'clientSecret') === '') return ['none']
  return credentialText(credentials, 'clientAuthentication') === 'client_secret_basic'
    ? ['client_secret_basic', 'client_secret_post']
    : ['client_secret_post', 'client_secret_basic']
}

async function tryToken(
  renewal: Renewal<OAuth2Scheme>,
  flow: TokenFlow,
  authentication: ClientAuthentication,
): Promise<Attempt> {
  const oauth = await import('oauth4webapi')
  const answer: Answer = {}
  try {
    const token = await ask(oauth, { renewal, flow, authentication, answer })
    return { renewed: renewedFrom(token, authentication) }
  } catch (error) {
    if (isJackfieldError(error)) throw error
    return refusalOf(oauth, { error, renewal, answer })
  }
}

async function ask(
  oauth: typeof OAuth,
  request: {
    readonly renewal: Renewal<OAuth2Scheme>
    readonly flow: TokenFlow
    readonly authentication: ClientAuthentication
    readonly answer: Answer
  },
): Promise<OAuth.TokenEndpointResponse> {
  const { renewal, flow } = request
  const { credentials, tokenUrl, signal } = renewal
  const server: OAuth.AuthorizationServer = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl }
  const client: OAuth.Client = { client_id: credentialText(credentials, 'clientId') }
  const authenticate = clientAuthentication(oauth, request)
  const options = {
    [oauth.customFetch]: tokenFetch(renewal, request.answer),
    [oauth.allowInsecureRequests]: true, // plain http is refused in the transport, which knows what the host allows
    ...(signal === undefined ? {} : { signal }),
  }
  if (flow.grant === 'refreshToken') {
    const refreshToken = credentialText(credentials, 'refreshToken')
    const response = await oauth.refreshTokenGrantRequest(server, client, authenticate, refreshToken, options)
    return oauth.processRefreshTokenResponse(server, client, response)
  }
  const parameters: Record<string, string> = flow.scopes.length === 0 ? {} : { scope: flow.scopes.join(' ') }
  const response = await oauth.clientCredentialsGrantRequest(server, client, authenticate, parameters, options)
  return oauth.processClientCredentialsResponse(server, client, response)
}

function clientAuthentication(
  oauth: typeof OAuth,
  { renewal, authentication }: { readonly renewal: Renewal; readonly authentication: ClientAuthentication },
): OAuth.ClientAuth {
  const secret = credentialText(renewal.credentials, 'clientSecret')
  switch (authentication) {
    case 'none':
      return oauth.None()
    case 'client_secret_post':
      return oauth.ClientSecretPost(secret)
    case 'client_secret_basic':
      return oauth.ClientSecretBasic(secret)
  }
}

function tokenFetch(
  { fetch, scheme }: Renewal<OAuth2Scheme>,
  answer: Answer,
): (url: string, init: OAuth.CustomFetchOptions<'POST', URLSearchParams>) => Promise<Response> {
  return async (url, { body, headers, method, signal }) => {
    const init = { body: body.toString(), headers, method, redirect: 'manual' as const, signal: signal ?? null }
    const response = await fetch(url, init)
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
    answer.status = response.status
    if (retryAfter >= 0) answer.retryAfter = retryAfter * 1000
    return normaliseTokenResponse(response, { anyType: scheme.value !== undefined })
  }
}

function renewedFrom(token: OAuth.TokenEndpointResponse, clientAuthentication: ClientAuthentication): Renewed {
  const { access_token, refresh_token, expires_in } = token
  return {
    credentials: {
      accessToken: access_token,
      clientAuthentication,
      ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
    },
    ...(expires_in === undefined ? {} : { expiresIn: expires_in }),
  }
}

/** The library's own errors hold the answer, tokens and all: none of them becomes a cause. */
function refusalOf(
  oauth: typeof OAuth,
  { error, renewal, answer }: { readonly error: unknown; readonly renewal: Renewal; readonly answer: Answer },
): Attempt {
  const { tokenUrl, credentials } = renewal
  if (error instanceof oauth.UnsupportedOperationError) {
    const message = `The authorisation server at ${new URL(tokenUrl).origin} gave a token of a type other than bearer.`
    const hint = "Say in the security scheme's value how the token is sent: 'Name {accessToken}'."
    return { refused: tokenRefused(message, { hint }), badClient: false }
  }
  const said = error instanceof oauth.ResponseBodyError ? error : undefined
  const secrets = ['clientSecret', 'refreshToken', 'accessToken'].map((name) => credentialText(credentials, name))
  const { error: code, error_description: description } = said ?? {}
  const refused = refusalError({ tokenUrl, code, description, secrets, ...answer })
  return { refused, badClient: code === 'invalid_client' || (said === undefined && answer.status === 401) }
}
