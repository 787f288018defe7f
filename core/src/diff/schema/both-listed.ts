import { formatsBeyond } from './keep-admitted.ts'
import type { Plain } from './shape.ts'

/** A range of so many integers is still taken for a list of them. */
const most = 100

/** Where one of two lists its values and the other is a short range of integers, both as lists. */
export function bothListed(base: Plain, revision: Plain): { readonly base: Plain; readonly revision: Plain } {
  if ((base.values === null) === (revision.values === null)) return { base, revision }
  return base.values === null ? { base: listed(base), revision } : { base, revision: listed(revision) }
}

function listed(shape: Plain): Plain {
  const { types, bounds } = shape
  const { minimum, maximum, ...others } = bounds
  if (types.size !== 1 || !types.has('integer') || Object.keys(others).length > 0) return shape
  if (minimum === undefined || maximum === undefined || maximum < minimum || maximum - minimum >= most) return shape
  const all = Array.from({ length: maximum - minimum + 1 }, (_, index) => minimum + index)
  const values = new Map(all.map((value) => [String(value), value]))
  return { ...shape, bounds: {}, values, format: formatsBeyond(values, shape.format) }
}
