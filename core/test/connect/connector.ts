import { type Connector, dict, type Operation, type SecurityScheme, type Server } from '../../src/model/index.ts'

interface Outline {
  readonly id?: string
  readonly servers?: readonly Server[]
  readonly schemes?: Readonly<Record<string, SecurityScheme>>
  /** @default each scheme as an alternative */
  readonly security?: readonly (readonly string[])[]
  readonly settings?: Connector['settings']
  readonly operations?: readonly Operation[]
}

export const server = (url: string, variables: Server['variables'] = {}): Server => ({ url, variables })

export function connectorOf(outline: Outline = {}): Connector {
  const schemes = Object.entries(outline.schemes ?? {})
  const security = outline.security ?? schemes.map(([name]) => [name])
  return {
    model: 1,
    id: outline.id ?? 'tracker',
    version: '1.0.0',
    title: 'Tracker',
    servers: outline.servers ?? [server('https://api.example.com/v1')],
    securitySchemes: dict(schemes),
    security: security.map((names) => dict(names.map((name) => [name, []] as const))),
    settings: outline.settings ?? { type: 'object', properties: {} },
    operations: dict((outline.operations ?? [operation]).map((each) => [each.id, each] as const)),
    schemas: dict(),
  }
}

export const operation: Operation = {
  id: 'listOrders',
  kind: 'action',
  title: 'List orders',
  visibility: 'public',
  effect: 'read',
  input: { type: 'object' },
  output: true,
}

export const keyInHeader: SecurityScheme = { type: 'apiKey', in: 'header', name: 'X-Api-Key' }

/** Its host is a setting, as the production tracker's is. */
export const hosted: Outline = {
  servers: [
    server('https://{host}/api', { host: { from: 'settings.host', pattern: '^[a-z0-9.-]+\\.example\\.com$' } }),
  ],
  schemes: { key: keyInHeader },
  settings: {
    type: 'object',
    required: ['host'],
    properties: { host: { type: 'string' }, note: { type: 'string' } },
  },
}

/** Like Zoho's: a refresh token, and the data centre decides where everything goes. */
export const dataCentred: Outline = {
  id: 'stock',
  servers: [
    server('https://{api}/v1', { api: { from: 'settings.dc', map: { eu: 'api.example.eu', in: 'api.example.in' } } }),
  ],
  schemes: {
    oauth: {
      type: 'oauth2',
      value: {
        kind: 'text',
        parts: ['Zoho-oauthtoken ', { root: 'credentials', path: ['accessToken'] }],
      },
      flows: {
        refreshToken: {
          tokenUrl: 'https://{accounts}/token',
          variables: {
            accounts: { from: 'settings.dc', map: { eu: 'accounts.example.eu', in: 'accounts.example.in' } },
          },
          scopes: { 'items.READ': 'Read items' },
        },
      },
    },
  },
  settings: {
    type: 'object',
    required: ['dc', 'organizationId'],
    properties: { dc: { enum: ['eu', 'in'] }, organizationId: { type: 'string' } },
  },
}
