import type { OpenedConnection } from './opened-connections.ts'

/** Tokens are renewed this long before their end, so that none ends on its way; short-lived ones at half their life. */
const margin = 30_000

export function areUsable({ secrets }: OpenedConnection, refused: string | undefined, now: number): boolean {
  const { learnt } = secrets
  return learnt !== null && learnt.id !== refused && (learnt.renewAt === null || now < learnt.renewAt)
}

/** When tokens that live for `expiresIn` seconds are renewed. */
export function renewalTime(expiresIn: number | undefined, now: number): number | null {
  if (expiresIn === undefined) return null
  const lifetime = expiresIn * 1000
  return now + Math.max(lifetime - margin, lifetime / 2)
}
