import type { Dict } from './json.ts'

/**
 * Fills `{name}` in a server or token URL: `map` is a finite set keyed by the setting's value; `pattern` admits host
 * names only (`/ ? # @ :` refused whatever it says), matched whole.
 */
export type UrlVariable = { readonly from: string } & ({ readonly map: Dict<string> } | { readonly pattern: string })
