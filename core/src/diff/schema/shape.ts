import type { Connector, Json, JsonObject, Schema } from '../../model/index.ts'
import type { ValueType } from './value-types.ts'

/**
 * A schema with its references followed and its `allOf` joined: the set of schema objects that hold together.
 * Two nodes of one connector with equal keys are one schema.
 */
export interface SchemaNode {
  readonly key: string
  readonly sources: readonly JsonObject[]
  /** Schema objects on the way that say nothing but a `discriminator`. */
  readonly telling?: readonly JsonObject[]
  /** For telling renames only; never compared. */
  readonly description?: string
}

/** Reads the schemas of one connector; every shape is read once. */
export interface Shapes {
  /** What references are to. */
  readonly schemas: Connector['schemas']
  /** The schema, or several that hold together. */
  node(...schemas: readonly Schema[]): SchemaNode
  shape(node: SchemaNode): Shape
  /** The object without one of its keywords: the same object for the same question. */
  without(source: JsonObject, keyword: string): JsonObject
}

/** What a schema says, whichever way it is spelt. `nullable`: whether it admits null, which `types` never holds. */
export type Shape = Plain | Union

export interface Plain {
  readonly kind: 'plain'
  readonly nullable: boolean
  readonly types: ReadonlySet<ValueType>
  /**
   * `enum` and `const` without null, by canonical text; `null` where any value of the types will do, also where there
   * are none.
   */
  readonly values: ReadonlyMap<string, Exclude<Json, null>> | null
  readonly bounds: Readonly<Partial<Record<Bound, number>>>
  readonly uniqueItems: boolean
  readonly pattern: readonly string[]
  readonly format: readonly string[]
  readonly properties: ReadonlyMap<string, SchemaNode>
  readonly required: ReadonlySet<string>
  /** Of properties that are not listed; `null`: there are none. */
  readonly additional: SchemaNode | null
  readonly items: SchemaNode
  /** Sent by the service only (`readOnly`), or to it only (`writeOnly`). */
  readonly direction: ReadonlySet<Direction>
  readonly default: Json | undefined
  /** Keywords that are not understood, with what each source says. */
  readonly rest: ReadonlyMap<string, readonly Json[]>
  /** Alternatives of which only one may fit (`oneOf`), where there are several. */
  readonly exclusive: readonly (readonly SchemaNode[])[]
  /** What a `discriminator` says of it, by the property that it names. */
  readonly discriminators: ReadonlyMap<string, Discriminator>
}

/** Which values of a property tell which alternatives apart (OpenAPI 3.1, section 4.8.25). */
export interface Discriminator {
  /** Whether its only alternative is the object itself: one of a union, or one that has another as a part. */
  readonly isOwn: boolean
  /** Those whose values are known; none where a `discriminator` is there and does not say. */
  readonly alternatives: readonly Told[]
  /** All that its values lead to, also what does not have the object as a part. */
  readonly leads: ReadonlyMap<string, SchemaNode>
  /** Schema objects that the alternatives have in common with the object: what they say is compared there. */
  readonly shared: readonly JsonObject[]
}

export interface Told {
  readonly node: SchemaNode
  readonly values: ReadonlySet<string>
}

/** The keyword that says of a property which way it goes. */
export type Direction = 'readOnly' | 'writeOnly'

/** At least two plain shapes, one of which a value has to fit. */
export interface Union {
  readonly kind: 'union'
  readonly nullable: boolean
  readonly types: ReadonlySet<ValueType>
  readonly variants: readonly Variant[]
  readonly default: Json | undefined
  /** As of a plain shape. */
  readonly exclusive: Plain['exclusive']
}

export interface Variant {
  readonly key: string
  readonly shape: Plain
  /** Where it stands: `['anyOf', 1]`; empty for a shape that is no union. */
  readonly at: readonly (string | number)[]
  /** Names of the properties that are declared beside the alternatives, for all of them. */
  readonly common: ReadonlySet<string>
}

/** At most one of each pair of an inclusive and an exclusive bound is there: the tighter. */
export type Bound =
  | 'minimum'
  | 'maximum'
  | 'exclusiveMinimum'
  | 'exclusiveMaximum'
  | 'multipleOf'
  | 'minLength'
  | 'maxLength'
  | 'minItems'
  | 'maxItems'
  | 'minProperties'
  | 'maxProperties'

/** A union's alternatives; a shape that is no union is its own only one. */
export function alternativesOf(shape: Shape): readonly Plain[] {
  return shape.kind === 'union' ? shape.variants.map((variant) => variant.shape) : [shape]
}

/** Whether a value of the shape may be anything at all. */
export function isAnything(shape: Shape): boolean {
  return shape.kind === 'plain' && shape.nullable && shape.types.size === 6 && shape.values === null
}

/** Whether it may be an object of which nothing is said: any field may come. */
export function isFreeForm({ types, properties, additional, rest }: Plain): boolean {
  return types.has('object') && properties.size === 0 && additional?.key === '' && rest.size === 0
}

/** Whether no value fits the shape. */
export function isNothing({ nullable, types }: Shape): boolean {
  return !nullable && types.size === 0
}
