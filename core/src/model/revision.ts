import type { Connector } from './connector.ts'
import type { ConnectorId, HeldId, RevisionId, Scope } from './ids.ts'
import type { ImpactReport } from './impact.ts'

/** One immutable state of a connector; kept while a binding, a run or a held change names it. */
export interface Revision {
  readonly id: RevisionId
  readonly connector: ConnectorId
  readonly scope: Scope
  readonly version: string
  readonly model: Connector
  readonly source: Source
  /** Of an extension: the revision of the connector that it was laid over, whose parts `model` has. */
  readonly extends?: RevisionId
}

/** What is known of a revision without its model. */
export interface RevisionSummary extends Omit<Revision, 'model' | 'source'> {
  /** The watched folder's entry, `null` for a connector that the host registered. */
  readonly path: string | null
  readonly about: AboutConnector
}

/** What a list of connectors shows of one. */
export type AboutConnector = Pick<Connector, 'title' | 'description' | 'publisher' | 'categories' | 'icon' | 'extends'>

export function summaryOf({ model, source, ...revision }: Revision): RevisionSummary {
  const { title, description, publisher, categories, icon, extends: base } = model
  const about = { title, description, publisher, categories, icon, extends: base }
  const present = Object.entries(about).filter(([, value]) => value !== undefined)
  return { ...revision, path: source.path, about: Object.fromEntries(present) as unknown as AboutConnector }
}

/** Where a revision came from: a folder's files with their digests, or the host's own code. */
export interface Source {
  readonly format: string
  /** The watched folder's entry, `null` for a connector that the host registered. */
  readonly path: string | null
  readonly files: readonly SourceDigest[]
}

export interface SourceDigest {
  readonly path: string
  readonly digest: string
  /** Kept where the revision runs it: its own code, whatever became of the file. */
  readonly text?: string
}

/** A change that waits for a decision; one per scope, connector and organisation. */
export interface Held {
  readonly id: HeldId
  readonly organisation: string
  readonly scope: Scope
  readonly connector: ConnectorId
  readonly base: RevisionId
  /** `null`: the connector's folder was removed. */
  readonly revision: RevisionId | null
  readonly report: ImpactReport
  /** ISO 8601. */
  readonly since: string
  readonly state: 'held' | 'approved' | 'rejected' | 'withdrawn'
  readonly decidedBy?: string
  /** Dependents that were let go ahead, by id: they have the revision, the others the base. */
  readonly moved?: readonly string[]
  /** Documents that were replaced by corrected ones, which a rollback brings back. */
  readonly replaced?: readonly ReplacedDocument[]
  /** Extensions that change with it, as they were when it was held: held, activated and decided together. */
  readonly extensions?: readonly HeldExtension[]
  /** Of a removal that was approved for everybody: the entry that owned the id, which a rollback gives it back to. */
  readonly owner?: string
  /** A removal that was rejected, and ended by the connector's return: a later removal is weighed anew. */
  readonly lapsed?: true
}

/** A document as it was before an approval. */
export interface ReplacedDocument {
  /** Of the dependent. */
  readonly id: string
  /** Of the document that took its place: with another edition by now, somebody has written it anew. */
  readonly edition: string
  readonly document: string
}

/** An extension in the change of the connector that it extends. */
export interface HeldExtension {
  readonly scope: Scope
  readonly connector: ConnectorId
  /** `null`: it was not there. */
  readonly base: RevisionId | null
  /** `null`: it can't be without its base, or does not fit it any more. */
  readonly revision: RevisionId | null
}
