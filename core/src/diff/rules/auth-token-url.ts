import {
  type AuthorizationCodeFlow,
  canonicalJson,
  type ImplicitFlow,
  type OAuthFlow,
  type Pointer,
  pointer,
} from '../../model/index.ts'
import type { Found, Rule } from '../rule.ts'
import { flowsOf } from '../security-parts.ts'

export const authTokenUrlRule: Rule = {
  id: 'auth.token-url',
  side: 'connection',
  levels: ['risky'],
  title: 'Tokens, or the consent to give them, are asked for elsewhere',
  explanation:
    'Another token URL, or another page where a person consents, is another authorisation server, or another account there. A stored credential never follows by itself (`auth.grant`).',
  example: {
    of: 'connector',
    base: 'securitySchemes: { o: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://example.com/token, scopes: {} } } } }',
    revision:
      'securitySchemes: { o: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://id.example.com/token, scopes: {} } } } }',
  },
  connector: ({ base, revision }) =>
    Object.keys(base.securitySchemes).flatMap((name) =>
      [...flowsOf(base.securitySchemes[name])].flatMap(([flow, before]) => {
        const after = flowsOf(revision.securitySchemes[name]).get(flow)
        const scheme = pointer('securitySchemes', name)
        return after === undefined ? [] : differencesOf([before, after], { name, scheme, flow })
      }),
    ),
}

type Flow = OAuthFlow | ImplicitFlow

interface FlowPlace {
  readonly name: string
  readonly scheme: Pointer
  readonly flow: string
}

function differencesOf([before, after]: readonly [Flow, Flow], { name, scheme, flow }: FlowPlace): readonly Found[] {
  const isDiscovered = flow === 'openIdConnect'
  const at = (url: string): Pointer =>
    scheme + (isDiscovered ? pointer('openIdConnectUrl') : pointer('flows', flow, url))
  const tokens = [tokensOf(before), tokensOf(after)] as const
  const consent = isDiscovered ? ([null, null] as const) : ([consentOf(before), consentOf(after)] as const)
  return [
    ...differing(
      tokens,
      at('tokenUrl'),
      `Tokens of "${name}" are asked for at ${'tokenUrl' in after ? after.tokenUrl : ''}.`,
    ),
    ...differing(consent, at('authorizationUrl'), `People consent to "${name}" elsewhere, or to something else.`),
  ]
}

function differing(
  [before, after]: readonly [object | null, object | null],
  at: Pointer,
  message: string,
): readonly Found[] {
  if (before === null || after === null || canonicalJson(before) === canonicalJson(after)) return []
  return [{ pointer: at, message, before, after, explains: ['security schemes'] }]
}

function tokensOf(flow: Flow): object | null {
  if (!('tokenUrl' in flow)) return null
  const { tokenUrl, variables } = flow
  return Object.keys(variables ?? {}).length === 0 ? { tokenUrl } : { tokenUrl, variables }
}

/** Where a person consents, what is sent there besides, and what has to come back. */
function consentOf(flow: Flow): object | null {
  const { scopes: _scopes, variables, ...urls } = flow
  const { tokenUrl, ...consent } = urls as Partial<AuthorizationCodeFlow>
  if (Object.keys(consent).length === 0) return null
  return tokenUrl === undefined && Object.keys(variables ?? {}).length > 0 ? { ...consent, variables } : consent
}
