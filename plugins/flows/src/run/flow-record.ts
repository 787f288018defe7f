import type { ConnectionId, Dict } from '@jackfield/core'

/**
 * A flow of an organisation as it is now; its documents are kept by edition, since runs in flight finish with theirs.
 */
export interface Flow {
  readonly organisation: string
  readonly id: string
  readonly title?: string
  readonly edition: string
  /** By the document's own names. */
  readonly connections: Dict<ConnectionId>
  /** What the service of a webhook trigger calls instead of the kernel. */
  readonly callbackUrl?: string
}

export interface EditionKey {
  readonly organisation: string
  readonly flow: string
  readonly edition: string
}
