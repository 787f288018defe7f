import type { JsonObject } from '../../model/index.ts'
import { admitsAll, isSchema } from './is-schema.ts'

/** The keyword under which it is kept that `unevaluatedProperties` does not see all that is said of the object. */
const halfEvaluated = 'unevaluatedProperties of one part of allOf'

const marked = new WeakMap<JsonObject, JsonObject>()
const written = new WeakMap<JsonObject, JsonObject>()

/**
 * `unevaluatedProperties` sees what its own parts evaluate, not what stands beside it in a larger `allOf` (JSON Schema
 * 2020-12, Core 11.3): there it is kept as something that is not understood, too.
 *
 * @param sources parts before what they are parts of
 * @param beside those before which others come that are no parts of theirs
 */
export function withHalfEvaluated(
  sources: readonly JsonObject[],
  beside: ReadonlySet<JsonObject>,
): readonly JsonObject[] {
  return sources.map((source, index) => {
    const said = source.unevaluatedProperties
    const seesAll = index === sources.length - 1 && !beside.has(source)
    return !isSchema(said) || admitsAll(said) || seesAll ? source : markedAs(source)
  })
}

/** What was written, of what is kept with more than that. */
export function asWritten(source: JsonObject): JsonObject {
  return written.get(source) ?? source
}

/** The same object for the same question. */
function markedAs(source: JsonObject): JsonObject {
  const made = marked.get(source) ?? { ...source, [halfEvaluated]: source.unevaluatedProperties as never }
  marked.set(source, made)
  written.set(made, source)
  return made
}
