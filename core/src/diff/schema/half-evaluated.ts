import type { JsonObject } from '../../model/index.ts'
import { admitsAll, isSchema } from './is-schema.ts'

/** The keyword under which it is kept that `unevaluatedProperties` does not see all that is said of the object. */
const halfEvaluated = 'unevaluatedProperties of one part of allOf'

const marked = new WeakMap<JsonObject, JsonObject>()
const reduced = new WeakMap<JsonObject, JsonObject>()
const written = new WeakMap<JsonObject, JsonObject>()

/**
 * `unevaluatedProperties` sees what its own parts evaluate, not what stands beside it in a larger `allOf` (JSON Schema
 * 2020-12, Core 11.3): there it is kept as something that is not understood, too. Where one of those has
 * `additionalProperties`, that evaluates everything, and nothing is left for it to say.
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
    if (!isSchema(said) || admitsAll(said)) return source
    const seesAll = index === sources.length - 1 && !beside.has(source)
    if ((seesAll ? sources : [source]).some(evaluatesAll)) return reducedTo(source)
    return seesAll ? source : markedAs(source)
  })
}

/** The same of parts of which it is not known what they are parts of. */
export function withOwnEvaluated(sources: readonly JsonObject[]): readonly JsonObject[] {
  return sources.map((source) =>
    isSchema(source.unevaluatedProperties) && evaluatesAll(source) ? reducedTo(source) : source,
  )
}

function evaluatesAll({ additionalProperties }: JsonObject): boolean {
  return isSchema(additionalProperties)
}

/** What was written, of what is kept with more than that. */
export function asWritten(source: JsonObject): JsonObject {
  return written.get(source) ?? source
}

/** The same object for the same question. */
function reducedTo(source: JsonObject): JsonObject {
  const { unevaluatedProperties: _, ...rest } = source
  const made = reduced.get(source) ?? rest
  reduced.set(source, made)
  written.set(made, source)
  return made
}

/** The same object for the same question. */
function markedAs(source: JsonObject): JsonObject {
  const made = marked.get(source) ?? { ...source, [halfEvaluated]: source.unevaluatedProperties as never }
  marked.set(source, made)
  written.set(made, source)
  return made
}
