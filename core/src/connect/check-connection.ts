import { type Connector, type Dict, dict, type JsonObject } from '../model/index.ts'
import { checkCredentials } from './check-credentials.ts'
import { checkSettings } from './check-settings.ts'
import { checkUrls } from './check-urls.ts'
import type { Filled } from './filled.ts'
import { pickScheme } from './pick-scheme.ts'
import { refusedConnection } from './refused-connection.ts'
import type { AuthSchemes } from './schemes/auth-schemes.ts'

export interface CheckedConnection {
  readonly connector: Connector
  readonly scheme: string | null
  readonly settings: JsonObject
  readonly credentials: Dict<string>
}

/**
 * Checks what was filled in against what the connector asks for. Throws `connection-invalid` with every problem at
 * once, each with a pointer into what was filled in; none holds a credential. `inBrowser`: what is entered before a
 * person allows it there.
 */
export async function checkConnection(
  connector: Connector,
  filled: Filled & { readonly inBrowser?: boolean },
  authSchemes: AuthSchemes,
): Promise<CheckedConnection> {
  const picked = pickScheme(connector, filled, authSchemes)
  const { settings, problems: settingProblems } = await checkSettings(connector, filled.settings)
  const scheme = 'scheme' in picked ? picked.scheme : null
  const checked =
    'problem' in picked
      ? { problems: [picked.problem], credentials: dict<string>() }
      : checkCredentials(connector, { ...filled, scheme }, authSchemes)
  const problems = [
    ...checked.problems,
    ...settingProblems,
    ...(settingProblems.length > 0 ? [] : checkUrls(connector, { scheme, settings }, authSchemes)),
  ]
  if (problems.length > 0) throw refusedConnection(connector, problems)
  return { connector, scheme, settings, credentials: checked.credentials }
}
