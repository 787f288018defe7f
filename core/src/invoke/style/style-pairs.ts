import { isJsonObject, type Json, type Style } from '../../model/index.ts'
import { parameterText } from '../encode.ts'
import { type Encode, equated, flat, partsOfValue } from './delimited.ts'

export interface PairStyle {
  readonly style: Style
  readonly explode: boolean
  readonly encode: Encode
  /** @default that of values */
  readonly encodeName?: Encode
}

const delimiters: { readonly [Name in Style]?: string } = {
  spaceDelimited: '%20',
  pipeDelimited: '%7C',
  tabDelimited: '%09',
}

/**
 * A value as encoded `name=value` pairs, by the styles of a query, a cookie or a form (OpenAPI 3.1, Style Values): none
 * where there is nothing in it.
 */
export function stylePairs(name: string, value: Json, how: PairStyle): string[] {
  const { encode, encodeName = encode } = how
  if (typeof value !== 'object') return [`${encodeName(name)}=${encode(parameterText(value))}`]
  if (how.style === 'deepObject' && isJsonObject(value)) return deepPairs(name, value, how)
  const parts = partsOfValue(value, encode, encodeName)
  const own = encodeName(name)
  if (parts.kind === 'text') return [`${own}=${parts.text}`]
  if (how.explode) return parts.kind === 'array' ? parts.items.map((item) => `${own}=${item}`) : equated(parts.entries)
  const members = parts.kind === 'array' ? parts.items : flat(parts.entries)
  return members.length === 0 ? [] : [`${own}=${members.join(delimiters[how.style] ?? ',')}`]
}

/** `color[R]=100`; what lies deeper, which the standard leaves open, as most services read it. */
function deepPairs(name: string, value: Json, how: PairStyle): string[] {
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([key, inner]) =>
      inner === null ? [] : deepPairs(`${name}[${key}]`, inner, how),
    )
  const items: readonly Json[] = Array.isArray(value) ? value : [value]
  const { encode, encodeName = encode } = how
  return items.map((item) => `${encodeName(name)}=${encode(parameterText(item))}`)
}
