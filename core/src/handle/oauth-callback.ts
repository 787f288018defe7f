import type { Finished } from '../connect/index.ts'
import type { ErrorCode } from '../errors/index.ts'
import { connectionPage } from './connection-page.ts'

export interface CallbackOptions {
  /** The same text as in `connections.authorise`. */
  readonly session?: string | undefined
  finish(callback: { readonly url: string; readonly session?: string | undefined }): Promise<Finished>
}

interface Telling {
  readonly status: number
  /** Whether the hint is meant for the person rather than for the host. */
  readonly hint?: true
}

/** What a person is told of; anything else is the host's affair. */
const told: Partial<Record<ErrorCode, Telling>> = {
  'attempt-expired': { status: 410, hint: true },
  'attempt-unknown': { status: 400, hint: true },
  'authorisation-denied': { status: 403, hint: true },
  'authorisation-refused': { status: 400 },
  'connection-invalid': { status: 502 },
  'connection-unknown': { status: 410 },
  'session-wrong': { status: 403, hint: true },
  'token-refused': { status: 502 },
}

/**
 * Answers the browser that comes back from an authorisation server: 303 to the host's `returnTo`, with `connection` or
 * `error` in its query, else a plain page. Nothing that came with the request is repeated.
 */
export async function oauthCallback(request: Request, { session, finish }: CallbackOptions): Promise<Response> {
  if (request.method !== 'GET') return page({ status: 405, headers: { allow: 'GET' } })
  const finished = await finish({ url: request.url, session })
  const { attempt } = finished
  const outcome = 'error' in finished ? { error: finished.error.code } : { connection: finished.connection.id }
  if (attempt !== null && attempt.returnTo !== null) return redirect(attempt.returnTo, outcome)
  if ('connection' in finished) return page({ status: 200, connector: finished.connection.connector })
  const { code, message, hint } = finished.error
  const telling = told[code]
  if (telling === undefined) return page({ status: 503, message: 'It could not be finished.' })
  const { status } = telling
  return page({ status, message, ...(telling.hint && hint !== undefined ? { hint } : {}) })
}

function redirect(returnTo: string, outcome: Readonly<Record<string, string>>): Response {
  const url = new URL(returnTo)
  for (const [name, value] of Object.entries(outcome)) url.searchParams.set(name, value)
  return new Response(null, { status: 303, headers: { ...guarding, location: url.href } })
}

interface Said {
  readonly status: number
  readonly connector?: string
  readonly message?: string
  readonly hint?: string
  readonly headers?: Readonly<Record<string, string>>
}

function page({ status, headers, ...said }: Said): Response {
  return new Response(connectionPage(said), {
    status,
    headers: { ...guarding, 'content-type': 'text/html; charset=utf-8', ...headers },
  })
}

/** The URL of the callback holds a code: nothing may keep it, show it inside another page or hand it on. */
const guarding = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}
