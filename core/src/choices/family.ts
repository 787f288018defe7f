import type { BoundCall } from '../invoke/index.ts'
import type { ConnectionId, JsonObject, OperationName, Pointer } from '../model/index.ts'

/** Who fills in an operation's input, with what so far. */
export interface ChoiceRequest {
  readonly organisation: string
  readonly operation: OperationName
  /** Left out where the connector needs none. */
  readonly connection?: ConnectionId
  /** What is filled in so far. @default {} */
  readonly input?: JsonObject
  /** Asks the revision that this dependent is bound to instead of the active one. */
  readonly dependent?: string
}

export interface DescribedRequest extends ChoiceRequest {
  /** Fields whose values are known only when it is called: what depends on them can't be described. @default [] */
  readonly later?: readonly Pointer[]
}

/** The call of an operation, and by id the calls of others of the same revision over the same connection. */
export interface Family {
  readonly call: BoundCall
  sibling(id: string): Promise<BoundCall>
}

/** Throws `connection-unknown` for another organisation's connection, `operation-unknown` and what binding throws. */
export type FamilyOf = (request: ChoiceRequest) => Promise<Family>
