import type { Pair, Scalar } from 'yaml'

/** A key as text, as it is written where it is none. */
export function nameOf({ key }: Pair): string {
  const { value, source } = key as Scalar
  return typeof value === 'string' ? value : (source ?? String(value))
}
