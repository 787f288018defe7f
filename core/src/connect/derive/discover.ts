import type { Dict, JsonObject } from '../../model/index.ts'
import type { CheckedConnection } from '../check-connection.ts'
import { chooseScheme } from '../grants.ts'
import { resolveUrl } from '../resolve-url.ts'
import type { AuthSchemes } from '../schemes/auth-schemes.ts'

/** Milliseconds. */
const requestTime = 30_000

export interface DiscoverRoom {
  readonly authSchemes: AuthSchemes
  readonly fetch: typeof fetch
}

/** What the service says of itself before anything is sent to it. Throws `connection-invalid`. */
export async function discover(
  { authSchemes, fetch }: DiscoverRoom,
  { connector, scheme: name, settings }: Pick<CheckedConnection, 'connector' | 'scheme'> & { settings: JsonObject },
): Promise<Dict<string>> {
  const chosen = name === null ? undefined : chooseScheme(connector, name, authSchemes)
  if (chosen?.auth.discover === undefined) return {}
  return chosen.auth.discover({
    scheme: chosen.scheme,
    fill: ({ url, variables }) => resolveUrl(url, variables, { settings, derived: {} }),
    fetch,
    signal: AbortSignal.timeout(requestTime),
  })
}
