import type { Json } from '../../model/index.ts'
import type { Shape } from './shape.ts'

/** One schema being read: what it may refer to, how much is left of its budget, and what could not be typed. */
export interface Reading {
  /** The types of the connector's schemas, by the schema's name. */
  readonly names: ReadonlyMap<string, string>
  /** Below zero, what was read is too much. */
  readonly budget: { left: number }
  readonly depth: number
  /** Says why something is read as any JSON value. */
  note(why: string): void
}

/** How the schemas within a schema are read: passed on, so that no two files import each other. */
export type ReadInner = (schema: Json, reading: Reading) => Shape

/** Schemas within one schema, without those that it refers to: some seconds of printing. */
export const mostSchemas = 20_000
/** Within all schemas of a connector. */
export const mostSchemasInAll = 200_000
export const deepest = 30
export const mostChoices = 2_000
export const longestTuple = 16

export function within(reading: Reading): Reading {
  return { ...reading, depth: reading.depth + 1 }
}
