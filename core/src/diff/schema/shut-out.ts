import { isJsonObject, type JsonObject, type Schema } from '../../model/index.ts'
import { fitsPattern } from './fits-pattern.ts'
import { admitsAll, isSchema } from './is-schema.ts'

/** The keyword under which it is kept that another part of `allOf` governs a property that it does not list. */
export const shutOut = 'additionalProperties of another part of allOf'

const markers = new WeakMap<JsonObject, JsonObject>()
const refused: JsonObject = Object.freeze({ [shutOut]: false })

/**
 * What the parts beside it say of a property that one part lists: `additionalProperties` sees the properties of its own
 * part only (JSON Schema 2020-12, Core 10.3.2.3), so that by the letter the property is refused, or has to fit a schema
 * that its author hardly meant for it. Services seldom follow the letter: it is kept as something that is not
 * understood.
 */
export function shutOutBy(name: string, sources: readonly JsonObject[]): readonly JsonObject[] {
  return sources.flatMap((source) => {
    const { additionalProperties: others, properties } = source
    if (!isSchema(others) || admitsAll(others)) return []
    if (isJsonObject(properties) && Object.hasOwn(properties, name)) return []
    return isOfPattern(name, source) ? [] : [markerOf(others)]
  })
}

function markerOf(others: Schema): JsonObject {
  if (typeof others === 'boolean') return refused
  const made = markers.get(others) ?? { [shutOut]: others }
  markers.set(others, made)
  return made
}

function isOfPattern(name: string, { patternProperties }: JsonObject): boolean {
  return (
    isJsonObject(patternProperties) &&
    Object.keys(patternProperties).some((pattern) => fitsPattern(name, pattern) === true)
  )
}
