import type { Json } from '@jackfield/core'

/** Whether a condition holds, as JSONata's `$boolean` sees it; without a value it does not. */
export function holds(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(holds)
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return Boolean(value)
}
