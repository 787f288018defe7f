declare const brand: unique symbol
type Brand<Text, Name extends string> = Text & { readonly [brand]: Name }

/** `[a-z][a-z0-9-]*`, chosen by the connector's author. */
export type ConnectorId = string
/** `connector.operation`: everything after the first dot is the operation's own id, kept as in its source. */
export type OperationName = string
/** Hexadecimal SHA-256 over source files, format name and version, and model version. */
export type RevisionId = Brand<string, 'RevisionId'>
export type ConnectionId = Brand<string, 'ConnectionId'>
export type ListenerId = Brand<string, 'ListenerId'>
export type HeldId = Brand<string, 'HeldId'>

export function revisionId(digest: string): RevisionId {
  return digest as RevisionId
}

/** Mints a new random id, such as `con_3k9…`: the prefix says what it names. */
export function newId<Id extends ConnectionId | ListenerId | HeldId>(prefix: 'con' | 'lis' | 'chg'): Id {
  return `${prefix}_${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}` as Id
}

export const connectorIdPattern: RegExp = /^[a-z][a-z0-9-]*$/

/** Splits `connector.operation` at its first dot; `null` where there is no dot. */
export function splitOperation(name: OperationName): { connector: ConnectorId; operation: string } | null {
  const dot = name.indexOf('.')
  return dot <= 0 ? null : { connector: name.slice(0, dot), operation: name.slice(dot + 1) }
}

export function operationName(connector: ConnectorId, operation: string): OperationName {
  return `${connector}.${operation}`
}

/** Who sees a connector: everybody, or one organisation (whose connector shadows the host's of the same id). */
export type Scope = 'host' | `organisation:${string}`

/**
 * Whether a value names an organisation: 1 to 256 characters, none of them a control character. Nobody has the empty
 * name: what is kept for it would be everybody's.
 */
export function isOrganisation(value: unknown): value is string {
  return typeof value === 'string' && /^[^\p{Cc}]{1,256}$/u.test(value)
}

export function scopeOf(organisation: string): Scope {
  return `organisation:${organisation}`
}
