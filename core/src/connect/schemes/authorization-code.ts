import type * as OAuth from 'oauth4webapi'
import { authorisationDenied, authorisationRefused, isJackfieldError, tokenRefused } from '../../errors/index.ts'
import type { AuthorizationCodeFlow, OAuth2Scheme } from '../../model/index.ts'
import type { Beginning, BrowserAuthorisation, Exchange } from '../auth-scheme.ts'
import { credentialText } from './credential-value.ts'
import { clientFields } from './oauth2-flow.ts'
import { requestToken } from './oauth2-token.ts'
import { repeatsSecret } from './repeats-secret.ts'

/** RFC 6749 section 4.1, always with PKCE by S256 (RFC 7636), and with the issuer looked at (RFC 9207). */
export const authorizationCode: BrowserAuthorisation<OAuth2Scheme> = {
  endpoints({ flows: { authorizationCode: flow } }) {
    if (flow === undefined) return undefined
    const { authorizationUrl, tokenUrl, variables } = flow
    return { authorisation: { url: authorizationUrl, variables }, token: { url: tokenUrl, variables } }
  },
  fields: (scheme) => clientFields(scheme),
  scopes: ({ flows }) => Object.keys(flows.authorizationCode?.scopes ?? {}),
  async begin(beginning) {
    const oauth = await import('oauth4webapi')
    const codeVerifier = oauth.generateRandomCodeVerifier()
    const challenge = await oauth.calculatePKCECodeChallenge(codeVerifier)
    return { url: authorizationUrl(beginning, challenge), kept: { codeVerifier } }
  },
  async exchange(exchange) {
    const oauth = await import('oauth4webapi')
    const callback = validated(oauth, exchange)
    const { redirectUri, kept } = exchange
    const codeVerifier = kept.codeVerifier ?? ''
    return requestToken(exchange, { flow: 'authorizationCode', callback, redirectUri, codeVerifier }).catch(asRefused)
  },
}

/** A code that is refused (`invalid_grant`) has authorised nothing yet that could be authorised again. */
function asRefused(error: unknown): never {
  if (!isJackfieldError(error) || error.code !== 'connection-needs-reauthorisation') throw error
  const { message, status } = error
  throw tokenRefused(message, { hint: 'Begin again.', ...(status === undefined ? {} : { status }), cause: error })
}

function authorizationUrl(beginning: Beginning<OAuth2Scheme>, challenge: string): string {
  const { credentials, redirectUri, scheme, scopes, settings, state } = beginning
  const { parameters = {}, scopeSeparator = ' ' } = flowOf(scheme)
  const url = new URL(beginning.authorizationUrl)
  for (const [name, given] of Object.entries(parameters)) {
    const value = typeof given === 'string' ? given : settings[given.from.slice('settings.'.length)]
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value))
  }
  if (scopes.length > 0) url.searchParams.set('scope', scopes.join(scopeSeparator))
  url.searchParams.set('response_type', 'code')
  url.searchParams.set('client_id', credentialText(credentials, 'clientId'))
  url.searchParams.set('redirect_uri', redirectUri)
  url.searchParams.set('state', state)
  url.searchParams.set('code_challenge', challenge)
  url.searchParams.set('code_challenge_method', 'S256')
  return url.href
}

/**
 * The callback's parameters, if they are of the server that was asked and say yes. The library's errors hold the code.
 */
function validated(oauth: typeof OAuth, exchange: Exchange<OAuth2Scheme>): URLSearchParams {
  const { parameters, state, credentials } = exchange
  const client = { client_id: credentialText(credentials, 'clientId') }
  try {
    const callback = oauth.validateAuthResponse(serverOf(exchange), client, parameters, state)
    const [code = '', ...others] = callback.getAll('code')
    if (code !== '' && others.length === 0) return callback
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError) throw refusalOf(error, exchange)
  }
  const { origin } = new URL(exchange.authorizationUrl)
  throw authorisationRefused(`What came back is no answer of the authorisation server at ${origin}.`, {
    hint: 'Begin again. If it stays so, compare the authorizationUrl and issuer of the connector with the service.',
  })
}

function serverOf(exchange: Exchange<OAuth2Scheme>): OAuth.AuthorizationServer {
  const { authorizationUrl: asked, parameters, scheme, tokenUrl } = exchange
  const { issuer, variables } = flowOf(scheme)
  if (issuer !== undefined) {
    const declared = exchange.fill({ url: issuer, variables })
    return { issuer: declared, authorization_response_iss_parameter_supported: true }
  }
  const origins = [new URL(asked).origin, new URL(tokenUrl).origin]
  const said = parameters.get('iss') ?? ''
  const known = URL.canParse(said) && origins.includes(new URL(said).origin)
  return { issuer: known ? said : (origins[0] ?? '') }
}

function refusalOf(error: OAuth.AuthorizationResponseError, exchange: Exchange<OAuth2Scheme>): Error {
  if (error.error === 'access_denied')
    return authorisationDenied('It was not allowed.', { hint: 'Begin again, if that was a mistake.' })
  const { authorizationUrl: asked, credentials, kept, parameters, state } = exchange
  const secrets = [
    credentialText(credentials, 'clientSecret'),
    kept.codeVerifier ?? '',
    parameters.get('code') ?? '',
    state,
  ]
  const said = [error.error, error.error_description ?? ''].filter(
    (text) => text !== '' && !repeatsSecret(text, secrets),
  )
  const words = said
    .join(': ')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
    .slice(0, 200)
  return authorisationRefused(
    `The authorisation server at ${new URL(asked).origin} refused: ${words || 'it did not say why'}.`,
    {
      hint: 'Check how the client is registered there: its redirect URI, its scopes, its grant types.',
    },
  )
}

function flowOf({ flows }: OAuth2Scheme): AuthorizationCodeFlow {
  if (flows.authorizationCode === undefined) throw new Error('The scheme has no authorizationCode flow.')
  return flows.authorizationCode
}
