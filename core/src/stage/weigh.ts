import { diffConnectors } from '../diff/index.ts'
import { assess, type ConnectionBeyond, holds } from '../impact/index.ts'
import type { ConnectionId, Connector, ImpactReport } from '../model/index.ts'
import type { Tables } from '../store/index.ts'
import type { UsageIndex } from '../usage/index.ts'

export type HoldPolicy = 'risky' | 'broken'

export interface Weighing {
  readonly usage: UsageIndex
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
  { usage, connections, hold }: Weighing,
  { organisation, base, revision }: Comparison,
): Promise<{ readonly report: ImpactReport; readonly held: boolean }> {
  const report = assess({
    base: label(base),
    revision: revision === null ? `${base.id} removed` : label(revision),
    pairs: [{ base, revision, changes: diffConnectors(base, revision) }],
    dependents: await usage.touching(organisation, base.id),
    connectionsBeyond: revision === null ? [] : await connections.beyond(organisation, revision),
  })
  return { report, held: holds(report, hold) }
}

const label = ({ id, version }: Connector): string => `${id} ${version}`
