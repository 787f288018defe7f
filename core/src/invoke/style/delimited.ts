import type { Json } from '../../model/index.ts'
import { parameterText } from '../encode.ts'

export type Encode = (text: string) => string

/**
 * The parts of a value that styles are made of, encoded: absent elements and properties are left out (RFC 6570, 2.3).
 */
export type Parts =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly string[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [name: string, text: string])[] }

export function partsOfValue(value: Json, encode: Encode, encodeName: Encode = encode): Parts {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).filter((item) => item !== null)
    return { kind: 'array', items: items.map((item) => encode(parameterText(item))) }
  }
  if (typeof value !== 'object' || value === null) return { kind: 'text', text: encode(parameterText(value)) }
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined)
  return {
    kind: 'object',
    entries: entries.map(([name, inner]) => [encodeName(name), encode(parameterText(inner))]),
  }
}

/** `R,100,G,200` */
export function flat(entries: readonly (readonly [string, string])[]): string[] {
  return entries.flat()
}

/** `R=100` */
export function equated(entries: readonly (readonly [string, string])[]): string[] {
  return entries.map(([name, text]) => `${name}=${text}`)
}
