import { type Body, type Dict, type Encoding, isJsonObject, type Json, mediaKind } from '../../model/index.ts'
import { encodeForm, encodeReserved, parameterText } from '../encode.ts'
import { stylePairs } from '../style/style-pairs.ts'

/**
 * An object as `application/x-www-form-urlencoded` (URL Standard): arrays repeated and objects as JSON unless their
 * encoding says otherwise (OpenAPI 3.1, Encoding Object). `null` is left out.
 */
export function formBody(value: Json, encoding: Body['encoding']): string {
  if (!isJsonObject(value)) return ''
  return Object.entries(value)
    .filter(([, inner]) => inner !== null)
    .flatMap(([name, inner]) => pairs(name, inner, encodingOf(name, encoding)))
    .join('&')
}

export function encodingOf(name: string, encoding: Dict<Encoding> = {}): Encoding {
  return Object.hasOwn(encoding, name) ? (encoding[name] as Encoding) : {}
}

function pairs(name: string, value: Json, { style, explode, allowReserved, mediaType }: Encoding): string[] {
  const encode = allowReserved === true ? encodeReserved : encodeForm
  const styled = style !== undefined || explode !== undefined || allowReserved !== undefined
  if (!styled && mediaType !== undefined && mediaKind(mediaType) === 'json')
    return [`${encodeForm(name)}=${encodeForm(JSON.stringify(value))}`]
  if (!styled && isJsonObject(value)) return [`${encodeForm(name)}=${encodeForm(parameterText(value))}`]
  const chosen = style ?? 'form'
  return stylePairs(name, value, {
    style: chosen,
    explode: explode ?? chosen === 'form',
    encode,
    encodeName: encodeForm,
  })
}
