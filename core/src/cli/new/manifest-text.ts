import { stringify } from 'yaml'
import type { Json, JsonObject } from '../../model/index.ts'
import type { Auth, Designed } from './draft.ts'
import { yamlText } from './yaml-text.ts'

/** The manifest of a draft: YAML with comments for who goes on with it. */
export function manifestText({ id, title, baseUrl, auth, operation, output }: Designed): string {
  const { method, path, effect, input } = operation
  const isKnown = typeof output === 'object' && Object.keys(output).length > 0
  const needsInput = Array.isArray(input.required) && input.required.length > 0
  return [
    '# A connector for Jackfield. Look at it with `jackfield check`, and edit it with `jackfield dev` beside you.',
    'jackfield: 1',
    `id: ${scalar(id)}`,
    "version: '0.1.0' # text, and yours to raise",
    `title: ${scalar(title)}`,
    '# description: What it is, for those who choose it.',
    '',
    ...serverLines(baseUrl, auth),
    ...authLines(auth),
    ...settingLines(baseUrl, auth),
    ...(effect === 'read' && !needsInput
      ? ['# What tests a connection: an operation that reads and needs no input.', `test: ${scalar(operation.id)}`, '']
      : ['# test: an operation that reads and needs no input, for testing a connection.', '']),
    'actions:',
    `  ${scalar(operation.id)}:`,
    `    title: ${scalar(operation.title)}`,
    ...(effect === 'read' ? [] : effectLines[effect]),
    `    http: ${scalar(`${method} ${path}`)}`,
    '    # Names in the path go there; others into the query (GET, HEAD, DELETE) or the JSON body, unless `in` says otherwise.',
    ...block('input', input, 4),
    isKnown
      ? '    # Inferred from a sample: say what is always there (`required`), which values there are (`enum`), what things mean.'
      : '    # Nothing is said yet of what it answers. A JSON Schema is what flows are checked and completed by.',
    ...block('output', output as Json, 4),
    '',
  ].join('\n')
}

const effectLines: Readonly<Record<'idempotent' | 'once', readonly string[]>> = {
  idempotent: ['    effect: idempotent # done twice, it is as if it were done once; if that is not so: once'],
  once: ['    effect: once # never sent twice; `confirm` can say how to find out whether it did happen'],
}

function serverLines(baseUrl: string, auth: Auth): readonly string[] {
  const urls =
    auth.kind === 'oauth2'
      ? 'Where requests go, and nothing else'
      : 'Where requests and credentials go, and nowhere else'
  return [`# ${urls}.`, 'servers:', `  - url: ${scalar(baseUrl)}`, ...variableLines(baseUrl, 4), '']
}

function authLines(auth: Auth): readonly string[] {
  if (auth.kind === 'none') return []
  return [
    '# Credentials are entered with each connection; they never stand here.',
    'securitySchemes:',
    ...schemeLines(auth),
    '',
  ]
}

function schemeLines(auth: Auth): readonly string[] {
  switch (auth.kind) {
    case 'apiKey':
      return [`  key: { type: apiKey, in: ${auth.in}, name: ${scalar(auth.name)} }`]
    case 'basic':
    case 'bearer':
      return [`  ${auth.kind === 'basic' ? 'login' : 'token'}: { type: http, scheme: ${auth.kind} }`]
    case 'mutualTLS':
      return ['  certificate: { type: mutualTLS }']
    case 'oauth2': {
      const { authorizationUrl, tokenUrl, scopes } = auth
      return [
        '  oauth:',
        '    type: oauth2',
        '    flows:',
        `      ${authorizationUrl === null ? 'clientCredentials' : 'authorizationCode'}:`,
        ...(authorizationUrl === null ? [] : [`        authorizationUrl: ${scalar(authorizationUrl)}`]),
        `        tokenUrl: ${scalar(tokenUrl)}`,
        ...variableLines(`${authorizationUrl ?? ''} ${tokenUrl}`, 8),
        scopes.length === 0
          ? '        scopes: {} # names with what they allow'
          : `        scopes: { ${scopes.map((scope) => `${scalar(scope)}: ''`).join(', ')} }`,
      ]
    }
    default:
      return []
  }
}

/** What stands in braces comes from a setting, and is a host name or a part of one. */
function variableLines(url: string, indent: number): readonly string[] {
  const names = variablesIn(url)
  const pad = ' '.repeat(indent)
  if (names.length === 0) return []
  return [
    `${pad}# As narrow as it can be: credentials go to whatever host the pattern admits.`,
    `${pad}variables:`,
    ...names.map((name) => `${pad}  ${name}: { from: settings.${name}, pattern: '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$' }`),
  ]
}

/** Names in braces, each once. */
function variablesIn(url: string): readonly string[] {
  return [...new Set([...url.matchAll(/\{([A-Za-z_]\w*)\}/g)].map(([, name = '']) => name))]
}

/** Settings that the draft's URLs read. */
export function settingsOf({ baseUrl, auth }: Pick<Designed, 'baseUrl' | 'auth'>): readonly string[] {
  return variablesIn(
    [baseUrl, ...(auth.kind === 'oauth2' ? [auth.authorizationUrl ?? '', auth.tokenUrl] : [])].join(' '),
  )
}

function settingLines(baseUrl: string, auth: Auth): readonly string[] {
  const names = settingsOf({ baseUrl, auth })
  if (names.length === 0) return []
  const properties: JsonObject = Object.fromEntries(names.map((name) => [name, { type: 'string', title: name }]))
  return [
    '# What a connection fills in that is not secret.',
    ...block('settings', { required: [...names], properties }, 0),
    '',
  ]
}

function block(name: string, value: Json, indent: number): readonly string[] {
  return yamlText({ [name]: value })
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(indent) + line))
}

const scalar = (text: string): string => stringify(text, { lineWidth: 0, defaultStringType: 'PLAIN' }).trimEnd()
