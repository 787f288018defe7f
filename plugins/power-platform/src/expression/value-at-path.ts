import { dict, isJsonObject, type Json } from '@jackfield/core'

export type Path = readonly (string | number)[]

export function valueAtPath(value: Json | undefined, path: Path): Json | undefined {
  let here = value
  for (const key of path) {
    if (Array.isArray(here)) here = (here as readonly Json[])[Number(key)]
    else if (isJsonObject(here) && Object.hasOwn(here, key)) here = here[key]
    else return undefined
  }
  return here
}

/** A copy with the value at the path; objects that are not there are made, what is no object is replaced. */
export function withValueAt(value: Json | undefined, path: Path, inner: Json): Json {
  const [key, ...rest] = path
  if (key === undefined) return inner
  if (Array.isArray(value)) {
    const copy = [...(value as readonly Json[])]
    const index = Number(key)
    if (Number.isInteger(index)) copy[index] = withValueAt(copy[index], rest, inner)
    return copy
  }
  const before = isJsonObject(value) ? value : {}
  const own = Object.hasOwn(before, key) ? before[key] : undefined
  return dict<Json>([...Object.entries(before), [String(key), withValueAt(own, rest, inner)]])
}

/** A copy without what stands at the path. */
export function withoutValueAt(value: Json, path: Path): Json {
  const [key, ...rest] = path
  if (key === undefined || !isJsonObject(value) || !Object.hasOwn(value, key)) return value
  if (rest.length === 0) return dict<Json>(Object.entries(value).filter(([name]) => name !== String(key)))
  return dict<Json>(
    Object.entries(value).map(([name, inner]) => [name, name === String(key) ? withoutValueAt(inner, rest) : inner]),
  )
}
