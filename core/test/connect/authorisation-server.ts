import type { RequestListener } from 'node:http'
import type Provider from 'oidc-provider'
import { json, type Loopback, serve, serveAnswers } from './loopback.ts'
import { api, issuer } from './oauth-connector.ts'

export const redirectUri = 'https://app.example.com/jackfield/oauth/callback'
export const clientId = 'jackfield-test'
export const clientSecret = 'planted-client-secret/+%:&'

/**
 * oidc-provider, which revokes the new refresh token too when an old one is used again, with a service that asks it.
 */
export interface AuthorisationServer extends AsyncDisposable {
  readonly connectTo: Readonly<Record<string, string>>
  /** Token requests so far. */
  readonly requests: number
  /** Requests of the service by status. */
  readonly statuses: number[]
  newRefreshToken(): Promise<string>
  /** Has the service refuse every access token given out so far. */
  revokeAccessTokens(): void
}

export async function startAuthorisationServer(options: {
  readonly authentication?: 'client_secret_post' | 'client_secret_basic'
  /** Seconds. */
  readonly lifetime?: number
  /** Origin of the service that takes the tokens. @default that of the connectors here */
  readonly service?: string
}): Promise<AuthorisationServer> {
  const provider = await createProvider(options)
  let requests = 0
  const seen = new Set<string>()
  const refused = new Set<string>()
  const statuses: number[] = []
  const listener = options.authentication === 'client_secret_basic' ? basicOnly(provider) : provider.callback()
  const auth = await serve((request, response) => {
    if (request.url?.startsWith('/token')) requests++
    // What the document names is where the socket is declared to lead.
    if (request.url?.startsWith('/.well-known')) request.headers['x-forwarded-proto'] = 'https'
    return listener(request, response)
  })
  const service = await serveAnswers(async ({ headers }, response) => {
    const token = headers.authorization?.replace(/^Bearer /, '') ?? ''
    seen.add(token)
    const known = (await provider.AccessToken.find(token)) ?? (await provider.ClientCredentials.find(token))
    const status = known === undefined || refused.has(token) ? 401 : 200
    statuses.push(status)
    json(response, { token, kind: 'account' }, status)
  })
  return {
    connectTo: { [issuer]: auth.address, [options.service ?? api]: service.address },
    get requests() {
      return requests
    },
    statuses,
    newRefreshToken: () => newRefreshToken(provider),
    revokeAccessTokens() {
      for (const token of seen) refused.add(token)
    },
    async [Symbol.asyncDispose]() {
      for (const each of [auth, service] as Loopback[]) await each[Symbol.asyncDispose]()
    },
  }
}

async function createProvider({ authentication = 'client_secret_post', lifetime = 3600 }): Promise<Provider> {
  const speak = [console.info, console.warn] as const
  console.info = console.warn = () => {}
  try {
    const { default: Provider } = await import('oidc-provider')
    const provider = new Provider(issuer, configuration(authentication, lifetime))
    provider.proxy = true
    return provider
  } finally {
    ;[console.info, console.warn] = speak
  }
}

/** By itself it takes a secret in the form from every client. */
function basicOnly(provider: Provider): RequestListener {
  const listener = provider.callback()
  return (request, response) => {
    if (!request.url?.startsWith('/token') || request.headers.authorization?.startsWith('Basic '))
      return listener(request, response)
    request.resume()
    json(response, { error: 'invalid_client' }, 401)
  }
}

function configuration(authentication: string, lifetime: number): object {
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        token_endpoint_auth_method: authentication,
        grant_types: ['client_credentials', 'refresh_token', 'authorization_code'],
        redirect_uris: ['https://app.example.com/back', redirectUri],
        scope: 'openid offline_access orders.read',
      },
    ],
    scopes: ['openid', 'offline_access', 'orders.read'],
    features: { clientCredentials: { enabled: true }, devInteractions: { enabled: true } },
    pkce: { required: () => true },
    findAccount: async (_context: unknown, accountId: string) => ({
      accountId,
      claims: async () => ({ sub: accountId }),
    }),
    rotateRefreshToken: true,
    ttl: {
      AccessToken: lifetime,
      ClientCredentials: lifetime,
      RefreshToken: 86_400,
      Grant: 86_400,
      IdToken: 3600,
      Interaction: 600,
      Session: 600,
    },
    cookies: { keys: ['test'] },
  }
}

/** As a person would have got it by the authorisation code flow. */
async function newRefreshToken(provider: Provider): Promise<string> {
  const grant = new provider.Grant({ accountId: 'someone', clientId })
  grant.addOIDCScope('openid offline_access')
  const grantId = await grant.save()
  const client = await provider.Client.find(clientId)
  const scope = 'openid offline_access'
  const now = Math.floor(Date.now() / 1000)
  const more = { gty: 'authorization_code', rotations: 0, iiat: now }
  return new provider.RefreshToken({ accountId: 'someone', client, grantId, scope, ...more }).save()
}
