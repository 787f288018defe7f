import type { Json } from '../model/index.ts'

/** A value as the text of a parameter: scalars as they are, anything else as JSON. */
export function parameterText(value: Json): string {
  return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** One segment of a path, or part of one (RFC 3986, 2.1). Lone surrogates become U+FFFD. */
export function encodeSegment(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** `application/x-www-form-urlencoded` (URL Standard). */
export function encodeForm(text: string): string {
  return /^[\w*.-]*$/.test(text) ? text : new URLSearchParams([['', text]]).toString().slice(1)
}
