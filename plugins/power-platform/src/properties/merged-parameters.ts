import type { ConnectionParameter, ParameterSet } from './connection-parameter.ts'

/**
 * The connection parameters of all sets, one of each name: with values to choose from only where every set lists them.
 */
export function mergedParameters(sets: readonly ParameterSet[]): readonly ConnectionParameter[] {
  const byName = new Map<string, ConnectionParameter>()
  for (const parameter of sets.flatMap(({ parameters }) => parameters)) {
    const known = byName.get(parameter.name)
    byName.set(parameter.name, known === undefined ? parameter : { ...known, allowed: both(known, parameter) })
  }
  return [...byName.values()]
}

function both(one: ConnectionParameter, other: ConnectionParameter): ConnectionParameter['allowed'] {
  if (one.allowed.length === 0 || other.allowed.length === 0) return []
  return [...new Map([...one.allowed, ...other.allowed].map((each) => [each.value, each])).values()]
}
