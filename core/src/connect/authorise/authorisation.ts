import type { JackfieldError } from '../../errors/index.ts'
import type { Connection, ConnectionId, ConnectorId, Dict, JsonObject } from '../../model/index.ts'

/** What a host says to have a person authorise a connection in their browser. */
export interface AuthorisationInput {
  readonly organisation: string
  readonly connector: ConnectorId
  /** Name of the security scheme. @default the only one that is authorised in a browser */
  readonly scheme?: string
  /** @default those of `connection`, else none */
  readonly settings?: JsonObject
  /** The client's: `{ clientId, clientSecret }`, as it is registered at the service. */
  readonly credentials: Dict<string>
  /**
   * Any text by which the host knows the user's browser session, such as its session id. Never sent anywhere and never
   * kept: only whoever comes back with the same one finishes.
   */
  readonly session: string
  /** @default every scope that the flow declares */
  readonly scopes?: readonly string[]
  /**
   * Where the browser goes in the end: an absolute URL of the host's own.
   * @default a plain page that says how it went
   */
  readonly returnTo?: string
  /** A connection to authorise again, instead of a new one. */
  readonly connection?: ConnectionId
}

export interface Authorisation {
  /** Send the browser here. */
  readonly url: string
  /** Names the attempt in the events that say how it ended. */
  readonly attempt: string
  /** ISO 8601: ten minutes from now. */
  readonly expiresAt: string
}

/** The browser that came back, as the host knows it. */
export interface Callback {
  /** The URL that was called, with its query. */
  readonly url: string | URL
  /** The same text as in {@link AuthorisationInput.session}. */
  readonly session?: string | undefined
}

/** How an attempt ended. Without `attempt`, nobody knows which one it was. */
export type Finished =
  | { readonly connection: Connection; readonly attempt: EndedAttempt }
  | { readonly error: JackfieldError; readonly attempt: EndedAttempt | null }

export interface EndedAttempt {
  readonly id: string
  readonly organisation: string
  readonly connector: ConnectorId
  /** The one that was to be authorised again. */
  readonly connection: ConnectionId | null
  readonly returnTo: string | null
}
