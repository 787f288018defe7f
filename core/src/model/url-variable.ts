import type { Dict } from './json.ts'

/**
 * Fills `{name}` in a server or token URL from `settings.name` or `derived.name`.
 *
 * - `map`: a finite set, keyed by the setting's value; in an authority, host names.
 * - `pattern`: admits host names only (`/ ? # @ :` refused whatever it says), matched whole.
 *   With `port`, a port may stand behind the host name (`:8443`), which the pattern does not see.
 * - `url`: the setting is an absolute `https` URL without user name, query and fragment; the variable is the beginning
 * of
 *   the server's URL (`{instance}/api`) and stands for all of it, without a trailing slash.
 */
export type UrlVariable = {
  readonly from: string
  /** What the setting is where a connection does not say, or where there is no connection. */
  readonly default?: string
} & ({ readonly map: Dict<string> } | { readonly pattern: string; readonly port?: true } | { readonly url: true })
