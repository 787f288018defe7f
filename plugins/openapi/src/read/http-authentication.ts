import { isToken } from '@jackfield/core'

/**
 * Authentications of the IANA registry (HTTP Authentication Schemes) and of drafts whose credentials are worked out
 * anew for each request or each connection: nothing that a person enters could be sent as it is.
 */
const workedOut: ReadonlySet<string> = new Set([
  'aws4-hmac-sha256',
  'concealed',
  'dpop',
  'gnap',
  'hawk',
  'hoba',
  'kerberos',
  'mac',
  'mutual',
  'negotiate',
  'ntlm',
  'oauth',
  'privatetoken',
  'scram-sha-1',
  'scram-sha-256',
  'sharedkey',
  'sharedkeylite',
  'vapid',
])

/**
 * Whether what follows the name in `Authorization` stays the same, so that it is entered as the service gives it (RFC
 * 9110, section 11.4: `credentials` are the scheme's name and, after a space, what belongs to it).
 */
export function isEntered(scheme: string): boolean {
  const name = scheme.toLowerCase()
  return isToken(name) && !workedOut.has(name) && !/hmac|signature|sha-?\d/.test(name)
}
