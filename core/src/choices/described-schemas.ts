import { createHash } from 'node:crypto'
import { canonicalJson, isJsonObject, type Json, type JsonObject, type Schema } from '../model/index.ts'

/** What an operation takes and gives, with what the service says of its fields. JSON Schemas that stand alone. */
export interface DescribedSchemas {
  readonly input: Schema
  readonly output: Schema
  /** What the service alone says; `true` where it is not asked. */
  readonly said: { readonly input: Schema; readonly output: Schema }
  /** Of all: what a usage names as its `resolvedSchema`. */
  readonly digest: string
}

export function describedSchemas(schemas: Omit<DescribedSchemas, 'digest'>): DescribedSchemas {
  const digest = createHash('sha256')
    .update(canonicalJson(schemas as unknown as Json))
    .digest('hex')
  return { ...schemas, digest: `sha256:${digest}` }
}

/** Both hold; where the declared schema says nothing but its type, the given one takes its place. */
export function bothOf(declared: Schema, given: Schema | undefined): Schema {
  if (given === undefined || given === true) return declared
  if (!isJsonObject(declared)) return declared === true ? given : declared
  const { $defs, ...own } = declared
  const words = Object.keys(own).filter((name) => !['type', 'title', 'description'].includes(name))
  if (words.length === 0 && isJsonObject(given)) return { ...own, ...given } as JsonObject
  return { ...(isJsonObject($defs) && { $defs }), allOf: [own, given as Json] } as JsonObject
}
