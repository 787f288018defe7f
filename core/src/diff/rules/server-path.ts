import { pointer } from '../../model/index.ts'
import type { ConnectorPair } from '../connector-pair.ts'
import { forServers, type ServerPair, urls } from '../for-servers.ts'
import { usesServers } from '../operation-pair.ts'
import type { Found, Rule } from '../rule.ts'
import { isGivenWhole, serverParts, splitUrl } from '../server-parts.ts'
import { keepsWholePath } from '../whole-path.ts'

const everywhere = forServers(pathFound)

export const serverPathRule: Rule = {
  id: 'server.path',
  side: 'transport',
  levels: ['risky', 'safe'],
  title: 'The path that every request begins with changes',
  explanation:
    'Often another version of the API. What it answers the schemas do not show. Try the operations. Where some operations’ own paths make up for it, it is safe for the connector and told of each of the others.',
  example: {
    of: 'connector',
    base: 'servers: [{ url: https://api.example.com/v1 }]',
    revision: 'servers: [{ url: https://api.example.com/v2 }]',
  },
  connector: (pair) => (everywhere.connector?.(pair) ?? []).flatMap((found) => toldApart(pair, found)),
  operation: (pair) => everywhere.operation?.(pair) ?? [],
}

function pathFound({ base, revision, at, explains }: ServerPair): readonly Found[] {
  if (base === undefined || revision === undefined || isGivenWhole(base) !== isGivenWhole(revision)) return []
  if (serverParts(base).path === serverParts(revision).path) return []
  const message = `The server’s path was ${splitUrl(base).path || '/'} and is ${splitUrl(revision).path || '/'} now.`
  return [{ pointer: at, message, ...urls(base, revision), explains }]
}

function toldApart(pair: ConnectorPair, found: Found): readonly Found[] {
  const using = pair.operations.both.filter(usesServers)
  const elsewhere = using.filter((both) => !keepsWholePath(pair, both))
  if (elsewhere.length === using.length) return [found]
  const message = `${found.message} The paths of operations make up for it.`
  return [
    { ...found, level: 'safe', message },
    ...elsewhere.map(({ base: { id } }) => ({
      ...found,
      operation: id,
      pointer: pointer('operations', id) + found.pointer,
    })),
  ]
}
