import type { Json } from '../model/index.ts'

/** A value as the text of a parameter: scalars as they are, anything else as JSON. */
export function parameterText(value: Json): string {
  return typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** One segment of a path, or part of one (RFC 3986, 2.1). Lone surrogates become U+FFFD. */
export function encodeSegment(text: string): string {
  return isPlain(text) ? text : encodeURIComponent(text.toWellFormed())
}

/** `application/x-www-form-urlencoded` (URL Standard). */
export function encodeForm(text: string): string {
  return isPlain(text) ? text : new URLSearchParams([['', text]]).toString().slice(1)
}

/** In a query: as a form, but a space is `%20`, which every service reads as one (RFC 6570, 3.2.8; RFC 3986, 2.1). */
export function encodeQuery(text: string): string {
  return encodeForm(text).replaceAll('+', '%20')
}

/** Letters, digits, `-`, `.` and `_` stay what they are in every part of a URL; most values have nothing else. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const letter = (code | 32) >= 97 && (code | 32) <= 122
    const digit = code >= 48 && code <= 57
    if (!letter && !digit && code !== 45 && code !== 46 && code !== 95) return false
  }
  return true
}

/**
 * `allowReserved` in a query (RFC 6570, 3.2.3): reserved characters and percent-encoded triples stay, but for those
 * that would end the value, `&`, `#`, `+`, and brackets, which no query may have (RFC 3986, 3.4).
 */
export function encodeReserved(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/%[0-9a-f]{2}|[^A-Za-z0-9\-._~:/?@!$'()*,;=]/giu, (part) =>
      part.length === 3 && part.startsWith('%') ? part : encodeURIComponent(part),
    )
}
