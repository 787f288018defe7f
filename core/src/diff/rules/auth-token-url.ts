import { canonicalJson, type OAuthFlow, pointer } from '../../model/index.ts'
import type { Rule } from '../rule.ts'
import { flowsOf } from '../security-parts.ts'

export const authTokenUrlRule: Rule = {
  id: 'auth.token-url',
  side: 'connection',
  levels: ['risky'],
  title: 'Tokens are asked for elsewhere',
  explanation:
    'Another token URL is another authorisation server, or another account there. A stored credential never follows by itself (`auth.grant`).',
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
        if (after === undefined || !('tokenUrl' in before && 'tokenUrl' in after)) return []
        if (canonicalJson(target(before)) === canonicalJson(target(after))) return []
        const at = flow === 'openIdConnect' ? ['openIdConnectUrl'] : ['flows', flow, 'tokenUrl']
        const message = `Tokens of "${name}" are asked for at ${after.tokenUrl}.`
        return [
          {
            pointer: pointer('securitySchemes', name, ...at),
            message,
            before: target(before),
            after: target(after),
            explains: ['security schemes'],
          },
        ]
      }),
    ),
}

function target({ tokenUrl, variables }: OAuthFlow): object {
  return Object.keys(variables ?? {}).length === 0 ? { tokenUrl } : { tokenUrl, variables }
}
