import { isToken, type Json, mediaKind, type Parameter, type Style } from '../../model/index.ts'
import { encodeQuery, encodeReserved, encodeSegment, parameterText } from '../encode.ts'
import type { Encode } from './delimited.ts'
import { stylePairs } from './style-pairs.ts'
import { styleText } from './style-text.ts'

/** How one parameter of a query or a cookie is written: as encoded pairs, none where there is nothing in it. */
export type WritePairs = (value: Json) => readonly string[]
/** How one parameter of a path or a header is written. */
export type WriteText = (value: Json) => string

/** Chosen once for all calls of an operation. */
export function pairsOf(parameter: Parameter): WritePairs {
  const { name } = parameter
  const encodeName = parameter.in === 'cookie' ? cookieName : encodeQuery
  const encode = encodingOf(parameter)
  const { mediaType } = parameter
  if (mediaType !== undefined) return (value) => [`${encodeName(name)}=${encode(contentText(value, mediaType))}`]
  const style: Style = parameter.style ?? 'form'
  const how = { style, explode: parameter.explode ?? style === 'form', encode, encodeName }
  return (value) => stylePairs(name, value, how)
}

/** Chosen once for all calls of an operation. */
export function textOf(parameter: Parameter): WriteText {
  const { name, mediaType, style = 'simple', explode = false } = parameter
  const encode: Encode = parameter.in === 'path' ? encodeSegment : (text) => text
  if (mediaType !== undefined) return (value) => encode(contentText(value, mediaType))
  return (value) => styleText(name, value, { style, explode, encode })
}

/** A parameter that stands in the query part of a path template: written as in a path, and encoded as in a query. */
export function pairTextOf({ name, mediaType, style = 'simple', explode = false }: Parameter): WriteText {
  if (mediaType !== undefined) return (value) => encodeQuery(contentText(value, mediaType))
  return (value) => styleText(name, value, { style, explode, encode: encodeQuery })
}

function encodingOf(parameter: Parameter): Encode {
  if (parameter.in === 'cookie') return encodeSegment
  return parameter.allowReserved === true ? encodeReserved : encodeQuery
}

/** Names of cookies are tokens (RFC 6265, 4.1.1), written as they are; others could not be. */
function cookieName(name: string): string {
  return isToken(name) ? name : encodeSegment(name)
}

function contentText(value: Json, mediaType: string): string {
  return mediaKind(mediaType) === 'json' ? JSON.stringify(value) : parameterText(value)
}
