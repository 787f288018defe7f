import type { SignableRequest } from './transport.ts'

/** Shorter pieces are common words, or would blank out half of a message. */
const shortestPart = 4

/**
 * What signing put on a request, longest first: whole values, their parts, and each as URLs, JSON and Basic
 * authentication spell it. Services echo these in their error messages.
 */
export function secretsIn(unsigned: SignableRequest, signed: SignableRequest): string[] {
  if (unsigned === signed) return []
  const values = [...addedHeaders(unsigned, signed), ...addedParameters(unsigned, signed)]
  const whole = values.flatMap((value) => [value, ...credentialsOf(value)])
  const parts = values.flatMap((value) => value.split(/[\s,;="]+/)).filter((part) => part.length >= shortestPart)
  const all = [...whole, ...parts.filter((part) => !/^(basic|bearer|token)$/i.test(part))]
  return [...new Set(all.flatMap(spellings))].filter((secret) => secret !== '').sort((a, b) => b.length - a.length)
}

function addedHeaders(unsigned: SignableRequest, signed: SignableRequest): string[] {
  return Object.entries(signed.headers)
    .filter(([name, value]) => unsigned.headers[name] !== value)
    .map(([, value]) => value)
}

function addedParameters(unsigned: SignableRequest, signed: SignableRequest): string[] {
  if (unsigned.url === signed.url) return []
  const before = new URL(unsigned.url).searchParams
  return [...new URL(signed.url).searchParams]
    .filter(([name, value]) => !before.getAll(name).includes(value))
    .map(([, value]) => value)
}

/** What follows the scheme's name in `scheme credentials` (RFC 9110, 11.4); for Basic, the user and password in it. */
function credentialsOf(value: string): string[] {
  const space = value.indexOf(' ')
  if (space < 0) return []
  const credentials = value.slice(space + 1)
  if (value.slice(0, space).toLowerCase() !== 'basic') return [credentials]
  const pair = Buffer.from(credentials, 'base64').toString()
  return [credentials, pair, pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]
}

function spellings(text: string): string[] {
  return [text, encodeURIComponent(text.toWellFormed()), JSON.stringify(text).slice(1, -1)]
}
