import { approvalRefused, dependentUnknown } from '../errors/index.ts'
import {
  type Connector,
  type ConnectorId,
  type Dependent,
  type Held,
  isError,
  type Problem,
  type Usage,
} from '../model/index.ts'
import type { StoredDependent } from '../store/index.ts'
import { editionOf } from '../usage/index.ts'
import { comparisonOf } from './comparison.ts'
import type { DecisionRoom } from './decision-room.ts'
import type { Part } from './parts.ts'
import { compare } from './weigh.ts'

export interface CorrectedDocument {
  /** The dependent's id. */
  readonly id: string
  readonly document: string
}

export interface Correction {
  readonly dependent: Dependent
  readonly owner: string
  readonly usages: readonly Usage[]
  readonly complete: boolean
  readonly document: string
}

interface Asked {
  readonly change: Held
  /** What the change comes to, with the extensions that change with it. */
  readonly parts: readonly Part[]
  readonly documents: readonly CorrectedDocument[]
  /** What is refused, for the message. @default 'approved' */
  readonly deed?: 'approved' | 'rolled back' | 'rejected'
}

/** Reads corrected documents against the revision that is about to serve; all that is wrong with them in one error. */
export async function readCorrections(room: DecisionRoom, asked: Asked): Promise<readonly Correction[]> {
  const corrections: Correction[] = []
  const problems: Problem[] = []
  for (const corrected of asked.documents) {
    const stored = await ownedDependent(room, asked.change, corrected.id)
    const read = await readDocument(room, asked, { corrected, stored })
    problems.push(...read.problems)
    corrections.push(read.correction)
  }
  problems.push(...(await stillBroken(room, asked, corrections)))
  if (problems.length > 0)
    throw approvalRefused(`Change "${asked.change.id}" is not ${asked.deed ?? 'approved'}: ${problems[0]?.message}`, {
      problems,
      hint: 'Correct the documents that come with the decision; nothing was changed.',
    })
  return corrections
}

type Owned = StoredDependent & { readonly owner: string }

async function ownedDependent({ store }: DecisionRoom, { organisation }: Held, id: string): Promise<Owned> {
  const stored = await store.tables.dependents.get(organisation, id)
  if (stored === undefined)
    throw dependentUnknown(`"${organisation}" has no dependent "${id}".`, { hint: 'Give the id of a flow or host.' })
  const { owner } = stored
  if (owner === null)
    throw approvalRefused(`"${id}" is the host's own: it has no document that an approval could replace.`, {
      hint: 'Register its new usages with usages.put() after the approval.',
    })
  return { ...stored, owner }
}

async function readDocument(
  room: DecisionRoom,
  { change, parts }: Asked,
  { corrected, stored }: { readonly corrected: CorrectedDocument; readonly stored: Owned },
): Promise<{ readonly correction: Correction; readonly problems: readonly Problem[] }> {
  const { id, document } = corrected
  const reader = room.reader(stored.owner)
  if (reader === undefined)
    throw approvalRefused(`"${id}" belongs to the extension "${stored.owner}", which this kernel does not have.`)
  const file = { path: id, text: document }
  const read = await readWith(
    async (connector) => {
      const part = parts.find((one) => one.connector === connector)
      if (part !== undefined) return part.next?.model
      await room.wake(change.organisation, connector)
      return (await room.register.active(change.organisation, connector))?.revision.model
    },
    (connectorOf) => reader.read(file, connectorOf),
  )
  const problems = read.problems.filter(isError)
  if (read.id !== null && read.id !== id)
    problems.push({ code: 'dependent-id', message: `The document for "${id}" says that it is "${read.id}".` })
  const { organisation, kind, href } = stored
  const dependent: Dependent = {
    organisation,
    id,
    edition: editionOf(document),
    kind,
    ...(read.title !== undefined && { title: read.title }),
    ...(href !== undefined && { href }),
  }
  return {
    correction: { dependent, owner: stored.owner, usages: read.usages, complete: read.complete, document },
    problems,
  }
}

/** A document says which connectors it uses while it is read: it is read again until all of them are at hand. */
async function readWith<Read>(
  find: (connector: ConnectorId) => Promise<Connector | undefined>,
  read: (connectorOf: (connector: ConnectorId) => Connector | undefined) => Read,
): Promise<Read> {
  const known = new Map<ConnectorId, Connector | undefined>()
  for (;;) {
    const missing = new Set<ConnectorId>()
    const result = read((connector) => {
      if (!known.has(connector)) missing.add(connector)
      return known.get(connector)
    })
    if (missing.size === 0) return result
    for (const connector of missing) known.set(connector, await find(connector))
  }
}

async function stillBroken(
  room: DecisionRoom,
  { change, parts }: Asked,
  corrections: readonly Correction[],
): Promise<readonly Problem[]> {
  if (corrections.length === 0) return []
  const report = await compare(room, comparisonOf(change.organisation, parts), {
    dependents: corrections,
    connectionsBeyond: [],
  })
  return report.findings
    .filter((finding) => finding.status === 'broken')
    .map(({ flow, message, evidence, kind }) => ({
      code: kind,
      message: `${flow}: ${message}`,
      ...(evidence.line !== null && { line: evidence.line }),
      ...(evidence.pointer !== null && { pointer: evidence.pointer }),
    }))
}
