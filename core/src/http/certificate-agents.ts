import type { Dispatcher } from 'undici'
import { guardedLookup } from './guarded-lookup.ts'
import type { HeldCertificate } from './transport.ts'

/** Those that may go anywhere, and those that reach public addresses only. */
export interface Sockets {
  readonly trusted: Dispatcher
  readonly guarded: Dispatcher
}

/** Sockets that were opened with somebody's certificate, and are nobody else's. */
export interface CertificateAgents {
  of(certificate: HeldCertificate): Sockets
  /** Closes a holder's sockets, those in use when they are done with. */
  release(holder: string): void
  destroy(): Promise<void>
}

interface Held extends Sockets {
  readonly certificate: HeldCertificate
  usedAt: number
}

/** Holders whose sockets are kept; beyond, the least recently used one's are closed. */
const mostHolders = 256
/** Milliseconds. What was not used for as long is closed, with the private key in it. */
const idle = 60_000

/** `create`: sockets with these options of TLS. */
export function createCertificateAgents(create: (connect: object) => Dispatcher): CertificateAgents {
  const held = new Map<string, Held>()
  const closing = new Set<Dispatcher>()
  let sweeping: NodeJS.Timeout | undefined
  let destroyed = false

  function open(certificate: HeldCertificate): Held {
    const { certificate: cert, key, passphrase } = certificate
    const connect = { cert, key, ...(passphrase !== undefined && { passphrase }) }
    const guarded = create({ ...connect, lookup: guardedLookup })
    return { certificate, trusted: create(connect), guarded, usedAt: 0 }
  }

  function release(holder: string): void {
    const released = held.get(holder)
    if (released === undefined) return
    held.delete(holder)
    for (const agent of [released.trusted, released.guarded]) {
      closing.add(agent)
      // It rejects where the transport is closed meanwhile, which closes these as well.
      const done = (): boolean => closing.delete(agent)
      void agent.close().then(done, done)
    }
  }

  /** For what was being signed meanwhile: it fails as with sockets that all share. */
  function openDestroyed(certificate: HeldCertificate): Sockets {
    const agents = open(certificate)
    for (const agent of [agents.trusted, agents.guarded]) void agent.destroy()
    return agents
  }

  function sweep(): void {
    for (const [holder, { usedAt }] of held) if (performance.now() - usedAt >= idle) release(holder)
    sweeping = held.size === 0 ? undefined : setTimeout(sweep, idle).unref()
  }

  return {
    of(certificate) {
      if (destroyed) return openDestroyed(certificate)
      const { holder } = certificate
      const known = held.get(holder)
      if (known !== undefined && !isSame(known.certificate, certificate)) release(holder)
      const agents = held.get(holder) ?? open(certificate)
      agents.usedAt = performance.now()
      // The last one in the map is the one that was used last.
      held.delete(holder)
      held.set(holder, agents)
      const [oldest] = held.keys()
      if (held.size > mostHolders && oldest !== undefined) release(oldest)
      sweeping ??= setTimeout(sweep, idle).unref()
      return agents
    },
    release,
    async destroy() {
      destroyed = true
      clearTimeout(sweeping)
      const all = [...[...held.values()].flatMap(({ trusted, guarded }) => [trusted, guarded]), ...closing]
      held.clear()
      await Promise.all(all.map((agent) => agent.destroy()))
    },
  }
}

function isSame(one: HeldCertificate, other: HeldCertificate): boolean {
  return one.certificate === other.certificate && one.key === other.key && one.passphrase === other.passphrase
}
