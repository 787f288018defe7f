import type {
  Change,
  Connection,
  Connector,
  ConnectorId,
  Dependent,
  Grant,
  OperationName,
  Place,
  Problem,
  Usage,
} from '../model/index.ts'
import type { FieldRename } from '../usage/index.ts'

/** Everything that an impact report is made of. */
export interface Assessment {
  /** How the two sides are called; echoed. */
  readonly base: string
  readonly revision: string
  /** The connectors that are compared, changed or not. */
  readonly pairs: readonly ComparedConnector[]
  readonly dependents: readonly AssessedDependent[]
  /** Connections whose credentials would go where they were not given for. @default none */
  readonly connectionsBeyond?: readonly ConnectionBeyond[]
  /**
   * Connectors that are not compared and stay as they are, for steps of other operations. Without it, such a step is
   * unresolved. @default none
   */
  readonly connectorOf?: (id: ConnectorId) => Connector | undefined
  /** Connectors that could not be read on one of the sides. @default none */
  readonly unread?: readonly ConnectorId[]
  /** What could not be read; errors make the report incomplete. @default none */
  readonly problems?: readonly Problem[]
  /** Rewrites a renamed field in a dependent's expression (its reader's `rewrite`). @default none */
  readonly rewrite?: (rename: FieldRename, dependent: Dependent) => string | null
  /** Findings that somebody has accepted, those still in force. @default none */
  readonly accepted?: readonly AcceptedFinding[]
}

export interface ComparedConnector {
  readonly base: Connector
  /** `null`: the connector is removed. */
  readonly revision: Connector | null
  /** Of `diffConnectors(base, revision)`. */
  readonly changes: readonly Change[]
}

export interface AssessedDependent {
  readonly dependent: Dependent
  readonly usages: readonly Usage[]
  /** Whether `usages` holds everything that the dependent does. */
  readonly complete: boolean
  /** Operations that it is bound to, beside those of its usages. @default none */
  readonly bindings?: readonly { readonly operation: OperationName }[]
  /** Its document, for what has no place of its own. @default null */
  readonly place?: Place
}

export interface ConnectionBeyond {
  readonly connection: Connection
  /** Where they would go. */
  readonly grants: readonly Grant[]
}

export interface AcceptedFinding {
  readonly fingerprint: string
  readonly by: string
  /** The last day, an ISO 8601 date. */
  readonly until: string
  readonly why?: string
}
