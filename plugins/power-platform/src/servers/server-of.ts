import { appliesTo, mergedParameters, type PolicyInstance, type Properties, textIn } from '../properties/index.ts'
import { type ReadServer, readServer } from './read-server.ts'

/** Where each operation's requests go, as far as a policy says it. */
export interface Servers {
  /** Of the last such policy of an operation; undefined where there is none. */
  of(operation: string): ({ readonly policy: PolicyInstance } & ReadServer) | undefined
  /** Settings that some URL reads. */
  readonly read: ReadonlySet<string>
  /** Whether some operation says itself which host it is for. */
  readonly byRequest: boolean
}

export function createServers({ policies, sets }: Properties): Servers {
  const parameters = mergedParameters(sets)
  const hosts = policies
    .filter(({ template }) => template === 'dynamichosturl')
    .map((policy) => ({ policy, ...readServer(textIn(policy, 'urltemplate') ?? '', parameters) }))
  const read = hosts.flatMap((host) =>
    host.kind === 'server'
      ? Object.values(host.server.variables).flatMap(({ from, default: known }) =>
          known === undefined ? [from.slice('settings.'.length)] : [],
        )
      : [],
  )
  return {
    of: (operation) => hosts.findLast(({ policy }) => appliesTo(policy, operation)),
    read: new Set(read),
    byRequest: hosts.some(({ kind }) => kind === 'request'),
  }
}
