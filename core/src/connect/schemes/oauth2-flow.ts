import { connectionInvalid } from '../../errors/index.ts'
import type { Dict, Json, OAuth2Scheme, OAuthFlow, Server } from '../../model/index.ts'
import type { CredentialField } from '../auth-scheme.ts'
import { credentialText } from './credential-value.ts'

/** One flow of a scheme: where it asks for tokens, and which credentials it sends there. */
export interface TokenFlow {
  readonly grant: keyof OAuth2Scheme['flows']
  readonly endpoint: Server
  readonly scopes: readonly string[]
  readonly sends: readonly string[]
}

const sends: Readonly<Record<TokenFlow['grant'], readonly string[]>> = {
  refreshToken: ['clientId', 'clientSecret', 'refreshToken'],
  clientCredentials: ['clientId', 'clientSecret'],
}

/** The flows that a scheme declares, the one that goes first where both are possible in front. */
export function declaredFlows({ flows }: OAuth2Scheme): readonly TokenFlow[] {
  const grants = ['refreshToken', 'clientCredentials'] as const
  return grants.flatMap((grant) => {
    const flow = flows[grant]
    return flow === undefined ? [] : [describe(grant, flow)]
  })
}

/** Throws `connection-invalid` where what was entered fits none of the flows. */
export function chooseFlow(scheme: OAuth2Scheme, credentials: Dict<Json>): TokenFlow {
  const entered = credentialText(credentials, 'refreshToken') !== ''
  const flow = declaredFlows(scheme).find(({ grant }) => grant !== 'refreshToken' || entered)
  if (flow !== undefined) return flow
  throw connectionInvalid('The connection has no refresh token, and its connector knows no other way to a token.', {
    hint: 'Enter the credentials again with connections.reauthorise.',
  })
}

/** A secret may be left out where the flow works for public clients, a refresh token where there is another flow. */
export function flowFields({ flows }: OAuth2Scheme): readonly CredentialField[] {
  const { clientCredentials, refreshToken } = flows
  const secret = refreshToken === undefined
  const fields = [
    { name: 'clientId', title: 'Client id', required: true },
    { name: 'clientSecret', title: 'Client secret', required: secret },
  ]
  if (refreshToken === undefined) return fields
  return [...fields, { name: 'refreshToken', title: 'Refresh token', required: clientCredentials === undefined }]
}

function describe(grant: TokenFlow['grant'], flow: OAuthFlow): TokenFlow {
  const endpoint = { url: flow.tokenUrl, variables: flow.variables }
  return { grant, endpoint, scopes: Object.keys(flow.scopes), sends: sends[grant] }
}
