import { isIP } from 'node:net'
import { argumentInvalid, originRefused } from '../errors/index.ts'
import type { Dict } from '../model/index.ts'
import { printableUrl } from './printable-url.ts'
import { isPrivateAddress } from './private-address.ts'

export interface OriginOptions {
  /**
   * Sends the sockets for an origin elsewhere, as curl's `--connect-to` does: URL, `Host` header, TLS server name,
   * signing and reports see the declared origin (the key). The value may be `http://` for a declared `https://`. The
   * key `*` is every `https` origin that is not named: for tests, which then reach nothing else.
   */
  readonly connectTo?: Dict<string>
  /** Origins that may be plain `http` or private addresses. @default none */
  readonly allowOrigins?: readonly string[]
}

/** Where the socket for an origin goes. `trusted`: the host named the origin, so any address will do. */
export interface Route {
  readonly socket: string
  readonly trusted: boolean
  /** The declared host, where it is not what the socket's origin says. */
  readonly host?: string
}

export type OriginRules = (url: URL) => Route

/** Answers the rules for a host's options. They throw `origin-refused`. */
export function createOriginRules(options: OriginOptions): OriginRules {
  const { '*': everywhere, ...named } = options.connectTo ?? {}
  const mapped = new Map(
    Object.entries(named).map(([declared, target]) => [originOf(declared, 'connectTo'), originOf(target, 'connectTo')]),
  )
  const otherwise = everywhere === undefined ? undefined : originOf(everywhere, 'connectTo')
  const allowed = new Set((options.allowOrigins ?? []).map((origin) => originOf(origin, 'allowOrigins')))
  return (url) => {
    const { origin } = url
    const socket = mapped.get(origin) ?? (url.protocol === 'https:' && !allowed.has(origin) ? otherwise : undefined)
    if (url.username !== '' || url.password !== '') throw refusal(url, 'has a user name or password in it')
    if (socket !== undefined) return { socket, trusted: true, host: url.host }
    if (allowed.has(origin)) return { socket: origin, trusted: true }
    assertPublic(url)
    return { socket: origin, trusted: false }
  }
}

function assertPublic(url: URL): void {
  if (url.protocol !== 'https:')
    throw refusal(url, url.protocol === 'http:' ? 'is plain http' : 'is neither https nor http')
  const address = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname
  if (isIP(address) !== 0 && isPrivateAddress(address))
    throw refusal(url, 'is a private, loopback or link-local address')
}

function refusal(url: URL, why: string): Error {
  return originRefused(`Nothing was sent to ${printableUrl(url)}: it ${why}.`, {
    hint: `If it is meant, name "${url.origin}" in the kernel's "allowOrigins", or map it in "connectTo".`,
  })
}

function originOf(text: string, option: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const bare = url !== undefined && url.pathname === '/' && url.search + url.hash + url.username === ''
  if (!bare || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw argumentInvalid(`"${text}" in "${option}" is not an origin.`, {
      hint: 'Write scheme, host and port only, such as "https://api.example.com" or "http://127.0.0.1:4711".',
    })
  return url.origin
}
