import { type Context, newProvider, type Provider } from './provider.ts'

export interface Client {
  readonly clientId: string
  readonly clientSecret: string
}

/** What is registered with the server. */
export interface Registered extends Client {
  readonly redirectUri: string
  readonly scopes: readonly string[]
}

export interface ProviderOptions {
  /** Also the origin that everybody calls it by, such as `https://accounts.zoho.in`. */
  readonly issuer: string
  readonly client: Registered
  /** The service that asks what an access token is worth (RFC 7662). */
  readonly service: Client
  /** Told with every token, as Zoho does. */
  readonly apiDomain: string
}

export const paths = {
  authorization: '/oauth/v2/auth',
  token: '/oauth/v2/token',
  introspection: '/oauth/v2/introspect',
}

/**
 * An authorisation server that nobody here wrote, oidc-provider, under the paths of Zoho Accounts: with PKCE required,
 * pages on which a person signs in and allows, a code that is good once, and refresh tokens. What Zoho has of its own
 * is laid around it: scopes with commas between them, and `api_domain` in the answer to a token request.
 */
export async function createProvider(options: ProviderOptions): Promise<Provider> {
  const provider = await newProvider(options.issuer, configurationOf(options))
  provider.proxy = true
  provider.use(async (context, next) => {
    if (context.path === paths.authorization) separateScopes(context)
    await next()
    if (context.path === paths.token) addApiDomain(context, options.apiDomain)
  })
  return provider
}

function configurationOf({ client, service }: ProviderOptions): object {
  return {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: [client.redirectUri],
        scope: client.scopes.join(' '),
      },
      {
        client_id: service.clientId,
        client_secret: service.clientSecret,
        grant_types: [],
        response_types: [],
        redirect_uris: [],
      },
    ],
    scopes: client.scopes,
    features: {
      devInteractions: { enabled: true },
      introspection: {
        enabled: true,
        allowedPolicy: async (_context: unknown, { clientId }: Client) => clientId === service.clientId,
      },
    },
    routes: paths,
    pkce: { required: () => true },
    issueRefreshToken: async () => true,
    findAccount: async (_context: unknown, accountId: string) => ({
      accountId,
      claims: async () => ({ sub: accountId }),
    }),
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 120,
      Grant: 86_400,
      Interaction: 600,
      RefreshToken: 86_400,
      Session: 600,
    },
    cookies: { keys: ['a stand-in signs its cookies with this'] },
  }
}

function separateScopes(context: Context): void {
  const { scope } = context.query
  if (typeof scope === 'string') context.query = { ...context.query, scope: scope.replaceAll(',', ' ') }
}

function addApiDomain(context: Context, apiDomain: string): void {
  const { body } = context
  if (typeof body === 'object' && body !== null && 'access_token' in body) {
    context.body = { ...body, api_domain: apiDomain }
  }
}
