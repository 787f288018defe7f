import { credentialText } from './credential-value.ts'
import type { HttpAuthentication } from './http-authentication.ts'

/** Bearer (RFC 6750). */
export const bearer: HttpAuthentication = {
  fields: [{ name: 'token', title: 'Token', required: true }],
  authorization: (credentials) => `Bearer ${credentialText(credentials, 'token')}`,
}
