import { argumentInvalid } from '../../errors/index.ts'
import { nearestName } from '../../model/index.ts'
import { assertInput } from '../assert-input.ts'
import { assertOrganisation } from '../assert-organisation.ts'
import type { AuthorisationInput } from './authorisation.ts'

/** Throws `argument-invalid`: hosts without types, too, learn what they mistyped. */
export function checkAuthorisation(input: unknown): asserts input is AuthorisationInput {
  assertInput('connections.authorise', input, {
    organisation: 'text',
    connector: 'text',
    scheme: 'text?',
    settings: 'any',
    credentials: 'object',
    session: 'text',
    scopes: 'array?',
    returnTo: 'text?',
    connection: 'text?',
  })
  const { organisation, session, returnTo } = input as unknown as AuthorisationInput
  assertOrganisation(organisation)
  if (session === '')
    throw argumentInvalid('connections.authorise: the session is empty, so anybody could finish the attempt.', {
      hint: "Give any text that names the user's browser session, such as its id.",
    })
  if (returnTo !== undefined && !isOwnUrl(returnTo))
    throw argumentInvalid('connections.authorise: returnTo is no absolute http or https URL.', {
      hint: "Give a URL of the host's own: 'https://app.example.com/connections'.",
    })
}

/** Never a user name or password: they would be shown to the browser. */
function isOwnUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
}

/** Throws `argument-invalid` for a scope that the flow does not declare. */
export function assertScopes(scopes: readonly string[], declared: readonly string[]): void {
  const unknown = scopes.find((scope) => !declared.includes(scope))
  if (unknown === undefined) return
  const nearest = nearestName(String(unknown), declared)
  throw argumentInvalid(`connections.authorise: the connector declares no scope "${unknown}".`, {
    hint: nearest === undefined ? `Scopes: ${declared.join(', ') || 'none'}.` : `Did you mean "${nearest}"?`,
  })
}
