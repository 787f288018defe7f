import { type Connector, nearestName, type Problem } from '../model/index.ts'
import type { Filled } from './filled.ts'
import { chooseScheme } from './grants.ts'
import type { AuthSchemes } from './schemes/auth-schemes.ts'
import { type Alternative, alternativeOf, connectionAlternatives, schemesOf } from './security-alternatives.ts'

type Picked = { readonly scheme: string | null } | { readonly problem: Problem }

/** The security scheme of a new connection, or several together: the one named, else the only one there is. */
export function pickScheme(
  connector: Connector,
  { scheme, credentials, inBrowser = false }: Filled & { readonly inBrowser?: boolean },
  authSchemes: AuthSchemes,
): Picked {
  const all = connectionAlternatives(connector).filter((each) => keepsOneSetOfTokens(connector, each, authSchemes))
  const alternatives = inBrowser ? all.filter((each) => goesThroughBrowser(connector, each, authSchemes)) : all
  const named = alternatives.filter((name) => name !== null)
  if (inBrowser && named.length === 0) return withoutBrowser(connector)
  if (all.length === 0) return severalTokens(connector)
  if (scheme !== undefined) return pickNamed(scheme, alternatives)
  const nothingEntered = Object.keys(credentials ?? {}).length === 0
  if (alternatives.includes(null) && (named.length === 0 || nothingEntered)) return { scheme: null }
  const [only, ...others] = named
  return only !== undefined && others.length === 0 ? { scheme: only } : severalOf(named)
}

/** Several schemes may be named in any order. */
function pickNamed(scheme: string | null, alternatives: readonly Alternative[]): Picked {
  const wanted = scheme === null ? null : alternativeOf(schemesOf(scheme))
  if (alternatives.includes(wanted)) return { scheme: wanted }
  return unknown(
    scheme,
    alternatives.filter((name) => name !== null),
  )
}

/** Schemes whose tokens are renewed apart from each other can't be one connection. */
function keepsOneSetOfTokens(connector: Connector, alternative: Alternative, authSchemes: AuthSchemes): boolean {
  const types = alternative === null ? [] : schemesOf(alternative).map((name) => connector.securitySchemes[name]?.type)
  return types.filter((type) => authSchemes.get(type ?? '')?.renew !== undefined).length <= 1
}

function goesThroughBrowser(connector: Connector, alternative: Alternative, authSchemes: AuthSchemes): boolean {
  const chosen = alternative === null ? undefined : chooseScheme(connector, alternative, authSchemes)
  return chosen?.auth.browser?.endpoints(chosen.scheme) !== undefined
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

function severalTokens({ id }: Connector): { problem: Problem } {
  return problem(
    'scheme-unsupported',
    `"${id}" asks for several security schemes with tokens at once, which a connection cannot have.`,
    "Leave one scheme with tokens in each alternative of the connector's security.",
  )
}

function withoutBrowser({ id }: Connector): { problem: Problem } {
  return problem(
    'scheme-unsupported',
    `"${id}" has no security scheme that is authorised in a browser.`,
    'Enter credentials with connections.add, or add flows.authorizationCode to its security scheme.',
  )
}

function choose(named: readonly string[]): string {
  return `Choose scheme: ${named.map((name) => `"${name}"`).join(' or ')}.`
}

function problem(code: string, message: string, hint: string): { problem: Problem } {
  return { problem: { code, message, pointer: '/scheme', hint } }
}
