import type { Json } from '@jackfield/core'

/** Other words for them that documents use, with the format that they imply. */
const otherWords: ReadonlyMap<string, readonly [type: string, format?: string]> = new Map([
  ['int', ['integer']],
  ['int32', ['integer', 'int32']],
  ['int64', ['integer', 'int64']],
  ['long', ['integer', 'int64']],
  ['float', ['number', 'float']],
  ['double', ['number', 'double']],
  ['decimal', ['number']],
  ['bool', ['boolean']],
  ['str', ['string']],
  ['text', ['string']],
  ['date', ['string', 'date']],
  ['datetime', ['string', 'date-time']],
  ['date-time', ['string', 'date-time']],
  ['uuid', ['string', 'uuid']],
  ['uri', ['string', 'uri']],
  ['file', ['string', 'binary']],
  ['list', ['array']],
  ['map', ['object']],
])

export interface ReadType {
  /** None: any type. */
  readonly types: readonly string[]
  readonly format?: string
  /** Whether it was something that is no type. */
  readonly unknown?: true
}

const jsonTypes: ReadonlyMap<unknown, ReadType> = new Map(
  ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'].map((type) => [type, { types: [type] }]),
)
const anyType: ReadType = { types: [] }

/** What `type` says: one or several, in any letter case, with the common other words. */
export function readType(written: Json | undefined): ReadType {
  if (written === undefined) return anyType
  return jsonTypes.get(written) ?? readWords(written)
}

function readWords(written: Json): ReadType {
  const found = [written].flat().map(readOne)
  const format = found.find((each) => each.format !== undefined)?.format
  const isAny = found.some(({ types }) => types.length === 0)
  return {
    types: isAny ? [] : [...new Set(found.flatMap(({ types }) => types))],
    ...(format !== undefined && { format }),
    ...(found.some(({ unknown }) => unknown) && { unknown: true }),
  }
}

function readOne(written: unknown): ReadType {
  if (typeof written !== 'string')
    return written === undefined || written === null ? { types: [] } : { types: [], unknown: true }
  const name = written.trim().toLowerCase()
  const known = jsonTypes.get(name)
  if (known !== undefined) return known
  const [type, format] = otherWords.get(name) ?? []
  if (type !== undefined) return { types: [type], ...(format !== undefined && { format }) }
  return name === 'any' || name === '' ? anyType : { types: [], unknown: true }
}

/** Whether a value is of one of the types; of none, it may be anything. */
export function typeFits(value: Json, types: readonly string[]): boolean {
  const type = typeOf(value)
  return types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'))
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

/** A listed value as one of the types, where it was only written otherwise (`"1"` of an integer). */
export function fitted(value: Json, types: readonly string[]): Json {
  if (typeFits(value, types)) return value
  if (typeof value === 'string' && value.trim() !== '') {
    const number = Number(value)
    if (types.includes('number') && Number.isFinite(number)) return number
    if (types.includes('integer') && Number.isInteger(number)) return number
    if (types.includes('boolean') && /^(true|false)$/i.test(value)) return /^true$/i.test(value)
  }
  const isScalar = typeof value === 'number' || typeof value === 'boolean'
  return isScalar && types.includes('string') ? String(value) : value
}
