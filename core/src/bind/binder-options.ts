import type { Link } from '../connect/index.ts'
import type { CallFiles } from '../files/index.ts'
import type { Transport } from '../http/index.ts'
import type { BoundCall, ConnectorCode, Policies, Storage } from '../invoke/index.ts'
import type { Clock, ConnectionId, Log, Operation, Revision } from '../model/index.ts'

export interface Wanted {
  readonly organisation: string
  readonly revision: Revision
  readonly operation: Operation
  readonly connection: ConnectionId | null
}

export interface BinderOptions {
  readonly clock: Clock
  readonly log: Log
  readonly transport: Transport
  readonly policies: Policies
  readonly validateOutput: BoundCall['validateOutput']
  /** The functions of a revision's operations: the host's own, or run by an executor for the organisation alone. */
  code(wanted: Wanted): ConnectorCode
  /** What a connection means for an operation of this revision. Throws `connection-…`. */
  link(wanted: Wanted): Promise<Link>
  /** One area per connection; per organisation and connector where there is none. */
  storage(area: string): Storage
  files(organisation: string): CallFiles
}
