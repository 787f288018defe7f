import { isJsonObject, type Json } from '../../model/index.ts'
import { deepest, mostChoices, type Reading, within } from './reading.ts'
import { json, type Literal, type Shape, union } from './shape.ts'

/** One of the values of an `enum`. */
export function readChoices(values: readonly Json[], reading: Reading): Shape {
  if (values.length > mostChoices) {
    reading.note(`it has ${values.length} values to choose from`)
    return union([...new Set(values.map(typeOf))].map((type) => (type === 'json' ? json : { kind: 'primitive', type })))
  }
  const literals = values.filter(isLiteral)
  const others = values.filter((value) => !isLiteral(value)).map((value) => readConstant(value, reading))
  return union([...(literals.length === 0 ? [] : [{ kind: 'literals', values: literals } as const]), ...others])
}

/** Exactly this value. */
export function readConstant(value: Json, reading: Reading): Shape {
  if (isLiteral(value)) return { kind: 'literals', values: [value] }
  reading.budget.left -= 1
  if (reading.budget.left < 0) return json
  if (reading.depth > deepest) {
    reading.note('a constant in it is nested too deeply')
    return json
  }
  const inner = within(reading)
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => readConstant(item, inner))
    return items.length > mostChoices ? json : { kind: 'tuple', items, least: items.length }
  }
  if (!isJsonObject(value)) return json
  const properties = Object.entries(value).map(([name, item]) => ({
    name,
    required: true,
    shape: readConstant(item, inner),
  }))
  return properties.length === 0 ? { kind: 'no-properties' } : { kind: 'object', properties }
}

function isLiteral(value: Json): value is Literal {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

function typeOf(value: Json): 'string' | 'number' | 'boolean' | 'null' | 'json' {
  if (value === null) return 'null'
  const type = typeof value
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'json'
}
