import { dict, type SecurityScheme, type Server } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { type Located, textIn } from '../refs/index.ts'
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
  if (followed.kind === 'lost') return followed.why === 'network' ? 'ref.network' : 'auth.invalid'
  const { value } = followed
  const type = textIn(value, 'type')?.toLowerCase()
  if (type === 'basic') return { type: 'http', scheme: 'basic' }
  if (type === 'apikey') return readKey(followed)
  if (type === 'http') return readHttp(followed)
  if (type === 'oauth2') return readFlows(followed, server, reading)
  if (type === 'openidconnect') return readDiscovery(followed, { server, asked })
  return type === 'mutualtls' ? 'auth.mutual-tls' : 'auth.invalid'
}

function readKey({ value }: Located): SecurityScheme | Feature {
  const name = textIn(value, 'name')
  const place = textIn(value, 'in')?.toLowerCase()
  if (name === undefined) return 'auth.invalid'
  if (place !== 'header' && place !== 'query' && place !== 'cookie') return 'auth.invalid'
  return { type: 'apiKey', in: place, name }
}

function readHttp({ value }: Located): SecurityScheme | Feature {
  const scheme = textIn(value, 'scheme')?.trim().toLowerCase()
  if (scheme === undefined) return 'auth.invalid'
  if (scheme === 'basic' || scheme === 'bearer' || scheme === 'digest') return { type: 'http', scheme }
  return `auth.http.${scheme.replaceAll(/[^a-z0-9]+/g, '-')}`
}

/** It has no scopes of its own: those are asked for that operations need, and `openid` (OpenID Connect Core, 3.1.2.1). */
function readDiscovery({ value }: Located, { server, asked }: SchemeOptions): SecurityScheme | Feature {
  const url = absolute(textIn(value, 'openIdConnectUrl'), server)
  if (!isPlain(url)) return 'auth.invalid'
  const scopes = dict(['openid', ...asked].map((scope) => [scope, ''] as const))
  return { type: 'openIdConnect', openIdConnectUrl: url, variables: variablesIn([url], server), scopes }
}
