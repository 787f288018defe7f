import type { Connector, ConnectorId, Dict, Problem, Usage } from '../model/index.ts'

/** An extension point: reads documents that use operations (flows) as usages. */
export interface UsageReader {
  readonly name: string
  /** Whether the file is such a document, by its name and a look at its text; never throws. */
  claims(file: DocumentFile): boolean
  /** All problems at once, never throws for bad input. `connectorOf` gives the model that the usages are read against. */
  read(file: DocumentFile, connectorOf: (id: ConnectorId) => Connector | undefined): ReadDependent
}

export interface DocumentFile {
  /** Relative to the folder of documents, with `/`. */
  readonly path: string
  readonly text: string
}

export interface ReadDependent {
  /** `null` where the document does not say. */
  readonly id: string | null
  readonly title?: string
  /** The document's names for connections, with the connector of each. */
  readonly connections: Dict<ConnectorId>
  readonly usages: readonly Usage[]
  readonly problems: readonly Problem[]
  /** Whether `usages` holds everything that the document does. */
  readonly complete: boolean
}
