import { diffConnectors } from '../diff/index.ts'
import { type Assessment, assess, type ConnectionBeyond, type HoldPolicy, holds } from '../impact/index.ts'
import type { ConnectionId, Connector, ImpactReport } from '../model/index.ts'
import type { Register } from '../register/index.ts'
import type { StoredDependent, Tables } from '../store/index.ts'
import type { UsageIndex, UsageReader } from '../usage/index.ts'

export interface Weighing {
  readonly usage: UsageIndex
  readonly register: Register
  /** The reader of an extension's documents. */
  reader(owner: string): UsageReader | undefined
  readonly connections: StakedConnections
  readonly hold: HoldPolicy
}

/** What a change means for the secrets of connections (Law 2). */
export interface StakedConnections {
  /** An organisation's connections whose credentials the model would send to where they were not given for. */
  beyond(organisation: string, model: Connector): Promise<readonly ConnectionBeyond[]>
  /** From now on these wait for their secrets to be entered again. */
  requireReauthorisation(connections: readonly ConnectionId[], tables: Tables): Promise<void>
}

export interface Comparison {
  readonly organisation: string
  readonly base: Connector
  /** `null`: the connector is gone. */
  readonly revision: Connector | null
}

/** What the change does to one organisation's dependents and connections, and whether that holds it. */
export async function weigh(
  weighing: Weighing,
  comparison: Comparison,
): Promise<{ readonly report: ImpactReport; readonly held: boolean }> {
  const { organisation, base, revision } = comparison
  const dependents = await weighing.usage.touching(organisation, base.id)
  const connectionsBeyond = revision === null ? [] : await weighing.connections.beyond(organisation, revision)
  const report = compare(weighing, comparison, { dependents, connectionsBeyond })
  return { report, held: holds(report, weighing.hold) }
}

/** The report about these dependents; other connectors stay as they are. */
export function compare(
  { register, reader }: Weighing,
  { organisation, base, revision }: Comparison,
  { dependents, connectionsBeyond }: Pick<Assessment, 'dependents' | 'connectionsBeyond'>,
): ImpactReport {
  const owners = new Map(
    dependents.map(({ dependent }) => [dependent.id, (dependent as Partial<StoredDependent>).owner]),
  )
  return assess({
    base: label(base),
    revision: revision === null ? `${base.id} removed` : label(revision),
    pairs: [{ base, revision, changes: diffConnectors(base, revision) }],
    dependents,
    connectionsBeyond: connectionsBeyond ?? [],
    connectorOf: (id) => register.active(organisation, id)?.revision.model,
    rewrite: (rename, dependent) => reader(owners.get(dependent.id) ?? '')?.rewrite?.(rename) ?? null,
  })
}

const label = ({ id, version }: Connector): string => `${id} ${version}`
