import { type JsonObject, type Pointer, type Problem, segmentsOf } from '../../model/index.ts'
import { type Mistake, validateConnector } from '../../validate/index.ts'
import type { ReadConnector } from '../format.ts'
import { readManifest } from './read-manifest.ts'

type PlaceOf = (at: Pointer, part?: 'key' | 'value') => Pick<Problem, 'file' | 'line' | 'column' | 'pointer'>

export interface CheckedManifest {
  readonly manifest: JsonObject
  /** What the check of its structure found. */
  readonly structure: readonly Mistake[]
  /** What reading its text found. */
  readonly problems: readonly Problem[]
  readonly placeOf: PlaceOf
}

/**
 * Normalises a manifest whose structure was checked. With errors there is no connector, and its problems have also what
 * its validation finds apart from them, so that everything is said at once.
 */
export function readChecked({ manifest, structure, problems, placeOf }: CheckedManifest): ReadConnector {
  const { connector, mistakes, sourceOf } = readManifest(manifest)
  const broken = [...problems, ...structure].filter(isError).map(({ pointer = '' }) => areaOf(pointer))
  const all = [...structure, ...mistakes.filter((mistake) => isApart(mistake, broken))]
  const found = [
    ...problems,
    ...all.map(({ part, pointer, ...mistake }) => ({ ...mistake, ...placeOf(pointer, part) })),
  ]
  const place = (model: Pointer): ReturnType<PlaceOf> => placeOf(sourceOf(model))
  const id = connector.id === '' ? {} : { id: connector.id }
  if (!found.some(isError)) return { connector, problems: found, place, ...id }
  const rest = validateConnector(connector, (model) => ({ pointer: sourceOf(model) }))
    .filter((problem) => isApart(problem, broken) && !isKnown(problem, all))
    .map((problem) => ({ ...problem, ...placeOf(problem.pointer ?? '') }))
  return { problems: [...found, ...rest], place, ...id }
}

const isError = ({ severity }: Pick<Problem, 'severity'>): boolean => severity !== 'warning'

/** What follows from a mistake stays within its operation, schema or other part of the connector. */
function areaOf(at: Pointer): string {
  return segmentsOf(at).slice(0, 2).join('/')
}

/** What names a part of the connector that is broken may have been right about it. */
const restsOn: Readonly<Record<string, string>> = {
  'operation-unknown': 'actions',
  'schema-unknown': 'schemas',
  'security-unknown': 'securitySchemes',
  'setting-unknown': 'settings',
}

function isApart({ code, pointer = '' }: Pick<Problem, 'code' | 'pointer'>, broken: readonly string[]): boolean {
  const base = Object.hasOwn(restsOn, code) ? restsOn[code] : undefined
  return !broken.includes(areaOf(pointer)) && !broken.some((area) => area.split('/', 1)[0] === base)
}

function isKnown({ pointer }: Problem, mistakes: readonly Mistake[]): boolean {
  return mistakes.some((mistake) => mistake.pointer === pointer)
}
