import type { Connector, ConnectorId } from '../../model/index.ts'
import type { Loaded } from '../entry/loaded.ts'
import { type ExtendedConnector, extendConnector } from './extend-connector.ts'
import { extensionProblem } from './extension-problem.ts'

/** Makes the extensions among what was loaded whole, by the others; one without its base has a problem instead. */
export function resolveExtensions(loaded: readonly Loaded[]): readonly Loaded[] {
  const byId = new Map(loaded.flatMap((one) => (one.id === null ? [] : [[one.id, one] as const])).reverse())
  return loaded.map((one) => resolve(one, byId))
}

function resolve({ extension, ...rest }: Loaded, byId: ReadonlyMap<ConnectorId, Loaded>): Loaded {
  if (extension === undefined) return rest
  const extended = wholeOf({ ...rest, extension }, byId, [extension.id])
  return { ...rest, ...extended, problems: [...rest.problems, ...extended.problems] }
}

function wholeOf(
  one: Loaded,
  byId: ReadonlyMap<ConnectorId, Loaded>,
  chain: readonly ConnectorId[],
): ExtendedConnector {
  const { extension, connector, place } = one
  if (extension === undefined) return connector === undefined ? { problems: [] } : { connector, problems: [] }
  const name = extension.extends ?? ''
  if (chain.includes(name))
    return { problems: [{ ...extensionProblem.circle([...chain, name]), ...place('/extends') }] }
  const found = byId.get(name)
  const base: Connector | undefined = found && wholeOf(found, byId, [...chain, name]).connector
  return base === undefined
    ? { problems: [{ ...extensionProblem.missing(extension), ...place('/extends') }] }
    : extendConnector(extension, base, place)
}
