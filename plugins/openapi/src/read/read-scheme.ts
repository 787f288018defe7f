import type { SecurityScheme, Server } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { type Located, textIn } from '../refs/index.ts'
import { readFlows } from './read-flows.ts'
import type { Reading } from './reading.ts'

/** A Security Scheme Object, or the feature that it lacks. What it does not say is not guessed. */
export function readScheme(written: Located, server: Server | undefined, reading: Reading): SecurityScheme | Feature {
  const followed = reading.references.follow(written)
  if (followed.kind === 'lost') return followed.why === 'network' ? 'ref.network' : 'auth.invalid'
  const { value } = followed
  const type = textIn(value, 'type')?.toLowerCase()
  if (type === 'basic') return { type: 'http', scheme: 'basic' }
  if (type === 'apikey') return readKey(followed)
  if (type === 'http') return readHttp(followed)
  if (type === 'oauth2') return readFlows(followed, server, reading)
  if (type === 'openidconnect') return 'auth.openid-connect'
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
  if (scheme === 'basic' || scheme === 'bearer') return { type: 'http', scheme }
  return `auth.http.${scheme.replaceAll(/[^a-z0-9]+/g, '-')}`
}
