import { dict, type OAuth2Scheme, type SecurityScheme, type Server } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { child, fieldsOf, type Located, textIn } from '../refs/index.ts'
import { authorizationPage } from './authorization-page.ts'
import type { Reading } from './reading.ts'
import { absolute, isPlain, variablesIn } from './scheme-url.ts'

type Flows = OAuth2Scheme['flows']

/** What Swagger 2.0 calls them. */
const swaggerNames: Readonly<Record<string, keyof Flows>> = {
  application: 'clientCredentials',
  accesscode: 'authorizationCode',
}

/** OAuth Flows of a scheme; a relative URL is one of the server that credentials go to anyway (RFC 3986). */
export function readFlows(scheme: Located, server: Server | undefined, { dialect }: Reading): SecurityScheme | Feature {
  const written: readonly (readonly [string, Located])[] =
    dialect === '2.0'
      ? [
          [
            swaggerNames[textIn(scheme.value, 'flow')?.toLowerCase() ?? ''] ?? textIn(scheme.value, 'flow') ?? '',
            scheme,
          ],
        ]
      : fieldsOf(child(scheme, 'flows'))
  const flows: { -readonly [Name in keyof Flows]: Flows[Name] } = {}
  for (const [name, flow] of written) Object.assign(flows, readFlow(name, flow, server))
  const { implicit, ...others } = flows
  if (Object.keys(others).length > 0) return { type: 'oauth2', flows: others }
  return implicit === undefined ? 'auth.oauth2.url' : { type: 'oauth2', flows: { implicit } }
}

/** One flow, or nothing where it lacks a URL that it needs. */
function readFlow(name: string, flow: Located, server: Server | undefined): Flows {
  const tokenUrl = absolute(textIn(flow.value, 'tokenUrl'), server)
  const authorizationUrl = absolute(textIn(flow.value, 'authorizationUrl'), server)
  const common = { variables: variablesIn([tokenUrl, authorizationUrl], server), scopes: scopesOf(flow) }
  if (name === 'implicit' && authorizationUrl !== undefined)
    return { implicit: { ...common, authorizationUrl: authorizationPage(authorizationUrl).url } }
  if (!isPlain(tokenUrl)) return {}
  if (name === 'clientCredentials') return { clientCredentials: { ...common, tokenUrl } }
  if (name === 'password') return { password: { ...common, tokenUrl } }
  if (name !== 'authorizationCode' || authorizationUrl === undefined) return {}
  const { url, parameters } = authorizationPage(authorizationUrl)
  const more = Object.keys(parameters).length === 0 ? {} : { parameters }
  return { authorizationCode: { ...common, tokenUrl, authorizationUrl: url, ...more } }
}

function scopesOf(flow: Located): Readonly<Record<string, string>> {
  return dict(
    fieldsOf(child(flow, 'scopes')).map(([name, { value }]) => [name, typeof value === 'string' ? value : '']),
  )
}
