import type { ConnectionId, Connector, JsonObject, Kernel, Operation } from '@jackfield/core'
import { credentialsFor } from './credentials-for.ts'
import { generateInput, seedOf } from './generated-input.ts'

/** The connection that an operation is invoked by; `null`: it needs none, `undefined`: nobody here can make one. */
export type Connect = (operation: Operation) => Promise<ConnectionId | null | undefined>

/** One connection for each alternative of security that is asked for, its settings made up as inputs are. */
export function connectionsOf(
  kernel: Kernel,
  connector: Connector,
  { organisation, seed }: { readonly organisation: string; readonly seed: number },
): Connect {
  const made = new Map<string, ReturnType<Connect>>()
  const hasSettings = Object.keys((connector.settings.properties as JsonObject | undefined) ?? {}).length > 0
  const make = async (schemes: readonly string[]): ReturnType<Connect> => {
    if (schemes.length === 0 && !hasSettings) return null
    // A connection has what the connector asks for, also where one of its operations asks for nothing.
    const own = schemes.length > 0 ? schemes : Object.keys(connector.security[0] ?? {})
    const credentials = credentialsFor(connector, own)
    if (credentials === undefined) return undefined
    const scheme = own.length === 0 ? null : [...own].sort().join('+')
    const settings = { ...generateInput(connector.settings, seedOf(connector.id, seed)), ...hostsOf(connector) }
    const added = { organisation, connector: connector.id, settings, scheme, credentials }
    return (await kernel.connections.add(added)).id
  }
  return (operation) => {
    const schemes = Object.keys((operation.security ?? connector.security)[0] ?? {})
    const name = [...schemes].sort().join('+')
    const known = made.get(name) ?? make(schemes)
    made.set(name, known)
    return known
  }
}

/** A setting that is a service's whole URL. */
function hostsOf({ servers, operations }: Connector): JsonObject {
  const all = [...servers, ...Object.values(operations).flatMap((operation) => operation.servers ?? [])]
  const whole = all.flatMap(({ variables }) => Object.values(variables).filter((variable) => 'url' in variable))
  return Object.fromEntries(whole.map(({ from }) => [from.replace(/^settings\./, ''), 'https://trial.example.com']))
}
