import { connectionNeedsReauthorisation, type JackfieldError, tokenRefused } from '../../errors/index.ts'
import { repeatsSecret } from './repeats-secret.ts'

/** What the authorisation server said, still as it said it. */
export interface Refusal {
  readonly tokenUrl: string
  /** `error` of RFC 6749 section 5.2; absent where the answer had none. */
  readonly code?: string | undefined
  readonly description?: string | undefined
  readonly status?: number
  /** Milliseconds. */
  readonly retryAfter?: number
  /** Values that must not appear in the error. */
  readonly secrets: readonly string[]
}

/** `invalid_grant` (RFC 6749), and what Zoho and GitHub say for it: this refresh token will never work again. */
const deadGrants: ReadonlySet<string> = new Set(['invalid_grant', 'invalid_code', 'bad_refresh_token'])

const hints: Readonly<Record<string, string>> = {
  invalid_client: 'Check clientId and clientSecret; enter them again with connections.reauthorise.',
  invalid_scope: 'The account may not have every scope that the connector asks for.',
  unauthorized_client: 'Allow this grant type for the client where it is registered.',
  unsupported_grant_type: "Check which flows the service supports, in the connector's security scheme.",
}

/**
 * The error for a refused token. It holds the server's code and description only, and of these nothing that repeats a
 * credential; never the answer itself.
 */
export function refusalError(refusal: Refusal): JackfieldError {
  const { tokenUrl, status, retryAfter, secrets } = refusal
  const { origin, pathname } = new URL(tokenUrl)
  const code = presentable(refusal.code, secrets, 80)
  const description = presentable(refusal.description, secrets, 200)
  const said = code === undefined ? `status ${status ?? 'unknown'}` : code
  const message = `The authorisation server at ${origin}${pathname} gave no token: ${said}${description === undefined ? '' : ` (${description})`}.`
  const details = { ...(status === undefined ? {} : { status }), ...(retryAfter === undefined ? {} : { retryAfter }) }
  if (code !== undefined && deadGrants.has(code))
    return connectionNeedsReauthorisation(message, {
      ...details,
      hint: 'Enter the credentials again with connections.reauthorise.',
    })
  const hint = hints[code ?? '']
  return tokenRefused(message, { ...details, ...(hint === undefined ? {} : { hint }) })
}

function presentable(text: string | undefined, secrets: readonly string[], longest: number): string | undefined {
  if (text === undefined) return undefined
  if (repeatsSecret(text, secrets)) return 'left out, since it repeats a credential'
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ').slice(0, longest)
}
