import type { HttpScheme } from '../../model/index.ts'
import type { AuthScheme } from '../auth-scheme.ts'
import { withHeader } from './credential-placing.ts'
import { credentialsPlaced, credentialValue } from './credential-value.ts'
import type { HttpAuthentication } from './http-authentication.ts'
import { basic } from './http-basic.ts'
import { bearer } from './http-bearer.ts'

const authentications: Readonly<Record<HttpScheme['scheme'], HttpAuthentication>> = { basic, bearer }

/** `http` (OpenAPI 3.1, Security Scheme Object): the `Authorization` header, its content by the authentication's name. */
export const http: AuthScheme<HttpScheme> = {
  type: 'http',
  fields: ({ scheme }) => authentications[scheme].fields,
  placements: ({ scheme, value }) =>
    credentialsPlaced(
      value,
      authentications[scheme].fields.map(({ name }) => name),
    ).map((credential) => ({ credential, placement: 'header Authorization', to: 'servers' })),
  sign(request, { scheme, value }, credentials) {
    const text =
      value === undefined ? authentications[scheme].authorization(credentials) : credentialValue(value, credentials)
    return withHeader(request, 'Authorization', text)
  },
}
