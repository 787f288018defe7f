import type * as OAuth from 'oauth4webapi'
import type { JsonObject, OAuth2Scheme } from '../../model/index.ts'
import type { Renewal } from '../auth-scheme.ts'
import { normaliseTokenResponse } from './token-response.ts'

/** What is kept of a token endpoint's answer beside its tokens; filled in when it comes. */
export interface TokenAnswer {
  status?: number
  /** Milliseconds. */
  retryAfter?: number
  /** Everything that names no secret. */
  fields?: JsonObject
}

/** The fetch that the library is given: unsigned, no redirects, and the answer in the form that it understands. */
export function tokenFetch(
  { fetch, scheme }: Renewal<OAuth2Scheme>,
  answer: TokenAnswer,
): (url: string, init: OAuth.CustomFetchOptions<'POST', URLSearchParams>) => Promise<Response> {
  return async (url, { body, headers, method, signal }) => {
    const init = { body: body.toString(), headers, method, redirect: 'manual' as const, signal: signal ?? null }
    const response = await fetch(url, init)
    const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
    answer.status = response.status
    if (retryAfter >= 0) answer.retryAfter = retryAfter * 1000
    const normalised = await normaliseTokenResponse(response, { anyType: scheme.value !== undefined })
    answer.fields = normalised.fields
    return normalised.response
  }
}
