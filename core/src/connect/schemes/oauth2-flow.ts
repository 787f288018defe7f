import { connectionInvalid, connectionNeedsReauthorisation } from '../../errors/index.ts'
import type { Dict, Json, OAuth2Scheme, OAuthFlow, Server } from '../../model/index.ts'
import type { CredentialField } from '../auth-scheme.ts'
import { credentialText } from './credential-value.ts'

/** Those that ask for tokens. */
export type FlowName = Exclude<keyof OAuth2Scheme['flows'], 'implicit'>

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
  password: ['clientId', 'clientSecret', 'username', 'password', 'refreshToken'],
  clientCredentials: ['clientId', 'clientSecret'],
}

/** The flows that a scheme declares, the one that goes first where several are possible in front. */
export function declaredFlows({ flows }: OAuth2Scheme): readonly TokenFlow[] {
  const names = ['refreshToken', 'authorizationCode', 'password', 'clientCredentials'] as const
  return names.flatMap((name) => {
    const flow = flows[name]
    return flow === undefined ? [] : [describe(name, flow)]
  })
}

/**
 * The flow that a connection's credentials came of, else one that they fit; `undefined` for an access token that was
 * entered. Throws `connection-invalid` where they fit none, `connection-needs-reauthorisation` where the browser is
 * needed again.
 */
export function chooseFlow(scheme: OAuth2Scheme, credentials: Dict<Json>): TokenFlow | undefined {
  const has = (name: string): boolean => credentialText(credentials, name) !== ''
  const came = credentialText(credentials, 'flow')
  if (came === 'authorizationCode' && !has('refreshToken'))
    throw connectionNeedsReauthorisation(
      'Its access token has ended, and the authorisation server gave none to renew it with.',
      {
        hint: 'Have it authorised in the browser again with connections.authorise({ connection }).',
      },
    )
  const flows = declaredFlows(scheme)
  // Where a scheme says by itself how tokens are refreshed, those of a browser are, too.
  const own = came === 'authorizationCode' && scheme.flows.refreshToken !== undefined ? 'refreshToken' : came
  const flow = flows.find(({ name }) => name === own) ?? flows.find(({ name }) => fits(name, has))
  if (flow !== undefined) return flow
  if (scheme.flows.implicit !== undefined && has('accessToken')) return undefined
  throw connectionInvalid('What was entered fits no way to a token that the connector knows.', {
    hint: 'Enter the credentials again with connections.reauthorise.',
  })
}

function fits(flow: FlowName, has: (credential: string) => boolean): boolean {
  if (flow === 'password') return has('username')
  return flow === 'clientCredentials' ? has('clientId') : has('refreshToken')
}

/** What only some of several flows ask for may be left out; a secret too, where a flow works for public clients. */
export function flowFields(scheme: OAuth2Scheme): readonly CredentialField[] {
  const { authorizationCode, clientCredentials, implicit, password, refreshToken } = scheme.flows
  const takesRefreshToken = refreshToken !== undefined || authorizationCode !== undefined
  const others = [password, implicit].filter((flow) => flow !== undefined).length
  const isOnly = others === 1 && !takesRefreshToken && clientCredentials === undefined
  const usesClient = takesRefreshToken || clientCredentials !== undefined
  const client = usesClient || password !== undefined ? clientFields(scheme, !takesRefreshToken && usesClient) : []
  const field = (name: string, title: string, required: boolean): CredentialField => ({ name, title, required })
  return [
    ...client.map((each) => (others > 0 ? { ...each, required: false } : each)),
    ...(takesRefreshToken
      ? [field('refreshToken', 'Refresh token', clientCredentials === undefined && others === 0)]
      : []),
    ...(password === undefined ? [] : [field('username', 'User name', isOnly), field('password', 'Password', isOnly)]),
    ...(implicit === undefined ? [] : [field('accessToken', 'Access token', isOnly)]),
  ]
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
