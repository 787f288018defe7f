import {
  type Dict,
  dict,
  isJsonObject,
  type Json,
  type JsonObject,
  type Server,
  type UrlVariable,
} from '../../model/index.ts'
import { listIn, objectIn, present, textIn } from './drafting.ts'

export function readServers(owner: JsonObject): Server[] {
  return listIn(owner, 'servers').map((written) => {
    const server: JsonObject = isJsonObject(written) ? written : dict<Json>()
    return { url: (textIn(server, 'url') ?? '').replace(/\/+$/, ''), variables: readVariables(server) }
  })
}

export function readVariables(owner: JsonObject): Dict<UrlVariable> {
  return dict(
    Object.entries(objectIn(owner, 'variables')).flatMap(([name, written]) => {
      const variable = isJsonObject(written) ? readVariable(written) : undefined
      return variable === undefined ? [] : [[name, variable] as const]
    }),
  )
}

function readVariable(written: JsonObject): UrlVariable | undefined {
  const from = textIn(written, 'from')
  const pattern = textIn(written, 'pattern')
  if (from === undefined) return undefined
  const common = { from, ...present('default', textIn(written, 'default')) }
  if (pattern !== undefined) return { ...common, pattern, ...(written.port === true && { port: true }) }
  if (written.url === true) return { ...common, url: true }
  if (!isJsonObject(written.map)) return undefined
  return { ...common, map: dict(Object.entries(written.map).map(([name, value]) => [name, String(value)])) }
}
