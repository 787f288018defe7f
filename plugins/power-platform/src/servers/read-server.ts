import { dict, type Server, sampleUrl, type UrlVariable } from '@jackfield/core'
import { type UrlPlace, urlVariable } from '../auth/index.ts'
import { type Expression, isReference, type Part, parseExpression } from '../expression/index.ts'
import type { Feature } from '../features.ts'
import { type ConnectionParameter, isNamed, settingName } from '../properties/index.ts'

/** Where a `dynamichosturl` sends requests: a server, or `request` where each call says it. */
export type ReadServer =
  | { readonly kind: 'server'; readonly server: Server }
  | { readonly kind: 'request' }
  | { readonly kind: 'lacks'; readonly feature: Feature }

/**
 * "Set host URL": text and connection parameters are a server with variables, so that it is known where credentials go.
 */
export function readServer(template: string, parameters: readonly ConnectionParameter[]): ReadServer {
  const expression = parseExpression(template.trim().replace(/\/+$/, ''))
  if (expression.some((part) => isReference(part) && part.kind !== 'connectionParameters')) return { kind: 'request' }
  const variables = dict<UrlVariable>()
  let url = ''
  for (const [index, part] of expression.entries()) {
    if (isReference(part) && part.kind !== 'connectionParameters') continue
    const parameter = isReference(part) ? parameters.find(isNamed(part.name)) : undefined
    const text = isReference(part) ? part.default : part
    if (parameter === undefined) {
      if (text === undefined || /[{}?#]/.test(text)) return lacking('server.template')
      url += text
      continue
    }
    if (parameter.type === 'securestring') return lacking('auth.url')
    const name = settingName(parameter.name)
    variables[name] = urlVariable(parameter, placeIn(url, expression[index + 1]), text)
    url += `{${name}}`
  }
  return isUsable(url, expression)
    ? { kind: 'server', server: { url: url.replace(/\/+$/, ''), variables } }
    : lacking('server.template')
}

function lacking(feature: Feature): ReadServer {
  return { kind: 'lacks', feature }
}

function placeIn(before: string, after: Part | undefined): UrlPlace {
  if (before === '') return 'beginning'
  const authority = before.indexOf('://')
  if (authority === -1 || before.slice(authority + 3).includes('/')) return 'path'
  const isEnd = after === undefined || (!isReference(after) && after.startsWith('/'))
  return isEnd && !before.endsWith(':') ? 'host-end' : 'host'
}

/** A URL that begins with one ends there, or goes on with a path. Credentials in it would be nobody's to give. */
function isUsable(url: string, expression: Expression): boolean {
  const first = expression[0]
  if (first === undefined) return false
  if (isReference(first)) return /^\{[^{}]*\}($|[/{])/.test(url)
  const sample = sampleUrl(url)
  return sample !== null && sample.username === '' && sample.password === ''
}
