import { createHash, timingSafeEqual } from 'node:crypto'
import { type Connector, canonicalJson, type JsonObject } from '../../model/index.ts'

/** An attempt's id, by which it is found again: says nothing of its state. */
export function attemptId(state: string): string {
  return `att_${digest(`attempt ${state}`)}`
}

/** The host's session itself is not kept. */
export function sessionDigest(session: string, state: string): string {
  return digest(`session ${state} ${session}`)
}

/** Whether a session is the one of the digest, in constant time. */
export function isSession(session: string, { session: kept, state }: { session: string; state: string }): boolean {
  return timingSafeEqual(Buffer.from(sessionDigest(session, state)), Buffer.from(kept))
}

/** Of everything that decides where credentials and tokens go. */
export function shownDigest({ servers, securitySchemes, security, derived }: Connector): string {
  return digest(
    canonicalJson({ servers, securitySchemes, security, derived: derived ?? null } as unknown as JsonObject),
  )
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
