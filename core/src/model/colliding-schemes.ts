import type { Dict } from './json.ts'
import type { SecurityRequirement, SecurityScheme } from './security.ts'

/** Two schemes of one alternative that put their credentials in the same place, of which a request has one. */
export interface SchemeCollision {
  readonly schemes: readonly [string, string]
  /** In words, such as `the header Authorization`. */
  readonly place: string
}

/**
 * The first two schemes that can't be sent together; `undefined` where all can. Where those of extensions put theirs, only
 * these know.
 */
export function collidingSchemes(
  requirement: SecurityRequirement,
  securitySchemes: Dict<SecurityScheme>,
): SchemeCollision | undefined {
  const placed: { readonly name: string; readonly place: string }[] = []
  for (const name of Object.keys(requirement)) {
    const place = Object.hasOwn(securitySchemes, name) ? placeOf(securitySchemes[name] as SecurityScheme) : undefined
    if (place === undefined) continue
    const other = placed.find((each) => isSame(each.place, place))
    if (other !== undefined) return { schemes: [other.name, name], place }
    placed.push({ name, place })
  }
  return undefined
}

function placeOf(scheme: SecurityScheme): string | undefined {
  switch (scheme.type) {
    case 'apiKey':
      return `the ${scheme.in === 'query' ? 'query parameter' : scheme.in} ${scheme.name}`
    case 'http':
    case 'oauth2':
    case 'openIdConnect':
      return 'the header Authorization'
    case 'mutualTLS':
      return "the client's certificate"
    default:
      return undefined
  }
}

/** Names of headers have no case (RFC 9110 section 5.1), and all cookies are one of them. */
function isSame(one: string, other: string): boolean {
  const [left, right] = [one, other].map((place) => (place.startsWith('the header ') ? place.toLowerCase() : place))
  const asCookie = (place = ''): boolean => place.startsWith('the cookie ')
  if (left === right) return true
  return (left === 'the header cookie' && asCookie(right)) || (right === 'the header cookie' && asCookie(left))
}
