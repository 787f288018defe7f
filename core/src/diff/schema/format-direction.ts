import type { Direction, Value } from './constraint-value.ts'

/** Formats of numbers by what they hold, each within the next (OpenAPI, Data Type Format). */
const within: readonly (readonly string[])[] = [
  ['int32', 'int64'],
  ['float', 'double'],
]

/** Formats of text that no text has two of (RFC 3339, RFC 4122, RFC 3986, RFC 5321). */
const apart: ReadonlySet<string> = new Set(['date', 'date-time', 'email', 'time', 'uri', 'uuid'])

/** Those that are known to refuse something. */
const refusing: ReadonlySet<string> = new Set([...apart, ...within.flat(), 'binary'])

/** How one format stands to another, `undefined` to none; a format that is not known here may be any. */
export function formatDirection(before: Value | undefined, after: Value | undefined): Direction {
  if (before === undefined) return refusing.has(String(after)) ? 'tightened' : 'perhaps-tightened'
  if (after === undefined) return refusing.has(String(before)) ? 'loosened' : 'perhaps-loosened'
  const order = within.find((formats) => formats.includes(String(before)) && formats.includes(String(after)))
  if (order !== undefined)
    return order.indexOf(String(before)) < order.indexOf(String(after)) ? 'loosened' : 'tightened'
  return apart.has(String(before)) && apart.has(String(after)) ? 'replaced' : 'unclear'
}
