import { pointer, type Server } from '../model/index.ts'
import { serversOfPair } from './operation-pair.ts'
import type { Found, Rule } from './rule.ts'

/** Servers at one place of the lists. */
export interface ServerPair {
  readonly base: Server | undefined
  readonly revision: Server | undefined
  readonly at: string
  readonly explains: NonNullable<Found['explains']>
}

/** What is found in the connector's servers, and in those that an operation has instead. */
export function forServers(find: (pair: ServerPair) => readonly Found[]): Pick<Rule, 'connector' | 'operation'> {
  return {
    connector: ({ base, revision }) =>
      pairsOf(base.servers, revision.servers, { at: '/servers', explains: ['servers'] }).flatMap(find),
    operation: (pair) => {
      if (pair.base.servers === undefined && pair.revision.servers === undefined) return []
      const [base, revision] = [serversOfPair(pair, 'base'), serversOfPair(pair, 'revision')]
      return pairsOf(base, revision, { at: `${pair.at}/servers`, explains: ['operation servers'] }).flatMap(find)
    },
  }
}

function pairsOf(
  base: readonly Server[],
  revision: readonly Server[],
  { at, explains }: Pick<ServerPair, 'at' | 'explains'>,
): readonly ServerPair[] {
  return Array.from({ length: Math.max(base.length, revision.length) }, (_, index) => ({
    base: base[index],
    revision: revision[index],
    at: `${at}${pointer(index, 'url')}`,
    explains,
  }))
}

/** As they are shown. */
export function urls(base: Server | undefined, revision: Server | undefined): Pick<Found, 'before' | 'after'> {
  return { before: base?.url, after: revision?.url }
}
