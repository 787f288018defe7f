import type { Connector, Operation, SecurityRequirement } from '../model/index.ts'

/**
 * The schemes that may be chosen alone, and `null` where no authentication will do; in the order declared. Requirements
 * for several schemes together are not among them: a connection has one.
 */
function alternativesOf(security: readonly SecurityRequirement[]): readonly (string | null)[] {
  if (security.length === 0) return [null]
  const names = security.map((requirement) => Object.keys(requirement))
  return names.filter(({ length }) => length <= 1).map(([name]) => name ?? null)
}

/** What a connection may choose from: the connector's alternatives and those of operations with their own. */
export function connectionAlternatives({ security, operations }: Connector): readonly (string | null)[] {
  const own = Object.values(operations).flatMap((operation) => operation.security ?? [])
  const all = [...alternativesOf(security), ...(own.length === 0 ? [] : alternativesOf(own))]
  const named = [...new Set(all)].filter((name) => name !== null)
  return all.includes(null) ? [...named, null] : named
}

export function operationAlternatives(connector: Connector, operation: Operation): readonly (string | null)[] {
  return alternativesOf(operation.security ?? connector.security)
}
