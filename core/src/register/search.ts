import { type Connector, type ConnectorId, type Operation, operationName, type Scope, scopeOf } from '../model/index.ts'
import type { Active, Register } from './register.ts'

export interface Searching {
  /** What serves an organisation, read where nobody needed it before. */
  serving(organisation: string, connector: ConnectorId): Promise<Active | undefined>
  /** The digests, by path, of a scope's entries that a search for these words would find nothing in. */
  lacking(scope: Scope, words: readonly string[]): Promise<ReadonlyMap<string, string>>
}

export interface Found {
  readonly model: Connector
  readonly operation: Operation
}

/**
 * The operations, best first, that have every word; of what nobody read yet, those connectors alone are read that may.
 */
export async function search(
  register: Register,
  { serving, lacking }: Searching,
  { organisation, text }: { readonly organisation: string; readonly text: string },
): Promise<readonly Found[]> {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const isWithout = await asleepWithout(register, lacking, { organisation, words })
  const found: (Found & { readonly name: string; readonly rank: number })[] = []
  for (const { connector } of register.visible(organisation)) {
    if (isWithout(connector)) continue
    // What can't be used is in no list: whoever asks for it is told why.
    const active = await serving(organisation, connector).catch(() => undefined)
    if (active === undefined) continue
    const { model } = active.revision
    for (const operation of Object.values(model.operations)) {
      if (operation.visibility === 'internal') continue
      const rank = rankOf(model, operation, words)
      if (rank > 0) found.push({ model, operation, name: operationName(model.id, operation.id), rank })
    }
  }
  return found.sort((a, b) => b.rank - a.rank || (a.name < b.name ? -1 : 1))
}

/** What nobody read yet, and a search for these words need not read. */
async function asleepWithout(
  register: Register,
  lacking: Searching['lacking'],
  { organisation, words }: { readonly organisation: string; readonly words: readonly string[] },
): Promise<(id: ConnectorId) => boolean> {
  const scopes = [scopeOf(organisation), 'host'] as const
  const without = new Map(await Promise.all(scopes.map(async (scope) => [scope, await lacking(scope, words)] as const)))
  return (id) => {
    const dormant = register.dormant(organisation, id)
    if (dormant === undefined) return false
    const { scope, path, revision } = dormant
    // An organisation's own that turns out to be broken gives way to the host's.
    const isAlone = scope === 'host' || !register.has('host', id)
    return isAlone && without.get(scope)?.get(path) === revision
  }
}

/** 0 unless every word is found; a word in the operation's own name or title counts most. */
function rankOf(connector: Connector, operation: Operation, words: readonly string[]): number {
  const own = `${operationName(connector.id, operation.id)} ${operation.title}`.toLowerCase()
  const rest = [operation.description, connector.title, connector.description, ...(connector.categories ?? [])]
    .join(' ')
    .toLowerCase()
  let total = words.length === 0 ? 1 : 0
  for (const word of words) {
    if (own.includes(word)) total += 3
    else if (rest.includes(word)) total += 1
    else return 0
  }
  return total
}
