/**
 * A pattern that a validator takes, undefined for what is no regular expression of ECMA-262. One that is written
 * between slashes is taken out of them.
 */
export function readPattern(written: string): string | undefined {
  const [, between] = /^\/(\^.*\$)\/[a-z]*$/s.exec(written) ?? []
  const pattern = between ?? written
  return compiles(pattern, 'u') || (compiles(pattern, '') && !isForeign(pattern)) ? pattern : undefined
}

/**
 * Whether it is of another language, in which `\Z`, `\h`, `\x{…}` and `[[:alpha:]]` are no letters: without the flag
 * `u` ECMA-262 takes them for such, and would refuse what the pattern means.
 */
function isForeign(pattern: string): boolean {
  const marks = pattern.match(/\\(?:[xu]\{|.)|\[:\^?[a-z]+:\]/gsu) ?? []
  return marks.some((mark) => /^(?:\\(?:[xu]\{|[A-Za-z](?<![bBcdDfknrsStuvwWx]))|\[)/.test(mark))
}

function compiles(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags)
    return true
  } catch {
    return false
  }
}
