import type { SignableRequest } from '../http/index.ts'
import type { Dict, Json } from '../model/index.ts'
import type { Challenge } from './auth-scheme.ts'
import { originOf } from './grant-guard.ts'
import type { ChosenScheme } from './grants.ts'

/** What services asked for, by origin, answered from then on without being asked again. */
export interface Challenges {
  sign(request: SignableRequest, credentials: Dict<Json>): SignableRequest
  /** Whether a refused request is worth sending once more: not where its answer to a challenge was refused itself. */
  meet(refused: SignableRequest | undefined, challenges: string | undefined): boolean
}

export function createChallenges({ auth, scheme }: ChosenScheme): Challenges {
  const met = new Map<string, { readonly challenge: Challenge; count: number }>()
  const answered = new WeakSet<SignableRequest>()
  return {
    sign(request, credentials) {
      const asked = met.size === 0 ? undefined : met.get(originOf(request.url))
      if (asked === undefined) return auth.sign(request, scheme, credentials)
      asked.count++
      const challenge = { ...asked.challenge, count: asked.count } as unknown as Json
      const signed = auth.sign(request, scheme, { ...credentials, challenge })
      answered.add(signed)
      return signed
    },
    meet(refused, challenges) {
      const challenge = challenges === undefined ? undefined : auth.meet?.(scheme, challenges)
      if (refused === undefined || challenge === undefined) return false
      const origin = originOf(refused.url)
      if (met.get(origin)?.challenge.nonce !== challenge.nonce) met.set(origin, { challenge, count: 0 })
      return challenge.stale || !answered.has(refused)
    },
  }
}
