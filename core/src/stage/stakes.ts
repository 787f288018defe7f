import { createHash } from 'node:crypto'
import type { Binding, ConnectorId } from '../model/index.ts'
import type { Tables } from '../store/index.ts'

/**
 * Who is concerned, and how, in one text: if that changes while a change is weighed or decided, it is weighed again.
 * Asked for in the transaction too: a digest, since thousands may be concerned.
 */
export async function stakesOf(tables: Tables, connectors: readonly ConnectorId[]): Promise<string> {
  const digest = createHash('sha256')
  for (const connector of connectors) {
    const bindings = await tables.bindings.ofConnector(connector)
    const connections = (await tables.connections.list({ connector })).map(({ connection }) => connection)
    digest.update(JSON.stringify([bindings, connections]))
    for (const [organisation, own] of Map.groupBy(bindings, (binding) => binding.organisation))
      digest.update(JSON.stringify(await sayingsOf(tables, organisation, own)))
  }
  return digest.digest('hex')
}

/** A document has an edition for each text; a host may tell other usages under the same. */
async function sayingsOf(tables: Tables, organisation: string, bindings: readonly Binding[]): Promise<unknown> {
  const ids = [...new Set(bindings.map(({ dependent }) => dependent))]
  const dependents = [...(await tables.dependents.some(organisation, ids))].sort((a, b) => (a.id < b.id ? -1 : 1))
  const hosts = dependents.filter(({ owner }) => owner === null).map(({ id }) => id)
  const usages = hosts.length === 0 ? new Map() : await tables.usages.some(organisation, hosts)
  return dependents.map(({ id, edition, owner, complete }) =>
    owner === null ? [id, edition, complete, usages.get(id) ?? null] : [id, edition],
  )
}
