import type { Json } from '../../model/index.ts'

/** JSON Schema's types without `null`; a `number` is an integer or a fraction, so that sets compare exactly. */
export type ValueType = 'boolean' | 'integer' | 'fraction' | 'string' | 'array' | 'object'

export const allTypes: ReadonlySet<ValueType> = new Set<ValueType>([
  'boolean',
  'integer',
  'fraction',
  'string',
  'array',
  'object',
])

const byName: Readonly<Record<string, readonly ValueType[]>> = {
  boolean: ['boolean'],
  integer: ['integer'],
  number: ['integer', 'fraction'],
  string: ['string'],
  array: ['array'],
  object: ['object'],
  null: [],
}

/** The types that a `type` keyword's name stands for; `undefined` for a name that JSON Schema does not know. */
export function typesNamed(name: string): readonly ValueType[] | undefined {
  return Object.hasOwn(byName, name) ? byName[name] : undefined
}

/** The type of a value that is not null. */
export function typeOfValue(value: Exclude<Json, null>): ValueType {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'fraction'
  return typeof value as ValueType
}

/** Whether a value is of one of the types. */
export function isTypeOf(value: Exclude<Json, null>, types: ReadonlySet<ValueType>): boolean {
  return types.has(typeOfValue(value))
}

/** As JSON Schema would write them: `string`, `integer or string`, `anything`. */
export function typesText(types: ReadonlySet<ValueType>): string {
  if (types.size === allTypes.size) return 'anything'
  const names = [...types].filter((type) => type !== 'fraction' && !(type === 'integer' && types.has('fraction')))
  if (types.has('fraction')) names.push('number' as ValueType)
  return names.length === 0 ? 'nothing' : names.sort().join(' or ')
}
