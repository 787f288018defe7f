import { isJsonObject, type Json, type JsonObject, type Schema } from '@jackfield/core'
import { seedOf } from '../trials/generated-input.ts'
import type { Budget } from './chosen.ts'
import type { Field } from './field.ts'
import { pathOf } from './reading-step.ts'

/** An operation that values can be handed on to. */
export interface Target {
  readonly operation: string
  /** What else it is called with. */
  readonly input: JsonObject
  /** The plain values of that, and their types. */
  readonly places: readonly { readonly path: readonly string[]; readonly type: string }[]
}

/** A step that hands on what step `source` gave to another operation of the same connector. */
export interface HandingStep {
  readonly id: string
  readonly field: Field
  readonly reads: readonly (readonly string[])[]
  readonly expression: string
  readonly target: Target
  /** Where in the input. */
  readonly path: readonly string[]
}

/** `undefined`: it takes no plain value. */
export function targetOf(
  operation: string,
  { evaluated }: { readonly evaluated: JsonObject },
  schema: Schema,
): Target | undefined {
  const places = placesIn(evaluated, schema, [])
  return places.length === 0 ? undefined : { operation, input: evaluated, places }
}

function placesIn(input: JsonObject, schema: Schema, path: readonly string[]): Target['places'] {
  const properties = typeof schema === 'object' && isJsonObject(schema.properties ?? null) ? schema.properties : {}
  return Object.entries(input).flatMap(([name, value]) => {
    const own = (properties as Readonly<Record<string, Json>>)[name]
    if (own === undefined || !isJsonObject(own)) return []
    if (name === 'body' && path.length === 0 && isJsonObject(value)) return placesIn(value, own, [name])
    const { type, enum: choices } = own
    const isPlain = typeof type === 'string' && /^(?:string|integer|number|boolean)$/.test(type)
    return isPlain && choices === undefined ? [{ path: [...path, name], type }] : []
  })
}

/** Each field goes to one operation that takes its type, by preference under its name. */
export function handingSteps(
  fields: readonly Field[],
  targets: readonly Target[],
  { seed, handed }: Budget,
): readonly HandingStep[] {
  const steps = fields.flatMap((field): readonly Omit<HandingStep, 'id'>[] => {
    const { steps: path, type } = field
    const all = targets.flatMap((target) => target.places.map((place) => ({ target, place })))
    const fitting = all.filter(({ place }) => place.type === type)
    const expression = pathOf(path)
    const rank = ({ target, place }: (typeof all)[number]): number =>
      (place.path.at(-1)?.toLowerCase() === path.at(-1)?.toLowerCase() ? 0 : 2 ** 32) +
      seedOf(`${expression} ${target.operation} ${place.path.join('.')}`, seed)
    const [first] = fitting.toSorted((a, b) => rank(a) - rank(b))
    if (first === undefined || path.length === 0 || path.includes('[]')) return []
    return [{ field, reads: [path], expression, target: first.target, path: first.place.path }]
  })
  return steps.slice(0, handed).map((step, index) => ({ ...step, id: `hand${index}` }))
}

/** The input with something else in one place; without a value nothing is there. */
export function inputWith(input: JsonObject, path: readonly string[], value: Json | undefined): JsonObject {
  const [name = '', ...rest] = path
  const { [name]: own, ...others } = input
  if (rest.length > 0) return { ...input, [name]: inputWith((own ?? {}) as JsonObject, rest, value) }
  return value === undefined ? others : { ...others, [name]: value }
}
