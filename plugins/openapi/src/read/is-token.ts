/** RFC 9110, section 5.6.2: what a header is called. */
export function isToken(name: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name)
}
