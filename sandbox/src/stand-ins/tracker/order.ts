export const orderStatuses = ['planned', 'running', 'completed'] as const

export type OrderStatus = (typeof orderStatuses)[number]

/** A production order. */
export interface Order {
  readonly id: string
  readonly status: OrderStatus
  /** What is produced: served as `itemCode` and, as long as it is asked for, as `sku`. */
  readonly itemCode: string
  readonly quantity: number
  /** RFC 3339 with whatever offset it was given; `null` until completed. */
  readonly completedAt: string | null
}
