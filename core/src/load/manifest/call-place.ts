import type { JsonObject, Pointer } from '../../model/index.ts'
import type { Naming } from './parse-text-template.ts'

/** One call as its author wrote it: an action, or the `poll` of a trigger. */
export interface CallPlace {
  /** `/operations/getOrder` or `/operations/orderCompleted/poll`. */
  readonly model: Pointer
  /** `/actions/getOrder` or `/triggers/orderCompleted/poll`. */
  readonly source: Pointer
  readonly written: JsonObject
  /** The operation's input, normalised. */
  readonly input: JsonObject
  /** Where its properties are written. */
  readonly inputSource: Pointer
  /** @default names of requests */
  readonly naming?: Naming
}
