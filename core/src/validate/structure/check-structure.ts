import { isJsonObject, type Json, type JsonObject, type Pointer, type Schema } from '../../model/index.ts'
import { checkArray } from './check-array.ts'
import { checkObject } from './check-object.ts'
import { checkPresence } from './check-presence.ts'
import { checkNumber, checkText, checkType, checkValues } from './check-scalar.ts'
import { checkUnion } from './check-union.ts'
import type { Mistake } from './mistake.ts'
import { target, type Walk } from './walk.ts'

export interface StructureOptions {
  /** The schema; its references are `#/$defs/name`, into `root`. */
  readonly schema: Schema
  readonly root: JsonObject
  /** Where the value stands in its document. @default '' */
  readonly at?: Pointer
  /** The text of a scalar as its author wrote it without quotes. */
  written?(at: Pointer): string | undefined
}

/**
 * Checks a value by a JSON Schema and answers one mistake for each thing that is wrong, in words for the value's
 * author. It knows the keywords that connector.schema.json uses, and accepts what a validator of the whole standard
 * accepts.
 */
export function checkStructure(value: Json, { schema, root, at = '', written }: StructureOptions): Mistake[] {
  return distinct(check(value, schema, { at, root, check, written: written ?? (() => undefined) }))
}

function check(value: Json, schema: Json, walk: Walk): readonly Mistake[] {
  if (!isJsonObject(schema)) return []
  const referred = typeof schema.$ref === 'string' ? check(value, target(walk.root, schema.$ref), walk) : []
  const wrongType = checkType(value, schema, walk)
  if (wrongType.length > 0) return [...referred, ...wrongType]
  const mistakes = [
    ...referred,
    ...checkValues(value, schema, walk),
    ...checkKind(value, schema, walk),
    ...(Array.isArray(schema.allOf) ? schema.allOf.flatMap((part: Json) => check(value, part, walk)) : []),
  ]
  return mistakes.some(({ code }) => code === 'key-unknown')
    ? mistakes
    : [...mistakes, ...checkUnion(value, schema, walk), ...checkPresence(value, schema, walk)]
}

function checkKind(value: Json, schema: JsonObject, walk: Walk): readonly Mistake[] {
  if (typeof value === 'string') return checkText(value, schema, walk)
  if (typeof value === 'number') return checkNumber(value, schema, walk)
  if (Array.isArray(value)) return checkArray(value, schema, walk)
  return isJsonObject(value) ? checkObject(value, schema, walk) : []
}

/** Where several schemas hold of one value, its kind is wrong once. */
function distinct(mistakes: readonly Mistake[]): Mistake[] {
  const keyOf = ({ code, pointer, message }: Mistake): string => `${pointer} ${code === 'type-wrong' ? code : message}`
  const last = new Map(mistakes.map((mistake) => [keyOf(mistake), mistake]))
  return mistakes.filter((mistake) => last.get(keyOf(mistake)) === mistake)
}
