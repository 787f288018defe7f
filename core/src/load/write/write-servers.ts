import { type Dict, dict, type Json, type JsonObject, type Server, type UrlVariable } from '../../model/index.ts'
import { written } from './written.ts'

export function writeServers(servers: readonly Server[]): readonly JsonObject[] {
  return servers.map(({ url, variables }) => written({ url, variables: writeVariables(variables) }))
}

/** Undefined where there are none. */
export function writeVariables(variables: Dict<UrlVariable>): JsonObject | undefined {
  const entries = Object.entries(variables).map(([name, variable]) => [name, variable as unknown as Json] as const)
  return entries.length === 0 ? undefined : dict(entries)
}
