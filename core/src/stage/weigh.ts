import { diffConnectors } from '../diff/index.ts'
import {
  type AcceptedFinding,
  assess,
  type ConnectionBeyond,
  type HoldPolicy,
  holds,
  joinReports,
} from '../impact/index.ts'
import {
  type Change,
  type ConnectionId,
  type Connector,
  type ConnectorId,
  type ImpactReport,
  type OperationName,
  type RevisionId,
  splitOperation,
} from '../model/index.ts'
import type { Register } from '../register/index.ts'
import type { StoredDependent, Tables } from '../store/index.ts'
import type { UsageIndex, UsageReader } from '../usage/index.ts'
import type { ComparedPair, Comparison } from './comparison.ts'
import { type Basis, groupsOf, type Weighed } from './groups-of.ts'

export interface Weighing {
  readonly usage: UsageIndex
  readonly register: Register
  /** The reader of an extension's documents. */
  reader(owner: string): UsageReader | undefined
  readonly connections: StakedConnections
  readonly hold: HoldPolicy
  /** What an organisation lives with, as far as it is in force now. */
  accepted(organisation: string): readonly AcceptedFinding[]
}

/** What a change means for the secrets of connections (Law 2). */
export interface StakedConnections {
  /** An organisation's connections whose credentials the model would send to where they were not given for. */
  beyond(organisation: string, model: Connector): Promise<readonly ConnectionBeyond[]>
  /** From now on these wait for their secrets to be entered again. */
  requireReauthorisation(connections: readonly ConnectionId[], tables: Tables): Promise<void>
}

/** What the change does to one organisation's dependents and connections, and whether that holds it. */
export async function weigh(
  weighing: Weighing,
  comparison: Comparison,
): Promise<{ readonly report: ImpactReport; readonly held: boolean }> {
  const { organisation, pairs } = comparison
  const ids = pairs.map(({ base }) => base.id)
  const dependents = await weighing.usage.touching(organisation, ids)
  const connectionsBeyond = await beyond(weighing, comparison)
  const report = await compare(weighing, comparison, { dependents, connectionsBeyond })
  return { report, held: holds(report, weighing.hold) }
}

/** An extension sends credentials where its base does, and nowhere else. */
async function beyond({ connections }: Weighing, { organisation, pairs }: Comparison): Promise<ConnectionBeyond[]> {
  const found: ConnectionBeyond[] = []
  for (const { revision } of pairs)
    if (revision !== null && revision.extends === undefined)
      found.push(...(await connections.beyond(organisation, revision)))
  return found
}

interface Compared {
  readonly dependents: readonly Weighed[]
  readonly connectionsBeyond?: readonly ConnectionBeyond[]
}

/**
 * The report about these dependents; other connectors stay as they are. Each is weighed from the revisions that it is
 * bound to, whatever serves its organisation.
 */
export async function compare(
  weighing: Weighing,
  comparison: Comparison,
  { dependents, connectionsBeyond = [] }: Compared,
): Promise<ImpactReport> {
  const [first, ...more] = await groupsOf(weighing.register, comparison, dependents)
  const given = { dependents: first?.dependents ?? [], connectionsBeyond }
  const reports: [ImpactReport, ...ImpactReport[]] = [
    await compareGroup(weighing, { ...comparison, ...first?.basis }, given),
  ]
  for (const group of more)
    reports.push(await compareGroup(weighing, { ...comparison, ...group.basis }, { ...group, connectionsBeyond: [] }))
  return joinReports(reports)
}

async function compareGroup(
  { register, reader, accepted }: Weighing,
  { organisation, pairs, elsewhere }: Comparison & Partial<Basis>,
  { dependents, connectionsBeyond }: Compared,
): Promise<ImpactReport> {
  const owners = new Map(
    dependents.map(({ dependent }) => [dependent.id, (dependent as Partial<StoredDependent>).owner]),
  )
  const [first] = pairs
  const others = await othersOf(register, { organisation, dependents, elsewhere: elsewhere ?? [] })
  return assess({
    base: first === undefined ? '' : label(first.base),
    revision: first === undefined ? '' : revisionLabel(first),
    pairs: pairs.map((pair) => ({ ...pair, changes: changesOf(pair) })),
    dependents,
    connectionsBeyond: connectionsBeyond ?? [],
    accepted: accepted(organisation),
    connectorOf: (id) => others.get(id),
    rewrite: (rename, dependent) => reader(owners.get(dependent.id) ?? '')?.rewrite?.(rename) ?? null,
  })
}

/** The connectors that the dependents' steps use, as they serve. */
async function othersOf(
  register: Register,
  { organisation, dependents, elsewhere }: OthersRequest,
): Promise<ReadonlyMap<ConnectorId, Connector>> {
  const operations = new Set<OperationName>()
  for (const { usages } of dependents) for (const { operation } of usages) operations.add(operation)
  const used = [...operations].map((operation) => splitOperation(operation)?.connector)
  const others = new Map<ConnectorId, Connector>()
  for (const id of new Set(used)) {
    const active = id === undefined ? undefined : await register.active(organisation, id)
    if (active !== undefined) others.set(active.revision.connector, active.revision.model)
  }
  for (const id of elsewhere) {
    const bound = await register.revision(id)
    if (bound !== undefined) others.set(bound.connector, bound.model)
  }
  return others
}

interface OthersRequest extends Pick<Compared, 'dependents'> {
  readonly organisation: string
  /** Revisions that these dependents have instead of what serves. */
  readonly elsewhere: readonly RevisionId[]
}

/** Every organisation and every look at a change compares the same two. */
const compared = new WeakMap<Connector, WeakMap<Connector | typeof gone, readonly Change[]>>()
const gone = {}

function changesOf({ base, revision }: ComparedPair): readonly Change[] {
  const known = compared.get(base) ?? new WeakMap<Connector | typeof gone, readonly Change[]>()
  compared.set(base, known)
  const changes = known.get(revision ?? gone) ?? diffConnectors(base, revision)
  known.set(revision ?? gone, changes)
  return changes
}

const revisionLabel = ({ base, revision }: ComparedPair): string =>
  revision === null ? `${base.id} removed` : label(revision)
const label = ({ id, version }: Connector): string => `${id} ${version}`
