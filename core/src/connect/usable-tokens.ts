import type { Dict, Json } from '../model/index.ts'
import type { Renewed } from './auth-scheme.ts'
import type { Learnt, OpenedConnection } from './opened-connections.ts'

/** Tokens are renewed this long before their end, so that none ends on its way; short-lived ones at half their life. */
const margin = 30_000

export function areUsable({ secrets }: OpenedConnection, refused: string | undefined, now: number): boolean {
  const { learnt } = secrets
  return learnt !== null && learnt.id !== refused && (learnt.renewAt === null || now < learnt.renewAt)
}

/** What is kept of new tokens, laid over what was learnt before. */
export function learntFrom(renewed: Renewed, now: number, before: Dict<Json> = {}): Learnt {
  const credentials = { ...before, ...renewed.credentials }
  return { id: crypto.randomUUID(), credentials, renewAt: renewalTime(renewed.expiresIn, now) }
}

/** When tokens that live for `expiresIn` seconds are renewed. */
function renewalTime(expiresIn: number | undefined, now: number): number | null {
  if (expiresIn === undefined) return null
  const lifetime = expiresIn * 1000
  return now + Math.max(lifetime - margin, lifetime / 2)
}
