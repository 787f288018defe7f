/**
 * A pattern that a validator takes, undefined for what is no regular expression of ECMA-262. One that is written between
 * slashes is taken out of them.
 */
export function readPattern(written: string): string | undefined {
  const [, between] = /^\/(\^.*\$)\/[a-z]*$/s.exec(written) ?? []
  const pattern = between ?? written
  return ['u', ''].some((flags) => compiles(pattern, flags)) ? pattern : undefined
}

function compiles(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags)
    return true
  } catch {
    return false
  }
}
