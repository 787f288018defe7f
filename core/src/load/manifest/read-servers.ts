import {
  type Dict,
  dict,
  isJsonObject,
  type Json,
  type JsonObject,
  type Server,
  type UrlVariable,
} from '../../model/index.ts'
import { listIn, objectIn, textIn } from './drafting.ts'

export function readServers(manifest: JsonObject): Server[] {
  return listIn(manifest, 'servers').map((written) => {
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
  if (pattern !== undefined) return { from, pattern }
  if (!isJsonObject(written.map)) return undefined
  return { from, map: dict(Object.entries(written.map).map(([name, value]) => [name, String(value)])) }
}
