import type { Json, Style } from '../../model/index.ts'
import { type Encode, equated, flat, type Parts, partsOfValue } from './delimited.ts'

export interface TextStyle {
  readonly style: Style
  readonly explode: boolean
  readonly encode: Encode
}

/** Of Swagger 2.0's `collectionFormat` in a path or a header, encoded as everything there is. */
const delimiters: { readonly [Name in Style]?: string } = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
}

/** A value as one piece of a path or a header (OpenAPI 3.1, Style Values); empty where there is nothing in it. */
export function styleText(name: string, value: Json, { style, explode, encode }: TextStyle): string {
  const parts = partsOfValue(value, encode)
  if (parts.kind !== 'text' && (parts.kind === 'array' ? parts.items : parts.entries).length === 0) return ''
  if (style === 'matrix') return matrix(encode(name), parts, explode)
  if (style === 'label') return `.${membersOf(parts, explode).join(explode ? '.' : ',')}`
  return membersOf(parts, explode).join(style in delimiters ? encode(delimiters[style] ?? ',') : ',')
}

function membersOf(parts: Parts, explode: boolean): readonly string[] {
  if (parts.kind === 'text') return [parts.text]
  if (parts.kind === 'array') return parts.items
  return explode ? equated(parts.entries) : flat(parts.entries)
}

/** RFC 6570, 3.2.7: the name stands by itself before an empty value. */
function matrix(name: string, parts: Parts, explode: boolean): string {
  const pair = (own: string, text: string): string => (text === '' ? `;${own}` : `;${own}=${text}`)
  if (parts.kind === 'text') return pair(name, parts.text)
  if (!explode) return pair(name, membersOf(parts, false).join(','))
  if (parts.kind === 'array') return parts.items.map((item) => pair(name, item)).join('')
  return parts.entries.map(([own, text]) => pair(own, text)).join('')
}
