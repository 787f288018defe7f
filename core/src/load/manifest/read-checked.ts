import { isError, type JsonObject, type Pointer, type Problem } from '../../model/index.ts'
import { type Mistake, validateConnector } from '../../validate/index.ts'
import type { ReadConnector } from '../format.ts'
import { followsFrom } from './follows-from.ts'
import { readManifest } from './read-manifest.ts'

type PlaceOf = (at: Pointer, part?: 'key' | 'value') => Pick<Problem, 'file' | 'line' | 'column' | 'pointer'>

export interface CheckedManifest {
  readonly manifest: JsonObject
  /** What the check of its structure found. */
  readonly structure: readonly Mistake[]
  /** What reading its text found. */
  readonly problems: readonly Problem[]
  /** A pointer that leads nowhere stands at its nearest ancestor. */
  readonly placeOf: PlaceOf
}

/**
 * Normalises a manifest whose structure was checked. With errors there is no connector, and its problems have also what
 * its validation finds apart from them, so that everything is said at once.
 */
export function readChecked({ manifest, structure, problems, placeOf }: CheckedManifest): ReadConnector {
  const { connector, mistakes, sourceOf } = readManifest(manifest)
  const toProblem = ({ part, pointer, ...mistake }: Mistake): Problem => ({ ...mistake, ...placeOf(pointer, part) })
  const broken = [...problems, ...structure.map(toProblem)]
  const apart = (problem: Problem): boolean => !followsFrom(problem, broken.filter(isError))
  const found = [...broken, ...mistakes.map(toProblem).filter(apart)]
  const place = (model: Pointer): ReturnType<PlaceOf> => placeOf(sourceOf(model))
  const id = connector.id === '' ? {} : { id: connector.id }
  // What an extension says is validated with the connector that it extends.
  const extended = connector.extends !== undefined
  if (!found.some(isError)) return { [extended ? 'extension' : 'connector']: connector, problems: found, place, ...id }
  if (extended) return { problems: found, place, ...id }
  const known = new Set(found.filter(isError).map(({ pointer }) => pointer))
  const rest = validateConnector(connector, place).filter((problem) => apart(problem) && !known.has(problem.pointer))
  return { problems: [...found, ...rest], place, ...id }
}
