import type { SchemaDefinition } from '@jackfield/core/sdk'

export interface Order {
  readonly id: string
  readonly status: 'planned' | 'running' | 'completed'
  readonly sku: string
  readonly quantity: number
  readonly completedAt: string | null
}

export interface Page {
  readonly orders: readonly Order[]
  /** A URI reference relative to the page's own address. */
  readonly next: string | null
}

const properties = { id: { type: 'string' }, sku: { type: 'string' }, quantity: { type: 'integer', minimum: 0 } }

export const orderSchemas: Readonly<Record<string, SchemaDefinition>> = {
  Order: {
    type: 'object',
    required: ['id', 'status', 'sku', 'quantity'],
    properties: {
      ...properties,
      status: { enum: ['planned', 'running', 'completed'] },
      completedAt: { type: ['string', 'null'], format: 'date-time' },
    },
  },
  CompletedOrder: {
    type: 'object',
    required: ['id', 'sku', 'quantity', 'completedAt'],
    properties: { ...properties, completedAt: { type: 'string', format: 'date-time' } },
  },
}

/** Where the next page is, as a path below the server. */
export function pathAfter({ next }: Page): string | null {
  return next === null ? null : `orders${new URL(next, 'https://tracker/orders').search}`
}

/** Only completed orders are asked for: one without the time would be the service's mistake. */
export function completedAt({ id, completedAt: at }: Order): string {
  if (at === null) throw new Error(`Order ${id} is completed and does not say when.`)
  return at
}
