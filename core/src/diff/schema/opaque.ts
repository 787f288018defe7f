import { unresolved } from '../../model/index.ts'
import type { Shape } from './shape.ts'

/** What stands for a schema that is not here: nothing is known of what it would say. */
const opaque: readonly string[] = ['$ref', unresolved]

/** The keyword by which nothing is known of a schema, with what it says; `undefined` where it is here. */
export function opaqueIn(shape: Shape): string | undefined {
  if (shape.kind === 'union') return undefined
  const keyword = opaque.find((one) => shape.rest.has(one))
  return keyword === undefined
    ? undefined
    : [keyword, ...(shape.rest.get(keyword) ?? []).map((said) => JSON.stringify(said))].join(' ')
}
