import { connectionInvalid } from '../../errors/index.ts'
import { credentialText } from './credential-value.ts'
import type { HttpAuthentication } from './http-authentication.ts'

/**
 * Basic (RFC 7617), in UTF-8. Either field may be left out: services that take a key as the user name want no password,
 * others the reverse.
 */
export const basic: HttpAuthentication = {
  fields: [
    { name: 'username', title: 'User name', required: false },
    { name: 'password', title: 'Password', required: false },
  ],
  authorization(credentials) {
    const username = credentialText(credentials, 'username')
    if (username.includes(':'))
      throw connectionInvalid('A user name for Basic authentication cannot hold a colon (RFC 7617).', {
        hint: 'Enter what stands before the first colon as username, the rest as password.',
      })
    return `Basic ${Buffer.from(`${username}:${credentialText(credentials, 'password')}`, 'utf8').toString('base64')}`
  },
}
