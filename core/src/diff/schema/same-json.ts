import { isJsonObject, type Json } from '../../model/index.ts'

/** Whether two values are one JSON value, however deep: the order of properties does not matter. */
export function sameJson(one: Json, other: Json): boolean {
  const left: (readonly [Json | undefined, Json | undefined])[] = [[one, other]]
  for (let pair = left.pop(); pair !== undefined; pair = left.pop()) {
    const [a, b] = pair
    if (a === b) continue
    if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
      for (const [index, element] of a.entries()) left.push([element, b[index]])
    } else if (isJsonObject(a) && isJsonObject(b) && Object.keys(a).length === Object.keys(b).length) {
      for (const [name, value] of Object.entries(a)) left.push([value, Object.hasOwn(b, name) ? b[name] : undefined])
    } else return false
  }
  return true
}
