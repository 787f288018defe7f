import type { ConnectionId, ConnectorId, Dict, JsonObject } from '../../model/index.ts'

/** What is kept, sealed, from the moment that the browser is sent away until it comes back. */
export type Attempt = {
  readonly connector: ConnectorId
  readonly scheme: string
  readonly settings: JsonObject
  readonly credentials: Dict<string>
  /** The connection that is authorised again; `null` for a new one. */
  readonly connection: ConnectionId | null
  /** Which browser session this is for: a hash, salted with the state. */
  readonly session: string
  readonly state: string
  readonly authorizationUrl: string
  readonly tokenUrl: string
  readonly redirectUri: string
  /** The scheme's own, such as the code verifier. */
  readonly kept: Dict<string>
  /** What the connector said of servers and authentication, as a digest: where everything goes was shown by it. */
  readonly shown: string
  readonly returnTo: string | null
}

export interface OpenAttempt extends Attempt {
  readonly id: string
  readonly organisation: string
  /** Milliseconds since 1970. */
  readonly expires: number
}
