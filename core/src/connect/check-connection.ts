import { connectionInvalid } from '../errors/index.ts'
import type { Connector, Dict, Grant, JsonObject, Problem } from '../model/index.ts'
import { checkCredentials } from './check-credentials.ts'
import { checkSettings } from './check-settings.ts'
import { checkUrls } from './check-urls.ts'
import type { Filled } from './filled.ts'
import { computeGrants } from './grants.ts'
import { pickScheme } from './pick-scheme.ts'
import type { AuthSchemes } from './schemes/auth-schemes.ts'

export interface CheckedConnection {
  readonly scheme: string | null
  readonly settings: JsonObject
  readonly credentials: Dict<string>
  readonly grants: readonly Grant[]
}

/**
 * Checks what was filled in against what the connector asks for, and computes where the credentials may go. Throws
 * `connection-invalid` with every problem at once, each with a pointer into what was filled in; none holds a credential.
 */
export async function checkConnection(
  connector: Connector,
  filled: Filled,
  authSchemes: AuthSchemes,
): Promise<CheckedConnection> {
  const picked = pickScheme(connector, filled)
  const { settings, problems: settingProblems } = await checkSettings(connector, filled.settings)
  const scheme = 'scheme' in picked ? picked.scheme : null
  const problems = [
    ...('problem' in picked ? [picked.problem] : checkCredentials(connector, { ...filled, scheme }, authSchemes)),
    ...settingProblems,
    ...(settingProblems.length > 0 ? [] : checkUrls(connector, { scheme, settings }, authSchemes)),
  ]
  if (problems.length > 0) throw invalid(connector, problems)
  const credentials = { ...filled.credentials }
  return { scheme, settings, credentials, grants: computeGrants({ connector, scheme, settings }, authSchemes) }
}

function invalid({ id }: Connector, problems: readonly Problem[]): Error {
  const [first] = problems
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  return connectionInvalid(`The connection to "${id}" is not valid: ${first?.message}${more}`, {
    problems,
    ...(first?.hint === undefined ? {} : { hint: first.hint }),
  })
}
