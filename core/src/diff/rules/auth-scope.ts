import { pointer, type SecurityRequirement } from '../../model/index.ts'
import type { ConnectorPair } from '../connector-pair.ts'
import type { ConnectorPart } from '../connector-parts.ts'
import { type OperationPair, securityOf } from '../operation-pair.ts'
import type { OperationPart } from '../operation-parts.ts'
import type { Found, Rule } from '../rule.ts'
import { flowsOf } from '../security-parts.ts'

/** What an access token has to be good for. */
export const authScopeRules: readonly Rule[] = [
  {
    id: 'auth.scope.added',
    side: 'connection',
    levels: ['risky'],
    title: 'Another OAuth scope is needed',
    explanation: 'Existing connections were not granted it: calls may be refused until they are authorised again.',
    example: {
      of: 'connector',
      base: 'securitySchemes: { o: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://example.com/token, scopes: { read: Read } } } } }',
      revision:
        'securitySchemes: { o: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://example.com/token, scopes: { read: Read, write: Write } } } } }',
    },
    connector: (pair) => inConnector(pair).flatMap((scopes) => found(scopes, 'added')),
    operation: (pair) => inOperation(pair).flatMap((scopes) => found(scopes, 'added')),
  },
  {
    id: 'auth.scope.removed',
    side: 'connection',
    levels: ['safe'],
    title: 'An OAuth scope is no longer needed',
    explanation: 'Existing connections have more than they need.',
    example: {
      of: 'connector',
      base: 'securitySchemes: { o: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://example.com/token, scopes: { read: Read, write: Write } } } } }',
      revision:
        'securitySchemes: { o: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://example.com/token, scopes: { read: Read } } } } }',
    },
    connector: (pair) => inConnector(pair).flatMap((scopes) => found(scopes, 'removed')),
    operation: (pair) => inOperation(pair).flatMap((scopes) => found(scopes, 'removed')),
  },
]

interface Scopes {
  readonly pointer: string
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly explains: ConnectorPart | OperationPart
}

function found({ pointer: at, before, after, explains }: Scopes, what: 'added' | 'removed'): readonly Found[] {
  const names =
    what === 'added' ? after.filter((one) => !before.includes(one)) : before.filter((one) => !after.includes(one))
  if (names.length === 0) return []
  const subject = names.length === 1 ? `Scope ${names[0]} is` : `Scopes ${names.join(', ')} are`
  const message = `${subject} ${what === 'added' ? 'needed now' : 'no longer needed'}.`
  return [{ pointer: at, message, ...(what === 'added' ? { after: names } : { before: names }), explains: [explains] }]
}

function inConnector({ base, revision }: ConnectorPair): readonly Scopes[] {
  const declared = Object.keys(base.securitySchemes).flatMap((name) =>
    [...flowsOf(base.securitySchemes[name])].flatMap(([flow, before]): readonly Scopes[] => {
      const after = flowsOf(revision.securitySchemes[name]).get(flow)
      const at = pointer('securitySchemes', name, ...(flow === 'openIdConnect' ? [] : ['flows', flow]), 'scopes')
      return after === undefined
        ? []
        : [{ pointer: at, before: names(before.scopes), after: names(after.scopes), explains: 'security schemes' }]
    }),
  )
  return [...declared, ...inSecurity(base.security, revision.security, { pointer: '/security', explains: 'security' })]
}

function inOperation(pair: OperationPair): readonly Scopes[] {
  if (pair.base.security === undefined && pair.revision.security === undefined) return []
  const at = { pointer: `${pair.at}/security`, explains: 'operation security' as const }
  return inSecurity(securityOf(pair, 'base'), securityOf(pair, 'revision'), at)
}

/** Of the schemes that both ask for. */
function inSecurity(
  base: readonly SecurityRequirement[],
  revision: readonly SecurityRequirement[],
  at: Pick<Scopes, 'pointer' | 'explains'>,
): readonly Scopes[] {
  const scopes = (of: readonly SecurityRequirement[], scheme: string): readonly string[] =>
    [...new Set(of.flatMap((requirement) => requirement[scheme] ?? []))].sort()
  const schemes = new Set(base.flatMap((requirement) => Object.keys(requirement)))
  return [...schemes]
    .filter((scheme) => revision.some((requirement) => Object.hasOwn(requirement, scheme)))
    .map((scheme) => ({ ...at, before: scopes(base, scheme), after: scopes(revision, scheme) }))
}

function names(scopes: object): readonly string[] {
  return Object.keys(scopes).sort()
}
