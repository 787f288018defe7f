import { canonicalJson, pointer, type Server } from '../../model/index.ts'
import { serversOfPair } from '../operation-pair.ts'
import type { Found, Rule } from '../rule.ts'
import { serverParts, splitUrl, variableKeeps } from '../server-parts.ts'

/** Where requests go. */
export const serverRules: readonly Rule[] = [
  {
    id: 'server.origin',
    side: 'transport',
    levels: ['risky'],
    title: 'Requests go to another origin',
    explanation:
      'Another host, port or scheme may be another service with other data. A stored credential never follows by itself: the change is held until it is entered again (`auth.grant`).',
    example: {
      of: 'connector',
      base: 'servers: [{ url: https://api.example.com/v1 }]',
      revision: 'servers: [{ url: https://api.example.net/v1 }]',
    },
    ...forServers(({ base, revision, at, explains }) => {
      if (base !== undefined && revision !== undefined && serverParts(base).origin === serverParts(revision).origin)
        return []
      return [{ pointer: at, message: originMessage(base, revision), ...urls(base, revision), explains }]
    }),
  },
  {
    id: 'server.path',
    side: 'transport',
    levels: ['risky'],
    title: 'The path that every request begins with changes',
    explanation: 'Often another version of the API. What it answers the schemas do not show. Try the operations.',
    example: {
      of: 'connector',
      base: 'servers: [{ url: https://api.example.com/v1 }]',
      revision: 'servers: [{ url: https://api.example.com/v2 }]',
    },
    ...forServers(({ base, revision, at, explains }) => {
      if (base === undefined || revision === undefined || serverParts(base).path === serverParts(revision).path)
        return []
      const message = `The server’s path was ${splitUrl(base).path || '/'} and is ${splitUrl(revision).path || '/'} now.`
      return [{ pointer: at, message, ...urls(base, revision), explains }]
    }),
  },
  {
    id: 'server.variable',
    side: 'transport',
    levels: ['risky', 'safe'],
    title: 'What fills a variable of the server’s URL changes',
    explanation:
      'A setting, pattern or value that differs may lead a connection elsewhere, or nowhere. More values to choose from are safe.',
    example: {
      of: 'connector',
      base: 'settings: { required: [region], properties: { region: { enum: [eu, us] } } }\nservers: [{ url: "https://{host}", variables: { host: { from: settings.region, map: { eu: eu.example.com, us: us.example.com } } } }]',
      revision:
        'settings: { required: [region], properties: { region: { enum: [eu, us] } } }\nservers: [{ url: "https://{host}", variables: { host: { from: settings.region, map: { eu: eu.example.com, us: us2.example.com } } } }]',
    },
    ...forServers(variablesFound),
  },
]

interface ServerPair {
  readonly base: Server | undefined
  readonly revision: Server | undefined
  readonly at: string
  readonly explains: NonNullable<Found['explains']>
}

/** What is found in the connector's servers, and in those that an operation has instead. */
function forServers(find: (pair: ServerPair) => readonly Found[]): Pick<Rule, 'connector' | 'operation'> {
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

function urls(base: Server | undefined, revision: Server | undefined): Pick<Found, 'before' | 'after'> {
  return { before: base?.url, after: revision?.url }
}

function originMessage(base: Server | undefined, revision: Server | undefined): string {
  if (base === undefined) return `A server is added: ${revision?.url}.`
  if (revision === undefined) return `A server is removed: ${base.url}.`
  return `Requests went to ${splitUrl(base).origin} and go to ${splitUrl(revision).origin} now.`
}

function variablesFound({ base, revision, at, explains }: ServerPair): readonly Found[] {
  if (base === undefined || revision === undefined) return []
  const [left, right] = [serverParts(base).variables, serverParts(revision).variables]
  if (left.length !== right.length) return []
  return left.flatMap((name, index) => {
    const [before, after] = [base.variables[name], revision.variables[right[index] ?? '']]
    if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return []
    return [
      {
        pointer: at.replace(/url$/, 'variables') + pointer(name),
        level: variableKeeps(before, after) ? ('safe' as const) : ('risky' as const),
        message: `What fills {${name}} in the server’s URL differs.`,
        before,
        after,
        explains,
      },
    ]
  })
}
