import type { Json, JsonObject } from '@jackfield/core'
import type { Located, Place } from '../refs/index.ts'
import type { Components } from './components.ts'
import type { Edge } from './graph.ts'

export type InPlace = Edge['inPlace']

/** What converting one schema needs to know, and where it tells what it finds. */
export interface Converting {
  /** Before OpenAPI 3.1, where `default: null` says that there is none. */
  readonly legacy: boolean
  /** Whether what stands beside `$ref` counts. */
  readonly siblings: boolean
  /** Makes the reference, `{ $ref }`, or what is said in its place. */
  refer(located: Located, as: Pick<Edge, 'inPlace' | 'partOf'>): Record<string, Json> | boolean
  /** What a reference leads to, where it is an object. */
  follow(located: Located): Located<JsonObject> | undefined
  readonly components: Components
  /** Makes the reference of a mapping to a schema, which is read for that. */
  lead(to: Located<JsonObject>): string
  /** Whether a property is one that its direction does not have to give. */
  spared(property: Located): boolean
  warn(code: string, message: string, place: Place, hint?: string): void
}

export interface Here {
  readonly converting: Converting
  readonly depth: number
  readonly inPlace: InPlace
  /** Whether it is one of an `allOf`, which nothing can close by itself. */
  readonly partOf: boolean
}

export type Out = Record<string, Json>

export interface Given {
  readonly located: Located<JsonObject>
  readonly here: Here
}
