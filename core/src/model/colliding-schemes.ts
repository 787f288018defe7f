import type { Dict } from './json.ts'
import type { SecurityRequirement, SecurityScheme } from './security.ts'

/** Two schemes of one alternative that put their credentials in the same place, of which a request has one. */
export interface SchemeCollision {
  readonly schemes: readonly [string, string]
  /** In words, such as `the header Authorization`. */
  readonly place: string
}

/**
 * The first two schemes that can't be sent together; `undefined` where all can. Where those of extensions put theirs,
 * only these know.
 */
export function collidingSchemes(
  requirement: SecurityRequirement,
  securitySchemes: Dict<SecurityScheme>,
): SchemeCollision | undefined {
  const placed: { readonly name: string; readonly place: Place }[] = []
  for (const name of Object.keys(requirement)) {
    const place = Object.hasOwn(securitySchemes, name) ? placeOf(securitySchemes[name] as SecurityScheme) : undefined
    if (place === undefined) continue
    const other = placed.find((each) => collide(each.place, place))
    if (other !== undefined) return { schemes: [other.name, name], place: wordsOf(place) }
    placed.push({ name, place })
  }
  return undefined
}

interface Place {
  readonly in: 'header' | 'query' | 'cookie' | 'certificate'
  readonly name: string
}

function placeOf(scheme: SecurityScheme): Place | undefined {
  switch (scheme.type) {
    case 'apiKey':
      return scheme
    case 'http':
    case 'oauth2':
    case 'openIdConnect':
      return { in: 'header', name: 'Authorization' }
    case 'mutualTLS':
      return { in: 'certificate', name: '' }
    default:
      return undefined
  }
}

function wordsOf(place: Place): string {
  if (place.in === 'certificate') return "the client's certificate"
  return `the ${place.in === 'query' ? 'query parameter' : place.in} ${place.name}`
}

/** Names of headers have no case (RFC 9110 section 5.1), and all cookies are one header. */
function collide(one: Place, other: Place): boolean {
  if (one.in !== other.in) return holdsCookies(one, other) || holdsCookies(other, one)
  return one.in === 'header' ? one.name.toLowerCase() === other.name.toLowerCase() : one.name === other.name
}

function holdsCookies(header: Place, cookie: Place): boolean {
  return header.in === 'header' && header.name.toLowerCase() === 'cookie' && cookie.in === 'cookie'
}
