import {
  type Connector,
  dict,
  isJsonObject,
  type Json,
  type JsonObject,
  type Server,
  type UrlVariable,
} from '@jackfield/core'
import { filled } from './filled.ts'

type Settings = Connector['settings']

/**
 * Server Objects. A URL that the connection gives whole is a relative one, and a choice of whole URLs is all of them.
 */
export function writeServers(servers: readonly Server[], settings: Settings): readonly JsonObject[] {
  return servers.flatMap((server) => writeServer(server, settings))
}

function writeServer({ url, variables }: Server, settings: Settings): readonly JsonObject[] {
  const [, first = '', rest = ''] = /^\{([^{}]+)\}(.*)$/s.exec(url) ?? []
  const beginning = variables[first]
  if (beginning !== undefined && 'url' in beginning) return [{ url: rest === '' ? '/' : rest }]
  if (beginning !== undefined && 'map' in beginning && rest === '')
    return chosen(beginning.map, settingOf(beginning, settings))
  const used = Object.entries(variables).filter(([name]) => url.includes(`{${name}}`))
  const written = used.map(([name, variable]) => [name, writeVariable(name, variable, settings)] as const)
  return [filled({ url, variables: written.length === 0 ? undefined : dict(written) })]
}

function chosen(map: Readonly<Record<string, string>>, setting: JsonObject): readonly JsonObject[] {
  const lines = typeof setting.description === 'string' ? setting.description.split('\n') : []
  return [...new Set(Object.values(map))].map((url) => {
    const said = lines.find((line) => line.startsWith(`${url}: `))
    return filled({ url, description: said?.slice(url.length + 2) })
  })
}

/** OpenAPI asks for a default. Where the connector has none, it is an example. */
function writeVariable(name: string, variable: UrlVariable, settings: Settings): JsonObject {
  const setting = settingOf(variable, settings)
  const values = 'map' in variable ? [...new Set(Object.values(variable.map))] : undefined
  const usual =
    variable.default === undefined || !('map' in variable) ? variable.default : variable.map[variable.default]
  const example = [setting.examples].flat().find((each) => typeof each === 'string')
  return filled({
    enum: values,
    default: usual ?? values?.[0] ?? example ?? `${name}.example`,
    description: typeof setting.description === 'string' ? setting.description : undefined,
  })
}

function settingOf({ from }: UrlVariable, { properties }: Settings): JsonObject {
  const setting: Json | undefined = isJsonObject(properties) ? properties[from.replace(/^settings\./, '')] : undefined
  return isJsonObject(setting) ? setting : dict<Json>()
}

/** A URL as other tools can read it: each variable by its default, or the first value that it may have. */
export function plainUrl(url: string, variables: Readonly<Record<string, UrlVariable>>): string {
  return url.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const variable = variables[name]
    const usual = variable?.default
    if (variable !== undefined && 'map' in variable)
      return variable.map[usual ?? ''] ?? Object.values(variable.map)[0] ?? name
    if (variable !== undefined && 'url' in variable) return usual ?? 'https://service.example'
    return usual ?? `${name}.example`
  })
}
