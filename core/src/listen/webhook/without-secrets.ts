import { isJackfieldError, JackfieldError } from '../../errors/index.ts'

/** The error without what only this listener and the service know: a service may repeat what it was sent. */
export function withoutSecrets(error: unknown, secrets: readonly (string | null)[]): unknown {
  const known = secrets.filter((secret): secret is string => secret !== null && secret.length >= 4)
  if (!(error instanceof Error)) return error
  const forms = known.flatMap((secret) => [secret, encodeURIComponent(secret)]).flatMap(beginningsOf)
  const longestFirst = forms.toSorted((a, b) => b.length - a.length)
  const clean = (text: string): string => longestFirst.reduce((left, form) => left.replaceAll(form, '***'), text)
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

const shortestBeginning = 8

/** All of it, and what is left where it was cut off: the words of a service are shortened before. */
function beginningsOf(secret: string): readonly string[] {
  const shortest = Math.min(shortestBeginning, secret.length)
  return Array.from({ length: secret.length - shortest + 1 }, (_, index) => secret.slice(0, shortest + index))
}
