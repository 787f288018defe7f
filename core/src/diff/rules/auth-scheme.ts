import { canonicalJson, pointer, type SecurityRequirement, type SecurityScheme } from '../../model/index.ts'
import type { ConnectorPair } from '../connector-pair.ts'
import { securityOf } from '../operation-pair.ts'
import type { Found, Rule } from '../rule.ts'
import { schemeKind, schemesOf } from '../security-parts.ts'

export const authSchemeRule: Rule = {
  id: 'auth.scheme',
  side: 'connection',
  levels: ['risky', 'safe'],
  title: 'How requests are authenticated changes',
  explanation:
    'Another type of security scheme, or another choice of schemes: existing connections may not have what it takes. One more alternative beside the ones there were is safe.',
  example: {
    of: 'connector',
    base: 'securitySchemes: { auth: { type: http, scheme: basic } }',
    revision: 'securitySchemes: { auth: { type: http, scheme: bearer } }',
  },
  connector: (pair) => [
    ...schemesFound(pair),
    ...alternativesFound(pair.base.security, pair.revision.security).map((found) => ({
      ...found,
      pointer: '/security',
      explains: ['security' as const],
    })),
  ],
  operation: (pair) => {
    if (pair.base.security === undefined && pair.revision.security === undefined) return []
    return alternativesFound(securityOf(pair, 'base'), securityOf(pair, 'revision')).map((found) => ({
      ...found,
      pointer: `${pair.at}/security`,
      explains: ['operation security' as const],
    }))
  },
}

function schemesFound({ base, revision }: ConnectorPair): readonly Found[] {
  const names = new Set([...Object.keys(base.securitySchemes), ...Object.keys(revision.securitySchemes)])
  return [...names].flatMap((name) => {
    const [before, after] = [base.securitySchemes[name], revision.securitySchemes[name]]
    const shown = { before: before?.type, after: after?.type, explains: ['security schemes' as const] }
    const at = pointer('securitySchemes', name)
    if (before === undefined)
      return [{ pointer: at, level: 'safe', message: `Security scheme "${name}" is added.`, ...shown }]
    if (after === undefined) return [{ pointer: at, message: `Security scheme "${name}" is removed.`, ...shown }]
    if (canonicalJson(schemeKind(before)) === canonicalJson(schemeKind(after))) return []
    return [{ pointer: at, message: `Security scheme "${name}" ${otherwise(before, after)}.`, ...shown }]
  })
}

/** The end of a sentence. */
function otherwise(base: SecurityScheme, revision: SecurityScheme): string {
  const [before, after] = [schemeText(base), schemeText(revision)]
  return before === after ? `is ${after} as before, and works in another way` : `was ${before} and is ${after} now`
}

function schemeText(scheme: SecurityScheme): string {
  if (scheme.type === 'apiKey') return `apiKey in ${scheme.in} "${scheme.name}"`
  if (scheme.type === 'http') return `http ${scheme.scheme}`
  const flows = scheme.type === 'oauth2' ? Object.keys(scheme.flows).sort() : []
  return flows.length === 0 ? scheme.type : `${scheme.type} (${flows.join(', ')})`
}

function alternativesFound(
  base: readonly SecurityRequirement[],
  revision: readonly SecurityRequirement[],
): readonly Omit<Found, 'pointer'>[] {
  const of = (alternatives: readonly SecurityRequirement[]) =>
    alternatives.length === 0 ? [[]] : alternatives.map(schemesOf)
  const [before, after] = [of(base), of(revision)]
  const texts = (alternatives: readonly (readonly string[])[]): ReadonlySet<string> =>
    new Set(alternatives.map((names) => names.join(' and ') || 'nothing'))
  const [left, right] = [texts(before), texts(after)]
  if (left.size === right.size && [...left].every((text) => right.has(text))) return []
  const kept = left.size > 0 && [...left].every((text) => right.has(text))
  return [
    {
      level: kept ? 'safe' : 'risky',
      message: `Requests were authenticated by ${listed(left)} and are by ${listed(right)} now.`,
      before: [...left],
      after: [...right],
    },
  ]
}

function listed(alternatives: ReadonlySet<string>): string {
  return [...alternatives].join(' or ') || 'nothing'
}
