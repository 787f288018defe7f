import { dict, type Json } from '@jackfield/core'

/** Deeper than any example. */
const deepest = 100

/** A copy whose objects have no prototype; undefined where it is nested too deeply. */
export function copyJson(value: Json, depth = 0): Json | undefined {
  if (typeof value !== 'object' || value === null) return value
  if (depth > deepest) return undefined
  if (Array.isArray(value)) {
    const items = value.map((item) => copyJson(item, depth + 1))
    return items.includes(undefined) ? undefined : (items as Json[])
  }
  const copy = dict<Json>()
  for (const [name, inner] of Object.entries(value as object)) {
    const copied = copyJson(inner, depth + 1)
    if (copied === undefined) return undefined
    copy[name] = copied
  }
  return copy
}
