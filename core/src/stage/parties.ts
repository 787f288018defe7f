import type { ConnectorId, RevisionId, Scope } from '../model/index.ts'
import { scopeOf } from '../model/index.ts'
import { ownerOf } from './parts.ts'
import type { StageRoom } from './stage-room.ts'
import type { Subject } from './subject.ts'

/** The organisations for which a change has to be weighed: whoever is bound, connected, kept back, or extends it. */
export async function parties(room: StageRoom, subject: Subject): Promise<readonly string[]> {
  const { store, register, usage } = room
  const { scope, connector, base } = subject
  const { connections, held } = store.tables
  const organisations = new Set(keptBack(room, subject))
  if (base !== undefined) for (const one of register.overridden(scope, connector)) organisations.add(one)
  for (const extension of extensionsOf(room, connector)) {
    const own = ownerOf(extension.scope)
    if (own !== null) organisations.add(own)
    for (const one of register.overridden(extension.scope, extension.connector)) organisations.add(one)
  }
  for (const id of relatedTo(room, connector))
    for (const organisation of await usage.organisationsUsing(id)) organisations.add(organisation)
  for (const { connection } of await connections.list({ connector })) organisations.add(connection.organisation)
  for (const change of await held.list({ scope, connector, state: 'held' })) organisations.add(change.organisation)
  return [...organisations].filter((organisation) => concerns(organisation)).sort()

  function concerns(organisation: string): boolean {
    if (scope !== 'host') return scope === scopeOf(organisation)
    return register.summaryIn(scopeOf(organisation), connector, organisation) === undefined
  }
}

/** Organisations that have another revision than everybody, of the connector or of what it extends. */
export function keptBack(
  { register }: Pick<StageRoom, 'register'>,
  { scope, connector, base }: Subject,
): readonly string[] {
  const found = [...register.overridden(scope, connector)]
  const seen = new Set([connector])
  for (let id = base; id !== undefined && !seen.has(id); ) {
    seen.add(id)
    found.push(...register.overridden('host', id))
    const over: RevisionId | undefined = register.summaryIn('host', id, null)?.extends
    id = over === undefined ? undefined : register.known(over)?.connector
  }
  return found
}

/** The connector, and everything that extends it, whoever has it. */
export function relatedTo(
  room: Pick<StageRoom, 'register' | 'drafts'>,
  connector: ConnectorId,
): readonly ConnectorId[] {
  return [...new Set([connector, ...extensionsOf(room, connector).map((extension) => extension.connector)])]
}

export interface ExtensionId {
  readonly scope: Scope
  readonly connector: ConnectorId
}

function extensionsOf(
  { register, drafts }: Pick<StageRoom, 'register' | 'drafts'>,
  connector: ConnectorId,
  seen: ReadonlySet<ConnectorId> = new Set([connector]),
): readonly ExtensionId[] {
  const serving = servingOver(register, connector)
  const read = drafts.extending(connector).map(({ scope, model }) => ({ scope, connector: model.id }))
  const found = [...serving, ...read].filter((one) => !seen.has(one.connector))
  const known = new Set([...seen, ...found.map((one) => one.connector)])
  return found.flatMap((one) => [one, ...extensionsOf({ register, drafts }, one.connector, known)])
}

/** What serves somebody as an extension of the connector. */
export function servingOver(register: StageRoom['register'], base: ConnectorId): readonly ExtensionId[] {
  return register.extensions().filter((one) => extendsIn(register, one, base))
}

function extendsIn(register: StageRoom['register'], { scope, connector }: ExtensionId, base: ConnectorId): boolean {
  const organisations = [null, ...register.overridden(scope, connector)]
  return organisations.some((organisation) => {
    const over = register.summaryIn(scope, connector, organisation)?.extends
    return over !== undefined && register.known(over)?.connector === base
  })
}
