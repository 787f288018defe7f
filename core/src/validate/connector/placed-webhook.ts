/** Where a webhook stands in the model. */
export interface PlacedWebhook {
  readonly name: string
  /** `/operations/orderCompleted/webhook` */
  readonly at: string
}
