import {
  type Dict,
  dict,
  type ImplicitFlow,
  type JsonObject,
  type OAuth2Scheme,
  type OpenIdConnectScheme,
} from '../model/index.ts'
import { codeSpan, plainText } from './plain-text.ts'
import { urlWords } from './url-words.ts'

interface Surroundings {
  readonly settings: JsonObject
  /** The servers, in Markdown. */
  readonly to: string
}

/** What to do for OAuth 2.0, one sentence or two a step, in Markdown. */
export function oauthSteps({ flows }: OAuth2Scheme, { settings, to }: Surroundings): readonly string[] {
  const { authorizationCode, clientCredentials, implicit, password, refreshToken } = flows
  const all = [authorizationCode, clientCredentials, refreshToken, password].filter((flow) => flow !== undefined)
  if (all.length === 0) return enteredSteps(implicit, to)
  const endpoints = [...new Set(all.map(({ tokenUrl, variables }) => urlWords({ url: tokenUrl, variables }, settings)))]
  const scopes = dict(all.flatMap((flow) => Object.entries(flow.scopes)))
  return [
    'Register an application (a “client”) with the service: usually on its developer site, under “OAuth” or “API console”.',
    ...(authorizationCode === undefined
      ? []
      : [
          'Give it the redirect URL that your application shows when a connection is made; it has to match to the letter.',
        ]),
    ...scopeStep(scopes),
    `Enter what the service gives for it as ${codeSpan('clientId')} and ${codeSpan('clientSecret')}. They are sent only to ${endpoints.join(' and ')}.`,
    ...(authorizationCode === undefined ? [] : [consentStep(authorizationCode, settings)]),
    ...(refreshToken === undefined
      ? []
      : [
          `${authorizationCode === undefined && clientCredentials === undefined ? 'Make' : 'Or make'} a refresh token in the service’s developer console and enter it as ${codeSpan('refreshToken')}. It is sent only to ${codeSpan(refreshToken.tokenUrl)}.`,
        ]),
    ...(password === undefined
      ? []
      : [
          `${all.length > 1 ? 'Or enter' : 'Enter'} the user name and password that the service gives for its API as ${codeSpan('username')} and ${codeSpan('password')}. They are sent only to ${codeSpan(password.tokenUrl)}.`,
        ]),
    ...(implicit === undefined
      ? []
      : [`Or enter an access token that you have as ${codeSpan('accessToken')}; it is not renewed.`]),
    `Nothing else is to be done: access tokens are fetched and renewed by themselves, and sent only to ${to}.`,
  ]
}

/** The same with OpenID Connect, whose endpoints are found when a connection is made. */
export function discoverySteps(scheme: OpenIdConnectScheme, { settings, to }: Surroundings): readonly string[] {
  const document = urlWords({ url: scheme.openIdConnectUrl, variables: scheme.variables }, settings)
  return [
    'Register an application (a “client”) with the identity provider, and give it the redirect URL that your application shows when a connection is made.',
    ...scopeStep(scheme.scopes),
    `Enter what it gives for the client as ${codeSpan('clientId')} and ${codeSpan('clientSecret')}. They are sent only where ${document} says that tokens come from, as it says when the connection is made.`,
    `Press connect: the provider’s own page opens. Sign in there, and agree. Or enter a refresh token that you have as ${codeSpan('refreshToken')}.`,
    `Nothing else is to be done: access tokens are fetched and renewed by themselves, and sent only to ${to}.`,
  ]
}

/** Where an access token is all that there is to enter. */
function enteredSteps(implicit: ImplicitFlow | undefined, to: string): readonly string[] {
  return [
    'Get an access token from the service: usually in its own settings or on its developer site.',
    ...scopeStep(implicit?.scopes ?? {}),
    `Enter it as ${codeSpan('accessToken')}. It is sent in the header ${codeSpan('Authorization')}, only to ${to}. It is not renewed: when it ends, enter another.`,
  ]
}

function consentStep(
  { authorizationUrl, variables }: NonNullable<OAuth2Scheme['flows']['authorizationCode']>,
  settings: JsonObject,
): string {
  return `Press connect: the service’s own page opens at ${urlWords({ url: authorizationUrl, variables }, settings)}. Sign in there, and agree.`
}

function scopeStep(scopes: Dict<string>): readonly string[] {
  const names = Object.keys(scopes).sort()
  if (names.length === 0) return []
  const said = names.map((name) => `   - ${codeSpan(name)}${scopes[name] ? `: ${plainText(scopes[name])}` : ''}`)
  return [`Allow it these scopes:\n${said.join('\n')}`]
}
