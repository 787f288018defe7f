import type { Dict } from './json.ts'
import type { UrlVariable } from './url-variable.ts'

/** OpenAPI Server Object, its variables filled from a connection's settings. `url` has no trailing slash. */
export interface Server {
  readonly url: string
  readonly variables: Dict<UrlVariable>
}

/** Where a URL's scheme and authority end; of `{instance}/api`, where `instance` is a URL, they are the variable. */
export function authorityEnd(url: string): number {
  const scheme = /^[^/?#]*:\/\//.exec(url)
  if (scheme === null) return url.startsWith('{') ? url.indexOf('}') + 1 : 0
  const length = url.slice(scheme[0].length).search(/[/?#]/)
  return length === -1 ? url.length : scheme[0].length + length
}

/** Where a variable stands: for the whole beginning of a URL, in its scheme, its authority, or after it. */
export type VariablePlace = 'beginning' | 'scheme' | 'authority' | 'path'

/** The places of a variable in a URL, none where it is not in it. */
export function placesOfVariable(url: string, name: string): readonly VariablePlace[] {
  const written = `{${name}}`
  const end = authorityEnd(url)
  const slashes = url.slice(0, end).indexOf('://')
  const places: VariablePlace[] = []
  for (let at = url.indexOf(written); at >= 0; at = url.indexOf(written, at + 1))
    places.push(at >= end ? 'path' : slashes === -1 ? 'beginning' : at < slashes ? 'scheme' : 'authority')
  return places
}

/** Whether a variable stands in a URL's authority only, as the last part of it. */
export function endsAuthority(url: string, name: string): boolean {
  const written = `{${name}}`
  return url.indexOf('://') > 0 && url.slice(0, authorityEnd(url)).endsWith(written) && url.split(written).length === 2
}

/** A URL with something in the place of its variables; `null` where it is none of the web, whatever they are. */
export function sampleUrl(url: string): URL | null {
  const absolute = url.replace(/^\{[^{}]*\}(?=:\/\/)/, 'https').replace(/^\{[^{}]*\}/, 'https://variable')
  const sample = absolute.replaceAll(/:\{[^{}]*\}/g, ':1').replaceAll(/\{[^{}]*\}/g, 'variable')
  return /^https?:\/\//i.test(sample) ? URL.parse(sample) : null
}
