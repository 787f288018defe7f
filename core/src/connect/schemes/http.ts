import type { HttpScheme } from '../../model/index.ts'
import type { AuthScheme, CredentialField } from '../auth-scheme.ts'
import { withHeader } from './credential-placing.ts'
import { credentialsPlaced, credentialValue } from './credential-value.ts'
import { readDigestChallenge } from './digest-challenge.ts'
import type { HttpAuthentication } from './http-authentication.ts'
import { basic } from './http-basic.ts'
import { bearer } from './http-bearer.ts'
import { digestFields, signByDigest } from './http-digest.ts'

const authentications: Readonly<Record<Exclude<HttpScheme['scheme'], 'digest'>, HttpAuthentication>> = { basic, bearer }

function fieldsOf({ scheme }: HttpScheme): readonly CredentialField[] {
  return scheme === 'digest' ? digestFields : authentications[scheme].fields
}

/**
 * `http` (OpenAPI 3.1, Security Scheme Object): the `Authorization` header, its content by the authentication's name.
 */
export const http: AuthScheme<HttpScheme> = {
  type: 'http',
  fields: fieldsOf,
  placements: (scheme) =>
    credentialsPlaced(
      scheme.value,
      fieldsOf(scheme).map(({ name }) => name),
    ).map((credential) => ({ credential, placement: 'header Authorization', to: 'servers' })),
  sign(request, { scheme, value }, credentials) {
    if (scheme === 'digest') return signByDigest(request, credentials)
    const text =
      value === undefined ? authentications[scheme].authorization(credentials) : credentialValue(value, credentials)
    return withHeader(request, 'Authorization', text)
  },
  meet: ({ scheme }, challenges) => (scheme === 'digest' ? readDigestChallenge(challenges) : undefined),
}
