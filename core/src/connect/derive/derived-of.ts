import type { Connector } from '../../model/index.ts'
import type { NamedDerived } from './read-derived.ts'

/** What a connector derives from the token endpoint's answer. */
export function derivedOfToken(connector: Connector): readonly NamedDerived[] {
  return all(connector).filter(({ from }) => from === 'token')
}

/** What it derives from operations, by the operation's id. */
export function derivedOfOperations(connector: Connector): ReadonlyMap<string, readonly NamedDerived[]> {
  return Map.groupBy(
    all(connector).filter(({ from }) => from !== 'token'),
    ({ from }) => (from === 'token' ? '' : from.operation),
  )
}

function all({ derived = {} }: Connector): readonly NamedDerived[] {
  return Object.entries(derived).map(([name, each]) => ({ name, ...each }))
}
