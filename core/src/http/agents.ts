import type { Agent } from 'undici'
import { type CertificateAgents, createCertificateAgents, type Sockets } from './certificate-agents.ts'
import { guardedLookup } from './guarded-lookup.ts'

/** The sockets of one transport. */
export interface Agents extends Sockets {
  /** Those that present a client's certificate. */
  readonly presenting: CertificateAgents
  destroy(): Promise<void>
}

/**
 * Loads undici, which is no part of the cost of importing the core. HTTP/1.1 only: there, a request starts exactly when
 * its first byte is written, which is what doubt rests on. Time-outs are the transport's own.
 */
export async function createAgents(): Promise<Agents> {
  const { Agent } = await import('undici')
  const options = { allowH2: false, headersTimeout: 0, bodyTimeout: 0, connections: 128 }
  const create = (connect?: object): Agent => new Agent(connect === undefined ? options : { ...options, connect })
  const [trusted, guarded] = [create(), create({ lookup: guardedLookup })]
  const presenting = createCertificateAgents(create)
  return {
    trusted,
    guarded,
    presenting,
    async destroy() {
      await Promise.all([trusted, guarded, presenting].map((each) => each.destroy()))
    },
  }
}
