import type { Direction, Value } from './constraint-value.ts'

/** Formats of numbers by what they hold, each within the next (OpenAPI, Data Type Format): a fraction may be whole. */
const within: readonly string[] = ['int32', 'int64', 'float', 'double']

/** Formats of text that no text has two of (RFC 3339, RFC 4122, RFC 3986, RFC 5321). */
const apart: ReadonlySet<string> = new Set(['date', 'date-time', 'email', 'time', 'uri', 'uuid'])

/** Those that are known to refuse something. */
const refusing: ReadonlySet<string> = new Set([...apart, ...within, 'binary'])

/** How one format stands to another, `undefined` to none; a format that is not known here may be any. */
export function formatDirection(before: Value | undefined, after: Value | undefined): Direction {
  if (before === undefined) return refusing.has(String(after)) ? 'tightened' : 'perhaps-tightened'
  if (after === undefined) return refusing.has(String(before)) ? 'loosened' : 'perhaps-loosened'
  const [one, other] = [within.indexOf(String(before)), within.indexOf(String(after))]
  if (one >= 0 && other >= 0) return one < other ? 'loosened' : 'tightened'
  return apart.has(String(before)) && apart.has(String(after)) ? 'replaced' : 'unclear'
}
