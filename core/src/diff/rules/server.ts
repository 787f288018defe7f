import { canonicalJson, pointer, type Server } from '../../model/index.ts'
import type { ConnectorPair } from '../connector-pair.ts'
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
    connector: (pair) =>
      serversOf(pair).flatMap(({ base, revision, at }) => {
        if (base !== undefined && revision !== undefined && serverParts(base).origin === serverParts(revision).origin)
          return []
        return [{ pointer: at, message: originMessage(base, revision), ...urls(base, revision), explains: ['servers'] }]
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
    connector: (pair) =>
      serversOf(pair).flatMap(({ base, revision, at }) => {
        if (base === undefined || revision === undefined || serverParts(base).path === serverParts(revision).path)
          return []
        const message = `The server’s path was ${splitUrl(base).path || '/'} and is ${splitUrl(revision).path || '/'} now.`
        return [{ pointer: at, message, ...urls(base, revision), explains: ['servers'] }]
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
    connector: (pair) => serversOf(pair).flatMap(variablesFound),
  },
]

interface ServerPair {
  readonly base: Server | undefined
  readonly revision: Server | undefined
  readonly at: string
}

function serversOf({ base, revision }: ConnectorPair): readonly ServerPair[] {
  const count = Math.max(base.servers.length, revision.servers.length)
  return Array.from({ length: count }, (_, index) => ({
    base: base.servers[index],
    revision: revision.servers[index],
    at: pointer('servers', index, 'url'),
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

function variablesFound({ base, revision, at }: ServerPair): readonly Found[] {
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
        explains: ['servers' as const],
      },
    ]
  })
}
