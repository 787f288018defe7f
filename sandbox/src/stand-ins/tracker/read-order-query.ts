import { type OrderStatus, orderStatuses } from './order.ts'
import type { OrderPosition, OrderQuery } from './orders.ts'

/** Reads `status`, `since` and `cursor`; a text says what is wrong with them. */
export function readOrderQuery(query: Record<string, string>): OrderQuery | string {
  const { status, since, cursor } = query
  if (status !== undefined && !isStatus(status)) return `status must be one of ${orderStatuses.join(', ')}`
  if (since !== undefined && !isDateTime(since)) return 'since must be an RFC 3339 date-time'
  const after = cursor === undefined ? undefined : readCursor(cursor)
  if (after === null) return 'cursor must come from the next of a page'
  return { status, since: since === undefined ? undefined : Date.parse(since), after }
}

export function writeCursor({ completed, sequence }: OrderPosition): string {
  return Buffer.from(JSON.stringify([completed, sequence])).toString('base64url')
}

function readCursor(cursor: string): OrderPosition | null {
  try {
    const [completed, sequence] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    const isPosition = (completed === null || typeof completed === 'number') && typeof sequence === 'number'
    return isPosition ? { completed, sequence } : null
  } catch {
    return null
  }
}

function isStatus(text: string): text is OrderStatus {
  return (orderStatuses as readonly string[]).includes(text)
}

/** RFC 3339, section 5.6. */
function isDateTime(text: string): boolean {
  const shape = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/
  return shape.test(text) && !Number.isNaN(Date.parse(text))
}
