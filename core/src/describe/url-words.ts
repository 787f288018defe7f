import { type Dict, isJsonObject, type JsonObject, type UrlVariable } from '../model/index.ts'
import { codeSpan, plainText } from './plain-text.ts'

interface Address {
  readonly url: string
  readonly variables: Dict<UrlVariable>
}

/** Where a URL leads, in Markdown: the URL, and what fills the places in it. */
export function urlWords({ url, variables }: Address, settings: JsonObject): string {
  const filled = Object.entries(variables)
    .filter(([name]) => url.includes(`{${name}}`))
    .map(([name, variable]) => `${codeSpan(`{${name}}`)} ${variableWords(variable, settings)}`)
  return filled.length === 0 ? codeSpan(url) : `${codeSpan(url)}, where ${filled.join('; ')}`
}

function variableWords(variable: UrlVariable, settings: JsonObject): string {
  const otherwise = variable.default === undefined ? '' : `; ${codeSpan(variable.default)} where it is left out`
  return kindWords(variable, sourceWords(variable.from, settings)) + otherwise
}

function kindWords(variable: UrlVariable, source: string): string {
  if ('url' in variable) return `is ${source}, the URL where the service is`
  if ('pattern' in variable)
    return `is ${source}, which matches ${codeSpan(variable.pattern)}${variable.port === true ? ', and may have a port behind it' : ''}`
  const choices = Object.entries(variable.map)
  const said = choices.map(([value, to]) => `${codeSpan(to)} for ${codeSpan(value)}`)
  return `follows from ${source}: ${said.join(', ')}`
}

function sourceWords(from: string, settings: JsonObject): string {
  const dot = from.indexOf('.')
  const name = from.slice(dot + 1)
  if (from.slice(0, dot) !== 'settings') return `${codeSpan(name)}, which the connection learns by itself`
  const properties = isJsonObject(settings.properties) ? settings.properties : {}
  const setting = Object.hasOwn(properties, name) ? properties[name] : undefined
  const title = isJsonObject(setting) && typeof setting.title === 'string' ? setting.title : null
  return title === null ? `the setting ${codeSpan(name)}` : `the setting “${plainText(title)}” (${codeSpan(name)})`
}
