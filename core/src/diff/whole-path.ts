import type { Operation } from '../model/index.ts'
import type { ConnectorPair } from './connector-pair.ts'
import { httpOf, usesServers } from './operation-pair.ts'
import { isGivenWhole, splitUrl, withoutNames } from './server-parts.ts'

/** The same operation in both. */
interface Both {
  readonly base: Operation
  readonly revision: Operation
}

/**
 * Whether a request goes where it went, on each server, since what the server's path has lost the operation's has got,
 * or the other way round. `false` where something that a connection says is part of the path.
 */
export function keepsWholePath({ base, revision }: ConnectorPair, both: Both): boolean {
  const [before, after] = [httpOf(both.base)?.path, httpOf(both.revision)?.path]
  if (before === undefined || after === undefined || !usesServers(both)) return false
  if (base.servers.length === 0 || base.servers.length !== revision.servers.length) return false
  return base.servers.every((server, index) => {
    const now = revision.servers[index] ?? { url: '' }
    const [one, other] = [splitUrl(server).path, splitUrl(now).path]
    if (isGivenWhole(server) !== isGivenWhole(now) || /[{}]/.test(one + other)) return false
    return joined(one, before) === joined(other, after)
  })
}

function joined(server: string, path: string): string {
  return server.replace(/\/$/, '') + withoutNames(path)
}
