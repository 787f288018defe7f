import { dict, type OAuth2Scheme, type SecurityScheme } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { child, type Located, membersOf, textIn } from '../refs/index.ts'
import type { Reading } from './reading.ts'

type Flows = OAuth2Scheme['flows']

/** What Swagger 2.0 calls them. */
const swaggerNames: Readonly<Record<string, keyof Flows>> = {
  application: 'clientCredentials',
  accesscode: 'authorizationCode',
}

/** OAuth Flows of a scheme; a relative URL is one of the server's (RFC 3986), if there is one that is known. */
export function readFlows(scheme: Located, serverUrl: string, { dialect }: Reading): SecurityScheme | Feature {
  const written: readonly (readonly [string, Located])[] =
    dialect === '2.0'
      ? [
          [
            swaggerNames[textIn(scheme.value, 'flow')?.toLowerCase() ?? ''] ?? textIn(scheme.value, 'flow') ?? '',
            scheme,
          ],
        ]
      : membersOf(child(scheme, 'flows'))
  const flows: { -readonly [Name in keyof Flows]: Flows[Name] } = {}
  for (const [name, flow] of written) {
    const tokenUrl = absolute(textIn(flow.value, 'tokenUrl'), serverUrl)
    const authorizationUrl = absolute(textIn(flow.value, 'authorizationUrl'), serverUrl)
    const common = { variables: dict<never>(), scopes: scopesOf(flow) }
    if (name === 'clientCredentials' && isPlain(tokenUrl)) flows.clientCredentials = { ...common, tokenUrl }
    if (name === 'authorizationCode' && isPlain(tokenUrl) && authorizationUrl !== undefined) {
      const { url, parameters } = withoutQuery(authorizationUrl)
      const more = Object.keys(parameters).length === 0 ? {} : { parameters }
      flows.authorizationCode = { ...common, tokenUrl, authorizationUrl: url, ...more }
    }
  }
  return Object.keys(flows).length === 0 ? 'auth.oauth2.url' : { type: 'oauth2', flows }
}

function scopesOf(flow: Located): Readonly<Record<string, string>> {
  return dict(
    membersOf(child(flow, 'scopes')).map(([name, { value }]) => [name, typeof value === 'string' ? value : '']),
  )
}

function absolute(url: string | undefined, serverUrl: string): string | undefined {
  if (url === undefined) return undefined
  const text = url.trim()
  if (/^https?:\/\//i.test(text)) return URL.canParse(text) ? text : undefined
  const base = /^https?:\/\/[^{}]+$/.test(serverUrl) ? `${serverUrl}/` : undefined
  return base !== undefined && URL.canParse(text, base) && !/^[a-z][a-z0-9+.-]*:/i.test(text)
    ? new URL(text, base).href
    : undefined
}

function isPlain(url: string | undefined): url is string {
  return url !== undefined && !/[?#{}]/.test(url)
}

/** What the flow says itself is not said by a document. */
const own = [
  'client_id',
  'code_challenge',
  'code_challenge_method',
  'redirect_uri',
  'response_mode',
  'response_type',
  'scope',
  'state',
]

function withoutQuery(url: string): { readonly url: string; readonly parameters: Readonly<Record<string, string>> } {
  const [plain = '', query = ''] = (url.split('#', 1)[0] ?? '').split('?')
  return { url: plain, parameters: dict([...new URLSearchParams(query)].filter(([name]) => !own.includes(name))) }
}
