import { alternativesOf, type Plain, type SchemaNode, type Shape, type Shapes } from './shape.ts'
import { typeOfValue, type ValueType } from './value-types.ts'

/** Schemas inside each other are looked into so deep. */
const maxDepth = 6

/** A shape with the connector that it is of. */
interface Owned {
  readonly shape: Shape
  readonly shapes: Shapes
}

/** So many pairs of schemas are looked at for one answer. */
const maxLooks = 500

interface Looking {
  readonly depth: number
  /** Counted down, for all that is inside. */
  readonly looks: { left: number }
}

/** Whether it shows that no value fits both; `false` says nothing. */
export function areApart(
  one: Owned,
  other: Owned,
  looking: Looking = { depth: 0, looks: { left: maxLooks } },
): boolean {
  if (looking.looks.left-- <= 0) return false
  if (one.shape.nullable && other.shape.nullable) return false
  return alternativesOf(one.shape).every((a) =>
    alternativesOf(other.shape).every((b) =>
      areApartPlain({ plain: a, of: one.shapes }, { plain: b, of: other.shapes }, looking),
    ),
  )
}

interface OwnedPlain {
  readonly plain: Plain
  readonly of: Shapes
}

function areApartPlain(one: OwnedPlain, other: OwnedPlain, looking: Looking): boolean {
  const shared = [...one.plain.types].filter((type) => other.plain.types.has(type))
  return shared.every((type) => areApartIn(type, one, other, looking))
}

function areApartIn(type: ValueType, one: OwnedPlain, other: OwnedPlain, looking: Looking): boolean {
  const [a, b] = [one.plain, other.plain]
  if (a.values !== null && b.values !== null)
    return ![...a.values].some(([text, value]) => typeOfValue(value) === type && b.values?.has(text))
  if (type === 'object') return looking.depth < maxDepth && areApartObjects(one, other, looking)
  const [least, most] = limits[type] ?? []
  return least !== undefined && most !== undefined && (isAbove(a, b, { least, most }) || isAbove(b, a, { least, most }))
}

type Limit = keyof Plain['bounds']

const limits: Readonly<Partial<Record<ValueType, readonly [least: Limit, most: Limit]>>> = {
  array: ['minItems', 'maxItems'],
  fraction: ['minimum', 'maximum'],
  integer: ['minimum', 'maximum'],
  string: ['minLength', 'maxLength'],
}

function isAbove(a: Plain, b: Plain, { least, most }: { readonly least: Limit; readonly most: Limit }): boolean {
  const [low, high] = [a.bounds[least], b.bounds[most]]
  return low !== undefined && high !== undefined && low > high
}

/** By a property that one of them requires: the other refuses it, or what both say of it is apart, such as a tag. */
function areApartObjects(one: OwnedPlain, other: OwnedPlain, looking: Looking): boolean {
  return [...one.plain.required, ...other.plain.required].some((name) => {
    const [a, b] = [propertyOf(one.plain, name), propertyOf(other.plain, name)]
    if (a === null || b === null) return true
    const [left, right] = [one.of.shape(a), other.of.shape(b)]
    return areApart(
      { shape: left, shapes: one.of },
      { shape: right, shapes: other.of },
      { ...looking, depth: looking.depth + 1 },
    )
  })
}

/** `null`: refused. */
function propertyOf({ properties, additional }: Plain, name: string): SchemaNode | null {
  return properties.get(name) ?? additional
}
