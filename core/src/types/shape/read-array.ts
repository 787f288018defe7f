import type { Json, JsonObject } from '../../model/index.ts'
import { longestTuple, type ReadInner, type Reading, within } from './reading.ts'
import { json, type Shape, union } from './shape.ts'

/** An array, or a tuple where the schema has items by position. */
export function readArray(schema: JsonObject, reading: Reading, read: ReadInner): Shape {
  const inner = within(reading)
  const first = positioned(schema).map((each) => read(each, inner))
  const others = othersOf(schema)
  const rest = others === false ? undefined : read(others, inner)
  if (first.length === 0)
    return rest === undefined ? { kind: 'tuple', items: [], least: 0 } : { kind: 'array', items: rest }
  if (first.length > longestTuple)
    return { kind: 'array', items: union([...first, ...(rest === undefined ? [] : [rest])]) }
  const least = typeof schema.minItems === 'number' ? Math.max(0, Math.min(schema.minItems, first.length)) : 0
  return { kind: 'tuple', items: first, least: Math.floor(least), ...(rest !== undefined && { rest: telling(rest) }) }
}

/** Before draft 2020-12, items by position were an array at `items`. */
function positioned({ prefixItems, items }: JsonObject): readonly Json[] {
  if (Array.isArray(prefixItems)) return prefixItems
  return Array.isArray(items) ? items : []
}

function othersOf({ items, additionalItems, unevaluatedItems }: JsonObject): Json {
  if (Array.isArray(items)) return additionalItems ?? true
  return items ?? unevaluatedItems ?? true
}

const telling = (shape: Shape): Shape => (shape.kind === 'unknown' ? json : shape)
