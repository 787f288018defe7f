import type { Connector, Dict, Json, JsonObject, Method, Operation, PolicyUse } from '../../model/index.ts'

/**
 * An extension point: changes the requests of the operations that name it, before they are signed, and their answers.
 * It sees plain data, and never a credential.
 */
export interface Policy {
  /** What `policies: [{ use }]` names. */
  readonly name: string
  /**
   * Reads the policy's own words (`with`), once for each use of an operation. What it throws is `policy-failed` for
   * whoever calls the operation.
   */
  bind(options: JsonObject, about: PolicySubject): BoundPolicy
}

/** What a policy is used by. */
export interface PolicySubject {
  readonly connector: Connector
  readonly operation: Operation
}

/** Both may be left out. A `JackfieldError` that is thrown reaches the caller as it is. */
export interface BoundPolicy {
  /** The request to send instead. Asked once for each request; tries of the same one send the same. */
  request?(request: PolicyRequest, context: PolicyContext): PolicyRequest | Promise<PolicyRequest>
  /** The answer to read instead. Asked for each answer, also where its status is not 2xx. */
  answer?(answer: PolicyAnswer, context: PolicyContext): PolicyAnswer | Promise<PolicyAnswer>
}

export interface PolicyRequest {
  readonly method: Method
  /** Absolute, with its query. Where it leads, credentials go only if they were given for that origin. */
  readonly url: string
  /** Lower-case names. */
  readonly headers: Dict<string>
  /** Absent where there is none, or where it is not JSON: it then goes as it is, unless one is answered. */
  readonly body?: Json
}

export interface PolicyAnswer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Dict<string>
  /** As the operation's answers are read: JSON, XML as JSON, text, the reference of a file; `null` without a body. */
  readonly body: Json
}

/** What a call is made with. */
export interface PolicyContext {
  /** The operation's id. */
  readonly operation: string
  readonly settings: JsonObject
  readonly derived: JsonObject
  readonly input: JsonObject
  /** Whether the URL is what an answer named as its next page: what leads to an operation is done with it already. */
  readonly follows: boolean
  /**
   * Asks the service something first: unsigned as it is given here, then signed, guarded and timed as the request
   * itself, without its policies. Answers whatever the status. Throws what sending throws.
   */
  ask(request: PolicyRequest): Promise<PolicyAnswer>
}

/** A policy as one operation uses it. */
export interface NamedPolicy extends BoundPolicy {
  readonly name: string
}

/** The policies that extensions bring. */
export interface Policies {
  has(name: string): boolean
  /** Those of a request, in order, bound once. Throws `policy-failed`. */
  bound(uses: readonly PolicyUse[], about: PolicySubject): readonly NamedPolicy[]
}
