import { refuse } from './refusal.ts'

export interface AdjustmentRequest {
  readonly date: string
  readonly reason: string
  readonly description: string
  readonly reference_number: string
  readonly line_items: readonly LineRequest[]
}

export interface LineRequest {
  readonly item_id: string
  readonly quantity_adjusted: number
}

/**
 * Reads the body of a new adjustment: `date`, `reason`, `adjustment_type` and `line_items` are mandatory, as are a
 * line's `item_id` and `quantity_adjusted`. The stand-in knows adjustments by quantity alone.
 */
export function readAdjustment(body: string): AdjustmentRequest {
  const { date, reason, adjustment_type, line_items, ...rest } = readObject(body)
  if (typeof date !== 'string' || !isDate(date)) throw refuse.value('date')
  if (typeof reason !== 'string' || reason === '') throw refuse.value('reason')
  if (adjustment_type !== 'quantity') throw refuse.value('adjustment_type')
  if (!Array.isArray(line_items) || line_items.length === 0) throw refuse.value('line_items')
  return {
    date,
    reason,
    description: readText(rest, 'description'),
    reference_number: readText(rest, 'reference_number'),
    line_items: line_items.map(readLine),
  }
}

function readLine(line: unknown): LineRequest {
  const { item_id, quantity_adjusted } = (line ?? {}) as Record<string, unknown>
  if (typeof item_id !== 'string') throw refuse.value('item_id')
  if (typeof quantity_adjusted !== 'number') throw refuse.value('quantity_adjusted')
  return { item_id, quantity_adjusted }
}

function readText(source: Record<string, unknown>, name: string): string {
  const text = source[name] ?? ''
  if (typeof text !== 'string') throw refuse.value(name)
  return text
}

function readObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Answered below.
  }
  throw refuse.value('JSONString')
}

/** A calendar date, `yyyy-mm-dd`. */
function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text
}
