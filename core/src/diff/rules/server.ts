import { canonicalJson, pointer, type Server } from '../../model/index.ts'
import { forServers, type ServerPair, urls } from '../for-servers.ts'
import type { Found, Rule } from '../rule.ts'
import { isGivenWhole, serverParts, splitUrl, variableKeeps } from '../server-parts.ts'
import { serverPathRule } from './server-path.ts'

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
  serverPathRule,
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

function originMessage(base: Server | undefined, revision: Server | undefined): string {
  if (base === undefined) return `A server is added: ${revision?.url}.`
  if (revision === undefined) return `A server is removed: ${base.url}.`
  return `Requests went to ${originText(base)} and go to ${originText(revision)} now.`
}

/** For people: as it is written, or what a connection chooses, or says. */
function originText(server: Server): string {
  const { origin } = splitUrl(server)
  if (!isGivenWhole(server)) return origin || server.url
  const variable = server.variables[origin.slice(1, -1)]
  const origins =
    variable !== undefined && 'map' in variable
      ? Object.values(variable.map).map((url) => splitUrl({ url }).origin)
      : []
  return [...new Set(origins)].join(' or ') || `where a connection says ("${variable?.from ?? origin}")`
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
