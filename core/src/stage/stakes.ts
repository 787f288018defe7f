import type { ConnectorId } from '../model/index.ts'
import type { Tables } from '../store/index.ts'

/** Who is concerned, and how: if that changes while a change is weighed or decided, it is weighed again. */
export async function stakesOf(tables: Tables, connectors: readonly ConnectorId[]): Promise<string> {
  const stakes: unknown[] = []
  for (const connector of connectors) {
    const bindings = await tables.bindings.ofConnector(connector)
    const connections = (await tables.connections.list({ connector })).map(({ connection }) => connection)
    stakes.push(bindings, connections)
    for (const { organisation, dependent } of bindings) stakes.push(await saysOf(tables, organisation, dependent))
  }
  return JSON.stringify(stakes)
}

/** A document has an edition for each text; a host may tell other usages under the same. */
async function saysOf(tables: Tables, organisation: string, id: string): Promise<unknown> {
  const dependent = await tables.dependents.get(organisation, id)
  return dependent?.owner === null ? [dependent, await tables.usages.of(organisation, id)] : dependent?.edition
}
