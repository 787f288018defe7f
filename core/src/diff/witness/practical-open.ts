import { type Dict, dict, isJsonObject, type Json, type JsonObject, type Schema } from '../../model/index.ts'
import { isDocumentation } from '../schema/documentation.ts'
import { effortOf } from './effort.ts'
import { referredName } from './referred-name.ts'

/** A schema with what its references are to, and no more. */
export interface OwnSchema {
  readonly schema: Schema
  readonly schemas: Dict<Schema>
  /** How many objects all of it is made of: what it costs to compile. */
  readonly size: number
}

/** Larger or deeper ones are not rewritten: what is made of them must not cost more than the comparison itself. */
const maxSize = 4_000
const maxDepth = 100
/** Of validating one value. */
const maxEffort = 20_000

type Part = 'value' | 'values' | 'named values' | 'same' | 'sames' | 'named sames'

/**
 * Which keywords hold schemas: of another value, or of the same one. `not` and `if` turn the question round: left
 * alone.
 */
const parts: ReadonlyMap<string, Part> = new Map([
  ['additionalProperties', 'value'],
  ['allOf', 'sames'],
  ['anyOf', 'sames'],
  ['dependentSchemas', 'named sames'],
  ['else', 'same'],
  ['items', 'value'],
  ['oneOf', 'sames'],
  ['patternProperties', 'named values'],
  ['prefixItems', 'values'],
  ['properties', 'named values'],
  ['then', 'same'],
  ['unevaluatedProperties', 'value'],
])

/**
 * The schema of who sends, its objects closed: what it does not declare does not come. `null` where it is too large.
 * An object that declares fields of any name by a schema stays as open as it says; that anything may come besides is no
 * declaration.
 */
export function closedSender(schema: Schema, schemas: Dict<Schema>): OwnSchema | null {
  return rewritten(schema, schemas, (one, isValue, written) => {
    const { additionalProperties, unevaluatedProperties, ...rest } = one
    return {
      ...rest,
      ...(additionalProperties === undefined || isOpen(written.additionalProperties) ? {} : { additionalProperties }),
      ...(unevaluatedProperties !== undefined && !isOpen(written.unevaluatedProperties)
        ? { unevaluatedProperties }
        : isValue
          ? { unevaluatedProperties: false }
          : {}),
    }
  })
}

function isOpen(said: Json | undefined): boolean {
  return said === undefined || said === true || (isJsonObject(said) && Object.keys(said).every(isDocumentation))
}

/**
 * The schema of who reads, its objects opened: it passes over what it does not know. `null` where it is too large. Of
 * opened alternatives several may fit, so that `oneOf` is read as `anyOf`.
 */
export function openedReader(schema: Schema, schemas: Dict<Schema>): OwnSchema | null {
  return rewritten(schema, schemas, (one) => {
    const { additionalProperties, unevaluatedProperties, oneOf, ...rest } = one
    return {
      ...rest,
      ...(additionalProperties === undefined || additionalProperties === false ? {} : { additionalProperties }),
      ...(unevaluatedProperties === undefined || unevaluatedProperties === false ? {} : { unevaluatedProperties }),
      ...(oneOf === undefined
        ? {}
        : 'anyOf' in rest
          ? { allOf: [...allOf(rest), { anyOf: oneOf }] }
          : { anyOf: oneOf }),
    }
  })
}

function allOf(schema: JsonObject): readonly Json[] {
  return Array.isArray(schema.allOf) ? schema.allOf : []
}

/**
 * Changes one schema, whose parts are changed; `isValue`: it says all that is said of a value; `written`: as it was.
 */
type Change = (schema: JsonObject, isValue: boolean, written: JsonObject) => JsonObject

interface Rewriting {
  readonly change: Change
  readonly names: Set<string>
  size: number
}

class TooLarge extends Error {}

function rewritten(schema: Schema, schemas: Dict<Schema>, change: Change): OwnSchema | null {
  const to: Rewriting = { change, names: new Set(), size: 0 }
  try {
    const root = rewrite(schema as Json, to, { isValue: true, depth: 0 })
    const own: [string, Schema][] = []
    for (const name of to.names) {
      const target = Object.hasOwn(schemas, name) ? schemas[name] : undefined
      if (target === undefined) return null
      own.push([name, rewrite(target as Json, to, { isValue: false, depth: 0 }) as Schema])
    }
    const made = { schema: root as Schema, schemas: dict(own), size: to.size }
    return effortOf(made) > maxEffort ? null : made
  } catch (error) {
    if (error instanceof TooLarge) return null
    throw error
  }
}

interface At {
  readonly isValue: boolean
  readonly depth: number
}

function rewrite(schema: Json, to: Rewriting, { isValue, depth }: At): Json {
  if (!isJsonObject(schema)) return schema === true && isValue ? to.change({}, true, {}) : schema
  if (++to.size > maxSize || depth > maxDepth) throw new TooLarge()
  if (typeof schema.$ref === 'string') reach(schema.$ref, to)
  const entries = Object.entries(schema).map(([keyword, said]): readonly [string, Json] => {
    const part = parts.get(keyword)
    if (part !== undefined) return [keyword, rewritePart(said, { part, depth: depth + 1 }, to)]
    if (isJsonObject(said) && (keyword === 'not' || keyword === 'if')) reachAll(said, to, depth + 1)
    return [keyword, said]
  })
  return to.change(dict(entries), isValue, schema)
}

function rewritePart(
  said: Json,
  { part, depth }: { readonly part: Part; readonly depth: number },
  to: Rewriting,
): Json {
  const one = (schema: Json): Json =>
    rewrite(schema, to, { isValue: part.endsWith('value') || part.endsWith('values'), depth })
  if (part === 'value' || part === 'same') return said === false ? said : one(said)
  if (part === 'values' || part === 'sames') return Array.isArray(said) ? said.map(one) : said
  return isJsonObject(said) ? dict(Object.entries(said).map(([name, schema]) => [name, one(schema)] as const)) : said
}

function reach(ref: string, { names }: Rewriting): void {
  const name = referredName(ref)
  if (name !== undefined) names.add(name)
}

/** What is left as it is refers to schemas all the same. */
function reachAll(said: Json, to: Rewriting, depth: number): void {
  if (typeof said !== 'object' || said === null) return
  if (++to.size > maxSize || depth > maxDepth) throw new TooLarge()
  if (isJsonObject(said) && typeof said.$ref === 'string') reach(said.$ref, to)
  for (const part of Object.values(said)) reachAll(part as Json, to, depth + 1)
}
