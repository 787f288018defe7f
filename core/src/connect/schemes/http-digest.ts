import { createHash, randomBytes } from 'node:crypto'
import { connectionInvalid } from '../../errors/index.ts'
import type { SignableRequest } from '../../http/index.ts'
import { type Dict, isJsonObject, type Json } from '../../model/index.ts'
import type { CredentialField } from '../auth-scheme.ts'
import { withHeader } from './credential-placing.ts'
import { credentialText } from './credential-value.ts'
import type { DigestChallenge } from './digest-challenge.ts'

export const digestFields: readonly CredentialField[] = [
  { name: 'username', title: 'User name', required: true },
  { name: 'password', title: 'Password', required: true },
]

/**
 * Digest (RFC 7616), MD5 and SHA-256, `qop=auth`: nothing before a challenge came, from then on its answer, with a
 * count of its own for each request.
 */
export function signByDigest(request: SignableRequest, credentials: Dict<Json>): SignableRequest {
  const { challenge } = credentials
  if (!isJsonObject(challenge)) return request
  const answered = answerTo(challenge as unknown as DigestChallenge & { readonly count: number }, {
    request,
    username: credentialText(credentials, 'username'),
    password: credentialText(credentials, 'password'),
    cnonce: randomBytes(24).toString('base64url'),
  })
  return withHeader(request, 'Authorization', answered)
}

export interface Answering {
  readonly request: Pick<SignableRequest, 'url' | 'method'>
  readonly username: string
  readonly password: string
  readonly cnonce: string
}

/** The content of `Authorization` (RFC 7616 section 3.4). `count`: of requests with this nonce, from 1. */
export function answerTo(challenge: DigestChallenge & { readonly count: number }, answering: Answering): string {
  const { realm, nonce, opaque, algorithm, qop, userhash, count } = challenge
  const { request, username, password, cnonce } = answering
  const hash = (text: string): string =>
    createHash(algorithm.startsWith('MD5') ? 'md5' : 'sha256')
      .update(text, 'utf8')
      .digest('hex')
  const { pathname, search } = new URL(request.url)
  const uri = pathname + search
  const nc = count.toString(16).padStart(8, '0')
  const secret = hash(`${username}:${realm}:${password}`)
  const first = algorithm.endsWith('-sess') ? hash(`${secret}:${nonce}:${cnonce}`) : secret
  const second = hash(`${request.method ?? 'GET'}:${uri}`)
  const response = hash(
    qop === null ? `${first}:${nonce}:${second}` : `${first}:${nonce}:${nc}:${cnonce}:${qop}:${second}`,
  )
  const named = userhash ? quoted('username', hash(`${username}:${realm}`)) : nameOf(username)
  const parts = [
    named,
    quoted('realm', realm),
    quoted('uri', uri),
    `algorithm=${algorithm}`,
    quoted('nonce', nonce),
    ...(qop === null ? [] : [`nc=${nc}`, quoted('cnonce', cnonce), `qop=${qop}`]),
    quoted('response', response),
    ...(opaque === null ? [] : [quoted('opaque', opaque)]),
    ...(userhash ? ['userhash=true'] : []),
  ]
  return `Digest ${parts.join(', ')}`
}

/** A name beyond ASCII is written as RFC 8187 does. */
function nameOf(username: string): string {
  if (/^[\x20-\x7e]*$/.test(username)) return quoted('username', username)
  return `username*=UTF-8''${encodeURIComponent(username).replaceAll(/['()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)}`
}

function quoted(name: string, value: string): string {
  if (/[^\x20-\x7e]/.test(value))
    throw connectionInvalid(`The service's Digest challenge has a "${name}" that no header can carry.`, {
      hint: 'Tell the service.',
    })
  return `${name}="${value.replaceAll(/["\\]/g, '\\$&')}"`
}
