import type { Problem } from '../model/index.ts'
import type { ErrorCode } from './codes.ts'

export interface ErrorDetails {
  /** One thing to do about it. */
  readonly hint?: string
  /** Everything that is wrong with what was given, each at its place. */
  readonly problems?: readonly Problem[]
  /** The service's answer, where there was one. */
  readonly status?: number
  /** Milliseconds that the service asked to wait for (`Retry-After`, RFC 9110 section 10.2.3). */
  readonly retryAfter?: number
  /** The request may have had its effect although no usable answer came (Law 5). */
  readonly doubt?: boolean
  readonly cause?: unknown
}

/**
 * The one error that the kernel throws. `message` says what happened and to whom, `hint` what to do about it.
 * None of its properties ever holds a credential.
 */
export class JackfieldError extends Error {
  override readonly name = 'JackfieldError'
  readonly code: ErrorCode
  readonly hint?: string
  readonly problems: readonly Problem[]
  readonly status?: number
  readonly retryAfter?: number
  readonly doubt: boolean

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.problems = details.problems ?? []
    this.doubt = details.doubt ?? false
    if (details.hint !== undefined) this.hint = details.hint
    if (details.status !== undefined) this.status = details.status
    if (details.retryAfter !== undefined) this.retryAfter = details.retryAfter
  }
}

export function isJackfieldError(error: unknown): error is JackfieldError {
  return error instanceof Error && error.name === 'JackfieldError' && 'code' in error
}
