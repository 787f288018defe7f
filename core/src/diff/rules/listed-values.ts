import type { Json } from '../../model/index.ts'

/** For a message: the first five, and how many more. */
export function listedValues(values: readonly Json[]): string {
  const shown = values.slice(0, 5).map((value) => JSON.stringify(value))
  return values.length > shown.length
    ? `${shown.join(', ')} and ${values.length - shown.length} more`
    : shown.join(', ')
}
