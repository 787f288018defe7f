import { canonicalJson, type Json, pointer, type SecurityScheme } from '../../model/index.ts'
import type { Rule } from '../rule.ts'

export const authPlacementRule: Rule = {
  id: 'auth.placement',
  side: 'connection',
  levels: ['risky'],
  title: 'A credential is put elsewhere in the request',
  explanation:
    'Another header or query parameter, or other text around it. The service may not accept it; a stored credential is put nowhere else until it is entered again (`auth.grant`).',
  example: {
    of: 'connector',
    base: 'securitySchemes: { k: { type: apiKey, in: header, name: X-Api-Key } }',
    revision: 'securitySchemes: { k: { type: apiKey, in: query, name: key } }',
  },
  connector: ({ base, revision }) =>
    Object.keys(base.securitySchemes).flatMap((name) => {
      const [one, other] = [base.securitySchemes[name], revision.securitySchemes[name]]
      if (one === undefined || other === undefined || one.type !== other.type) return []
      const [before, after] = [placementOf(one), placementOf(other)]
      if (comparable(before) === comparable(after)) return []
      const message = `The credentials of "${name}" are put elsewhere.`
      return [{ pointer: pointer('securitySchemes', name), message, before, after, explains: ['security schemes'] }]
    }),
}

interface Placement {
  readonly in?: string
  readonly name?: string
  readonly value?: Json
}

function placementOf(scheme: SecurityScheme): Placement {
  const value = scheme.value === undefined ? {} : { value: scheme.value as unknown as Json }
  return scheme.type === 'apiKey' ? { in: scheme.in, name: scheme.name, ...value } : value
}

/** RFC 9110, 5.1: names of headers are the same in any case. */
function comparable({ name, ...placement }: Placement): string {
  return canonicalJson({ ...placement, name: placement.in === 'header' ? name?.toLowerCase() : name })
}
