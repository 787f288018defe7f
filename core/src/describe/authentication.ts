import { type ApiKeyScheme, allServers, type Connector, isJsonObject, type SecurityScheme } from '../model/index.ts'
import { fieldTable } from './fields.ts'
import { discoverySteps, oauthSteps } from './oauth-steps.ts'
import type { Block } from './page.ts'
import { codeSpan, plainText } from './plain-text.ts'
import { urlWords } from './url-words.ts'
import { describeWebhookSecrets } from './webhook-secrets.ts'

/** How to make a connection: what to have at hand, the steps, and where each secret goes. */
export function describeAuthentication(connector: Connector): readonly Block[] {
  const { settings, servers, schemas } = connector
  return [
    { depth: 2, title: 'Connect', id: 'connect' },
    `It reaches ${servers.map((server) => urlWords(server, settings)).join(' and ') || 'no server of its own'}.`,
    ...describeWays(connector),
    ...(hasSettings(connector)
      ? [
          { depth: 3 as const, title: 'Settings', id: 'settings' },
          'Not secret; entered with each connection.',
          fieldTable(settings, schemas),
        ]
      : []),
    ...describeWebhookSecrets(connector),
    ...derivedWords(connector),
  ]
}

/** Each of the ways to authenticate, under a heading where there are several. */
function describeWays(connector: Connector): readonly Block[] {
  const { security, securitySchemes, operations } = connector
  const own = Object.values(operations).flatMap((operation) => operation.security ?? [])
  const alternatives = distinct([...security, ...own].map((requirement) => Object.keys(requirement)))
  const ways = alternatives.filter((names) => names.length > 0)
  if (ways.length === 0)
    return ['It needs no authentication.', ...(hasSettings(connector) ? [steps(connector, [])] : [])]
  return [
    intro(ways.length, alternatives.length > ways.length),
    ...ways.flatMap((names): readonly Block[] => [
      ...(ways.length > 1
        ? [{ depth: 3 as const, title: names.map((name) => titleOf(securitySchemes[name])).join(' and ') }]
        : []),
      steps(connector, [
        ...(ways.length > 1 ? [`Choose ${names.map(codeSpan).join(' and ')}.`] : []),
        ...names.flatMap((name) => stepsOf(connector, securitySchemes[name])),
      ]),
    ]),
  ]
}

/** The steps of one way, between what comes first and last in each. */
function steps(connector: Connector, own: readonly string[]): string {
  const all = [
    ...(hasSettings(connector) ? ['Fill in the settings below.'] : []),
    ...own,
    ...(connector.test === undefined ? [] : ['Test the connection: this makes one request that only reads.']),
  ]
  return all.map((step, index) => `${index + 1}. ${step}`).join('\n')
}

const hasSettings = ({ settings }: Connector): boolean =>
  isJsonObject(settings.properties) && Object.keys(settings.properties).length > 0

function distinct(lists: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(lists.map((names) => [names.join('\n'), names])).values()]
}

function intro(count: number, none: boolean): string {
  const ways =
    count === 1
      ? 'There is one way to authenticate.'
      : `There are ${count} ways to authenticate; a connection uses one of them.`
  return `${ways}${none ? ' Some of it works without.' : ''} Secrets are kept sealed, are never shown again, and are sent only to the places named here.`
}

function titleOf(scheme: SecurityScheme | undefined): string {
  if (scheme?.type === 'apiKey') return 'API key'
  if (scheme?.type === 'oauth2') return 'OAuth 2.0'
  if (scheme?.type === 'openIdConnect') return 'OpenID Connect'
  if (scheme?.type === 'mutualTLS') return 'Client certificate'
  if (scheme?.type === 'http') return scheme.scheme === 'bearer' ? 'Access token' : 'User name and password'
  return 'Another scheme'
}

function stepsOf(connector: Connector, scheme: SecurityScheme | undefined): readonly string[] {
  const to = listOfServers(connector)
  if (scheme?.type === 'apiKey')
    return [
      'Get an API key from the service: usually in its own settings, under “API”, “Developer” or “Integrations”.',
      `Enter it as ${keyName(scheme)}. It is sent in the ${scheme.in === 'query' ? 'query parameter' : scheme.in} ${codeSpan(scheme.name)}, only to ${to}.`,
    ]
  if (scheme?.type === 'http')
    return scheme.scheme !== 'bearer'
      ? [
          'Have the user name and password at hand that the service gives for its API; a user of its own, with as few rights as will do, is best.',
          `Enter them as ${codeSpan('username')} and ${codeSpan('password')}; where the service asks for one of them only, leave the other empty. They are sent in the header ${codeSpan('Authorization')}, only to ${to}.`,
        ]
      : [
          'Make an access token in the service: usually in its own settings, under “API”, “Developer” or “Personal access tokens”.',
          `Enter it as ${codeSpan('token')}. It is sent in the header ${codeSpan('Authorization')}, only to ${to}.`,
        ]
  if (scheme?.type === 'mutualTLS')
    return [
      'Get a client certificate from the service: usually it signs a request of yours, so that the private key stays with you.',
      `Enter it as ${codeSpan('certificate')}, in PEM, followed by the certificates that issued it, its private key as ${codeSpan('key')}, and where that is encrypted its ${codeSpan('passphrase')}. The certificate is presented only to ${to}; the key and the passphrase are not sent.`,
    ]
  if (scheme?.type === 'openIdConnect') return discoverySteps(scheme, { settings: connector.settings, to })
  if (scheme?.type === 'oauth2') return oauthSteps(scheme, { settings: connector.settings, to })
  return ['Enter the credentials that the application asks for.']
}

/** The name that a key is asked for by, and what it is called beside that. */
function keyName({ credential }: ApiKeyScheme): string {
  const { name = 'key', title = name } = credential ?? {}
  return title === name ? codeSpan(name) : `${codeSpan(name)} (${plainText(title)})`
}

/** Where credentials go: the first few of many. */
function listOfServers(connector: Connector): string {
  const urls = [...new Set(allServers(connector).map(({ url }) => codeSpan(url)))]
  const shown = urls.length > 5 ? [...urls.slice(0, 4), `${urls.length - 4} more, named at their operations`] : urls
  return shown.join(' and ')
}

function derivedWords({ derived = {} }: Connector): readonly Block[] {
  const names = Object.keys(derived).sort()
  if (names.length === 0) return []
  const said = names.map((name) => {
    const from = derived[name]?.from
    const source =
      typeof from === 'object' ? `what ${codeSpan(from.operation)} answers` : 'the answer that comes with the token'
    return `- ${codeSpan(name)}, from ${source}`
  })
  return [
    { depth: 3, title: 'Learnt by itself' },
    `A connection finds these out when it is made:\n\n${said.join('\n')}`,
  ]
}
