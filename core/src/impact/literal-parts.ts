import { type Json, valueAt } from '../model/index.ts'

/**
 * What stands at names inside a value, in each element of the arrays on the way; `undefined` where one of them lacks
 * it.
 */
export function literalParts(value: Json, names: readonly string[]): readonly (Json | undefined)[] {
  return names.reduce<readonly (Json | undefined)[]>(
    (at, name) => at.flatMap(elementsOf).map((part) => valueAt(part, [name])),
    elementsOf(value),
  )
}

function elementsOf(value: Json | undefined): readonly (Json | undefined)[] {
  return Array.isArray(value) ? value : [value]
}
