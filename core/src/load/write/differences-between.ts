import { isJsonObject, type Pointer, pointer } from '../../model/index.ts'

const most = 50

/** Where two models differ, at most 50 places; the order of names does not matter. */
export function differencesBetween(one: unknown, other: unknown): readonly Pointer[] {
  const found: Pointer[] = []
  compare(one, other, { at: '', found })
  return found
}

interface Comparing {
  readonly at: Pointer
  readonly found: Pointer[]
}

function compare(one: unknown, other: unknown, { at, found }: Comparing): void {
  if (one === other || found.length >= most) return
  const into = (name: string | number): Comparing => ({ at: at + pointer(name), found })
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    for (const [index, each] of one.entries()) compare(each, other[index], into(index))
  } else if (isJsonObject(one) && isJsonObject(other)) {
    for (const name of new Set([...Object.keys(one), ...Object.keys(other)]))
      compare(own(one, name), own(other, name), into(name))
  } else found.push(at)
}

function own(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}
