import type { Dispatcher } from 'undici'
import { guardedLookup } from './guarded-lookup.ts'

/** The sockets of one transport: those that may go anywhere, and those that reach public addresses only. */
export interface Agents {
  readonly trusted: Dispatcher
  readonly guarded: Dispatcher
}

/**
 * Loads undici, which is no part of the cost of importing the core. HTTP/1.1 only: there, a request starts exactly when
 * its first byte is written, which is what doubt rests on. Time-outs are the transport's own.
 */
export async function createAgents(): Promise<Agents> {
  const { Agent } = await import('undici')
  const options = { allowH2: false, headersTimeout: 0, bodyTimeout: 0, connections: 128 }
  return { trusted: new Agent(options), guarded: new Agent({ ...options, connect: { lookup: guardedLookup } }) }
}
