/** RFC 9110, section 5.6.2: what the name of a header, a cookie (RFC 6265, 4.1.1) or an authentication scheme is. */
export function isToken(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)
}
