import { dict, isToken, type SecurityScheme, type Server } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { type Located, textIn, warnOfLost } from '../refs/index.ts'
import { isEntered } from './http-authentication.ts'
import { readFlows } from './read-flows.ts'
import type { Reading } from './reading.ts'
import { absolute, isPlain, variablesIn } from './scheme-url.ts'

export interface SchemeOptions {
  /** The first one, which relative URLs are relative to. */
  readonly server: Server | undefined
  /** All scopes that operations ask for of this scheme. */
  readonly asked: readonly string[]
}

/** A Security Scheme Object, or the feature that it lacks. What it does not say is not guessed. */
export function readScheme(
  written: Located,
  { server, asked }: SchemeOptions,
  reading: Reading,
): SecurityScheme | Feature {
  const followed = reading.references.follow(written)
  if (followed.kind === 'lost') {
    warnOfLost(reading, 'A security scheme', { lost: followed, place: written.place })
    return followed.why === 'network' ? 'ref.network' : 'auth.invalid'
  }
  const { value } = followed
  const type = textIn(value, 'type')?.toLowerCase()
  if (type === 'basic') return { type: 'http', scheme: 'basic' }
  if (type === 'apikey') return readKey(followed)
  if (type === 'http') return readHttp(followed)
  if (type === 'oauth2') return readFlows(followed, server, reading)
  if (type === 'openidconnect') return readDiscovery(followed, { server, asked })
  return type === 'mutualtls' ? { type: 'mutualTLS' } : 'auth.invalid'
}

function readKey({ value }: Located): SecurityScheme | Feature {
  const name = textIn(value, 'name')
  const place = textIn(value, 'in')?.toLowerCase()
  if (name === undefined) return 'auth.invalid'
  if (place !== 'header' && place !== 'query' && place !== 'cookie') return 'auth.invalid'
  return { type: 'apiKey', in: place, name }
}

function readHttp({ value }: Located): SecurityScheme | Feature {
  const written = textIn(value, 'scheme')?.trim() ?? ''
  const scheme = written.toLowerCase()
  if (scheme === 'basic' || scheme === 'bearer' || scheme === 'digest') return { type: 'http', scheme }
  if (!isToken(scheme)) return 'auth.invalid'
  return isEntered(written) ? enteredAfter(written) : `auth.http.${scheme.replaceAll(/[^a-z0-9]+/g, '-')}`
}

/**
 * What follows the scheme's name is entered as the service gives it; the name stays in the case that it was written in.
 */
function enteredAfter(scheme: string): SecurityScheme {
  const parts = [`${scheme} `, { root: 'credentials', path: ['key'] }] as const
  return { type: 'apiKey', in: 'header', name: 'Authorization', value: { kind: 'text', parts } }
}

/**
 * It has no scopes of its own: those are asked for that operations need, and `openid` (OpenID Connect Core, 3.1.2.1).
 */
function readDiscovery({ value }: Located, { server, asked }: SchemeOptions): SecurityScheme | Feature {
  const url = absolute(textIn(value, 'openIdConnectUrl'), server)
  if (!isPlain(url)) return 'auth.invalid'
  const scopes = dict(['openid', ...asked].map((scope) => [scope, ''] as const))
  return { type: 'openIdConnect', openIdConnectUrl: url, variables: variablesIn([url], server), scopes }
}
