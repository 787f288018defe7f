import { isJackfieldError, JackfieldError } from '../errors/index.ts'
import { type Signing, secretsIn } from './secrets-in.ts'

/** The text with everything that signed one of the requests replaced by `***`; in any case, since hosts lose theirs. */
export function redact(text: string, signings: readonly Signing[], shortest = 0): string {
  let clean = text
  const secrets = signings.flatMap(secretsIn).filter(({ length }) => length >= shortest)
  for (const secret of new Set(secrets)) clean = clean.replace(occurrencesOf(secret), '***')
  return clean
}

/** One of a few letters, such as the `X` that services take for a password, is in half of all words. */
function occurrencesOf(secret: string): RegExp {
  const escaped = secret.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  return new RegExp(secret.length < 4 ? `(?<![a-z0-9])${escaped}(?![a-z0-9])` : escaped, 'gi')
}

/** The error without what signed the requests: a service may have led there by a path that repeats it. */
export function redactError(error: unknown, signings: readonly Signing[]): unknown {
  if (!isJackfieldError(error)) return error
  const message = redact(error.message, signings)
  const hint = error.hint === undefined ? undefined : redact(error.hint, signings)
  if (message === error.message && hint === error.hint) return error
  const { code, problems, doubt, status, retryAfter } = error
  return new JackfieldError(code, message, {
    problems,
    doubt,
    ...(hint !== undefined && { hint }),
    ...(status !== undefined && { status }),
    ...(retryAfter !== undefined && { retryAfter }),
  })
}
