import type { Connector, Operation, SecurityRequirement } from '../model/index.ts'

/**
 * An alternative as a connection names it: the scheme, or `a+b` for several together, sorted; `null` where no
 * authentication will do.
 */
export type Alternative = string | null

/** The schemes of an alternative. */
export function schemesOf(alternative: string): readonly string[] {
  return alternative.split('+')
}

/** How the schemes of an alternative are named together, in whichever order they were written. */
export function alternativeOf(schemes: readonly string[]): Alternative {
  return schemes.length === 0 ? null : [...schemes].sort().join('+')
}

function alternativesOf(security: readonly SecurityRequirement[]): readonly Alternative[] {
  return security.length === 0 ? [null] : security.map((requirement) => alternativeOf(Object.keys(requirement)))
}

/** What a connection may choose from: the connector's alternatives and those of operations with their own. */
export function connectionAlternatives({ security, operations }: Connector): readonly Alternative[] {
  const own = Object.values(operations).flatMap((operation) => operation.security ?? [])
  const all = [...alternativesOf(security), ...(own.length === 0 ? [] : alternativesOf(own))]
  const named = [...new Set(all)].filter((name) => name !== null)
  return all.includes(null) ? [...named, null] : named
}

export function operationAlternatives(connector: Connector, operation: Operation): readonly Alternative[] {
  return alternativesOf(operation.security ?? connector.security)
}
