import { authorizationRequestParameters, dict } from '@jackfield/core'

/**
 * An authorisation endpoint, and what its query says beyond the flow (RFC 6749, section 3.1); its fragment is left out.
 */
export interface AuthorizationPage {
  readonly url: string
  readonly parameters: Readonly<Record<string, string>>
}

export function authorizationPage(written: string): AuthorizationPage {
  const [, plain = '', query = ''] = /^([^?#]*)\??([^#]*)/.exec(written) ?? []
  const parameters = [...new URLSearchParams(query)].filter(
    ([name]) => !authorizationRequestParameters.has(name.toLowerCase()),
  )
  return { url: plain, parameters: dict(parameters) }
}
