import { type Dict, dict, isJsonObject, type Json, type JsonObject, type Schema } from '../../model/index.ts'
import type { Mistake } from '../../validate/index.ts'
import type { Origins } from './origins.ts'

/** What the parts of a manifest are read with. Mistakes point into the manifest. */
export interface Drafting {
  readonly manifest: JsonObject
  readonly schemas: Dict<Schema>
  readonly origins: Origins
  report(mistake: Mistake): void
}

/*
 * A manifest is normalised even where its structure is wrong, so that all problems come at once: what does not fit reads
 * as if it were not there, since the check of the structure has said so.
 */

export function objectIn(owner: JsonObject, name: string): JsonObject {
  const value = owner[name]
  return isJsonObject(value) ? value : dict<Json>()
}

export function textIn(owner: JsonObject, name: string): string | undefined {
  const value = owner[name]
  return typeof value === 'string' ? value : undefined
}

export function listIn(owner: JsonObject, name: string): readonly Json[] {
  const value = owner[name]
  return Array.isArray(value) ? value : []
}

export function numberIn(owner: JsonObject, name: string): number | undefined {
  const value = owner[name]
  return typeof value === 'number' ? value : undefined
}

/** The value if it is one of those allowed. */
export function choiceIn<Choice extends string>(
  owner: JsonObject,
  name: string,
  allowed: readonly Choice[],
): Choice | undefined {
  return allowed.find((choice) => choice === owner[name])
}

/** `{ name: value }` where there is a value, to spread into a model without undefined properties. */
export function present<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value }
}
