import type { Connector, ConnectorId, Dict, FieldPath, Problem, Usage } from '../model/index.ts'

/** An extension point: reads documents that use operations (flows) as usages. */
export interface UsageReader {
  readonly name: string
  /** Whether the file is such a document, by its name and a look at its text; never throws. */
  claims(file: DocumentFile): boolean
  /**
   * All problems at once, never throws for bad input. `connectorOf` gives the model that the usages are read against.
   */
  read(file: DocumentFile, connectorOf: (id: ConnectorId) => Connector | undefined): ReadDependent
  /**
   * Rewrites an expression (a `Place.expression`) for a renamed field, at the field's own positions and nowhere else;
   * `null` where it can't. Without it, only an expression that is the plain path itself gets a fix.
   */
  rewrite?(rename: FieldRename): string | null
}

export interface FieldRename {
  readonly expression: string
  /** Whose output the field is in; `trigger` for the trigger's. */
  readonly step: string
  /** The field, by its name in the base. */
  readonly path: FieldPath
  /** The name in the revision, of the last segment of `path`. */
  readonly to: string
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
