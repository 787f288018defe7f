import { connectionInvalid, connectionNeedsReauthorisation } from '../../errors/index.ts'
import type { Dict, Json, OAuth2Scheme, OAuthFlow, Server } from '../../model/index.ts'
import type { CredentialField } from '../auth-scheme.ts'
import { credentialText } from './credential-value.ts'

export type FlowName = keyof OAuth2Scheme['flows']

/** One flow of a scheme: where it asks for tokens, and which credentials it sends there. */
export interface TokenFlow {
  readonly name: FlowName
  readonly endpoint: Server
  readonly scopes: readonly string[]
  readonly sends: readonly string[]
}

const sends: Readonly<Record<FlowName, readonly string[]>> = {
  refreshToken: ['clientId', 'clientSecret', 'refreshToken'],
  authorizationCode: ['clientId', 'clientSecret', 'refreshToken'],
  clientCredentials: ['clientId', 'clientSecret'],
}

/** The flows that a scheme declares, the one that goes first where several are possible in front. */
export function declaredFlows({ flows }: OAuth2Scheme): readonly TokenFlow[] {
  const names = ['refreshToken', 'authorizationCode', 'clientCredentials'] as const
  return names.flatMap((name) => {
    const flow = flows[name]
    return flow === undefined ? [] : [describe(name, flow)]
  })
}

/**
 * The flow that a connection's credentials came of, else one that they fit. Throws `connection-invalid` where they fit
 * none, `connection-needs-reauthorisation` where the browser is needed again.
 */
export function chooseFlow(scheme: OAuth2Scheme, credentials: Dict<Json>): TokenFlow {
  const hasRefreshToken = credentialText(credentials, 'refreshToken') !== ''
  const inBrowser = credentialText(credentials, 'flow') === 'authorizationCode'
  if (inBrowser && !hasRefreshToken)
    throw connectionNeedsReauthorisation(
      'Its access token has ended, and the authorisation server gave none to renew it with.',
      {
        hint: 'Have it authorised in the browser again with connections.authorise({ connection }).',
      },
    )
  const flows = declaredFlows(scheme)
  const own = inBrowser ? flows.find(({ name }) => name === 'authorizationCode') : undefined
  const flow = own ?? flows.find(({ name }) => name === 'clientCredentials' || hasRefreshToken)
  if (flow !== undefined) return flow
  throw connectionInvalid('The connection has no refresh token, and its connector knows no other way to a token.', {
    hint: 'Enter the credentials again with connections.reauthorise.',
  })
}

/** A secret may be left out where the flow works for public clients, a refresh token where there is another flow. */
export function flowFields(scheme: OAuth2Scheme): readonly CredentialField[] {
  const { authorizationCode, clientCredentials, refreshToken } = scheme.flows
  const takesRefreshToken = refreshToken !== undefined || authorizationCode !== undefined
  const fields = clientFields(scheme, !takesRefreshToken)
  if (!takesRefreshToken) return fields
  return [...fields, { name: 'refreshToken', title: 'Refresh token', required: clientCredentials === undefined }]
}

/** What names the client: a secret only where one is used. */
export function clientFields(
  { clientAuthentication }: OAuth2Scheme,
  secretRequired: boolean = false,
): readonly CredentialField[] {
  const clientId = { name: 'clientId', title: 'Client id', required: true }
  if (clientAuthentication === 'none') return [clientId]
  const required = secretRequired || clientAuthentication !== undefined
  return [clientId, { name: 'clientSecret', title: 'Client secret', required }]
}

function describe(name: FlowName, flow: OAuthFlow): TokenFlow {
  const endpoint = { url: flow.tokenUrl, variables: flow.variables }
  return { name, endpoint, scopes: Object.keys(flow.scopes), sends: sends[name] }
}
