import type { SignableRequest } from './transport.ts'

/** A request before and after it was signed; the same object where nobody signed. */
export interface Signing {
  readonly unsigned: SignableRequest
  readonly signed: SignableRequest
}

/** Shorter pieces are common words, or would blank out half of a message. */
const shortestPart = 4

/**
 * What signing put on a request, longest first: whole values, their parts, and each as URLs, JSON and base64 spell it.
 * Services echo these in their error messages.
 */
export function secretsIn({ unsigned, signed }: Signing): string[] {
  if (unsigned === signed) return []
  const added = [...addedHeaders(unsigned, signed), ...addedParameters(unsigned, signed)]
  const values = added.length > 0 ? added : [...new URL(signed.url).searchParams.values()].slice(-1)
  const whole = values.flatMap((value) => [value, ...credentialsOf(value)])
  const parts = values.flatMap((value) => value.split(/[\s,;="]+/)).filter((part) => part.length >= shortestPart)
  const all = [...whole, ...parts.filter((part) => !/^(basic|bearer|token)$/i.test(part))]
  return [...new Set(all.flatMap(spellings))].filter((secret) => secret !== '').sort((a, b) => b.length - a.length)
}

function addedHeaders(unsigned: SignableRequest, signed: SignableRequest): string[] {
  return Object.entries(signed.headers)
    .filter(([name, value]) => unsigned.headers[name] !== value)
    .flatMap(([name, value]) => (name === 'cookie' ? addedCookies(unsigned.headers.cookie, value) : [value]))
}

/** A request may have cookies of its own, which are no secret. */
function addedCookies(before: string | undefined, after: string): string[] {
  const own = new Set((before ?? '').split('; '))
  const added = after.split('; ').filter((cookie) => !own.has(cookie))
  return added.map((cookie) => cookie.slice(cookie.indexOf('=') + 1))
}

/** A link of the service's may have had the parameter already: what signs stands last then. */
function addedParameters(unsigned: SignableRequest, signed: SignableRequest): string[] {
  if (unsigned.url === signed.url) return []
  const before = new URL(unsigned.url).searchParams
  const after = [...new URL(signed.url).searchParams]
  const added = after.filter(([name, value]) => !before.getAll(name).includes(value))
  return (added.length > 0 ? added : after.slice(-1)).map(([, value]) => value)
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
  if (text === '') return []
  const base64 = Buffer.from(text)
  return [
    text,
    encodeURIComponent(text.toWellFormed()),
    new URLSearchParams([['', text]]).toString().slice(1),
    JSON.stringify(text).slice(1, -1),
    base64.toString('base64').replace(/=+$/, ''),
    base64.toString('base64url'),
  ]
}
