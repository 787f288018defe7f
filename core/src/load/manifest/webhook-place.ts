import type { JsonObject } from '../../model/index.ts'

/** The `webhook` of a trigger as its author wrote it. */
export interface WebhookPlace {
  /** `/operations/orderCompleted/webhook` */
  readonly model: string
  /** `/triggers/orderCompleted/webhook` */
  readonly source: string
  readonly written: JsonObject
}
