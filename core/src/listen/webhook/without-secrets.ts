import { isJackfieldError, JackfieldError } from '../../errors/index.ts'

/** The error without what only this listener and the service know: a service may repeat what it was sent. */
export function withoutSecrets(error: unknown, secrets: readonly (string | null)[]): unknown {
  const known = secrets.filter((secret): secret is string => secret !== null && secret.length >= 4)
  if (!(error instanceof Error)) return error
  const clean = (text: string): string => known.reduce((left, secret) => left.replaceAll(secret, '***'), text)
  const message = clean(error.message)
  if (!isJackfieldError(error)) return message === error.message ? error : new Error(message)
  const hint = error.hint === undefined ? undefined : clean(error.hint)
  if (message === error.message && hint === error.hint) return error
  const { code, doubt, status, retryAfter } = error
  return new JackfieldError(code, message, {
    doubt,
    ...(hint !== undefined && { hint }),
    ...(status !== undefined && { status }),
    ...(retryAfter !== undefined && { retryAfter }),
  })
}
