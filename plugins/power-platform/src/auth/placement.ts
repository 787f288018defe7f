import type { ByName } from '../expression/index.ts'

/** Where credentials go in a request, and what is written there. */
export interface Placement {
  readonly in: 'header' | 'query'
  readonly name: string
  /** Text, and the names of connection parameters; `basic` and `oauth` are what those schemes write. */
  readonly parts: readonly PlacedPart[]
}

export type PlacedPart = string | { readonly credential: string } | { readonly scheme: 'basic' | 'oauth' }

/** By {@link placeKey}: one place holds one value. */
export type Placements = ReadonlyMap<string, Placement>

/** Names of headers are compared without case (RFC 9110, section 5.1). */
export function placeKey(place: 'header' | 'query', name: string): string {
  return place === 'header' ? `header ${name.trim().toLowerCase()}` : `query ${name}`
}

/** What a reference of a policy to what is in the request leads to. */
export function keyOf({ kind, name }: ByName): string | undefined {
  if (kind === 'headers') return placeKey('header', name)
  return kind === 'queryParameters' ? placeKey('query', name) : undefined
}

export function credentialsIn({ parts }: Placement): readonly string[] {
  return [
    ...new Set(parts.flatMap((part) => (typeof part === 'object' && 'credential' in part ? [part.credential] : []))),
  ]
}
