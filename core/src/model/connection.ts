import type { ConnectionId, ConnectorId } from './ids.ts'
import type { JsonObject } from './json.ts'

export type ConnectionStatus = 'ready' | 'needs-reauthorisation'

/** One account's configured link to a connector, without its secrets: they never come back out. */
export interface Connection {
  readonly id: ConnectionId
  readonly organisation: string
  readonly connector: ConnectorId
  /** Name of the security scheme that was chosen; `null` where the connector has none. */
  readonly scheme: string | null
  readonly settings: JsonObject
  readonly derived: JsonObject
  readonly grants: readonly Grant[]
  readonly status: ConnectionStatus
}

/** Where a credential may go, fixed when it is entered (Law 2). */
export interface Grant {
  /** Name of the credential field, such as `key` or `refreshToken`. */
  readonly credential: string
  /** `scheme://host[:port]`. */
  readonly origin: string
  /** `header X-Api-Key`, `query key`, `token request`. */
  readonly placement: string
}
