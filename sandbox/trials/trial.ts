import type { Connector } from '@jackfield/core'

/** A connector of a corpus, and the document that its service is made from. */
export interface Subject {
  readonly name: string
  /** The file or folder as it would be dropped in. */
  readonly path: string
  readonly connector: Connector
  /** The same document as an independent implementation reads it: OpenAPI or Swagger. */
  readonly document: object
}

/** What became of trying one operation. */
export interface Trial {
  readonly subject: string
  /** The connector's id. */
  readonly connector: string
  readonly operation: string
  readonly outcome: Outcome
  /** Method, path and, where it has a body, the body's media type, as the connector has them. */
  readonly call: string
  /** Why, where it is not `accepted`. */
  readonly detail?: string
  /** The policy templates that it was tried without, since what they make of a request fits no document. */
  readonly without?: readonly string[]
}

/**
 * - `accepted`: sent, found valid there, and its answer taken here;
 * - `agreed`: sent and found valid; that its answer does not fit the document both sides say;
 * - `refused`: sent, and found invalid there;
 * - `unanswered`: found valid, but the implementation has no answer;
 * - `answer-refused`: found valid, and its answer was not taken here;
 * - `unsent`: an input was made, and nothing left;
 * - `no-input`: no input could be made that the operation's own schema takes;
 * - `unavailable`: the connector itself says that it needs something that is not there.
 */
export type Outcome =
  | 'accepted'
  | 'agreed'
  | 'refused'
  | 'unanswered'
  | 'answer-refused'
  | 'unsent'
  | 'no-input'
  | 'unavailable'
