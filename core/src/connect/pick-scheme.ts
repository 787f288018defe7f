import { type Connector, nearestName, type Problem } from '../model/index.ts'
import type { Filled } from './filled.ts'
import { connectionAlternatives } from './security-alternatives.ts'

/** The security scheme of a new connection: the one named, else the only one there is. */
export function pickScheme(
  connector: Connector,
  { scheme, credentials }: Filled,
): { readonly scheme: string | null } | { readonly problem: Problem } {
  const alternatives = connectionAlternatives(connector)
  const named = alternatives.filter((name) => name !== null)
  if (scheme !== undefined) return alternatives.includes(scheme) ? { scheme } : unknown(scheme, named)
  const nothingEntered = Object.keys(credentials ?? {}).length === 0
  if (alternatives.includes(null) && (named.length === 0 || nothingEntered)) return { scheme: null }
  const [only, ...others] = named
  if (only !== undefined && others.length === 0) return { scheme: only }
  return only === undefined ? noneAlone(connector) : severalOf(named)
}

function unknown(scheme: string | null, named: readonly string[]): { problem: Problem } {
  const nearest = scheme === null ? undefined : nearestName(scheme, named)
  const message =
    scheme === null ? 'The connector asks for authentication.' : `There is no security scheme "${scheme}".`
  return problem('scheme-unknown', message, nearest === undefined ? choose(named) : `Did you mean "${nearest}"?`)
}

function severalOf(named: readonly string[]): { problem: Problem } {
  return problem('scheme-missing', 'The connector offers several security schemes.', choose(named))
}

function noneAlone({ id }: Connector): { problem: Problem } {
  return problem(
    'scheme-unsupported',
    `"${id}" asks for several security schemes together, which a connection cannot have yet.`,
    "List the schemes as alternatives in the connector's security.",
  )
}

function choose(named: readonly string[]): string {
  return `Choose scheme: ${named.map((name) => `"${name}"`).join(' or ')}.`
}

function problem(code: string, message: string, hint: string): { problem: Problem } {
  return { problem: { code, message, pointer: '/scheme', hint } }
}
