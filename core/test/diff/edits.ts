import type { Json, JsonObject } from '../../src/model/index.ts'

export type Path = readonly (string | number)[]

/** One thing done to a value: `value` stands at the path then, or nothing where it is `undefined`. */
export interface Edit {
  readonly path: Path
  readonly what: 'another value' | 'another order' | 'one less' | 'one more' | 'taken away'
  readonly value: Json | undefined
}

/**
 * Everything that a single edit of a value can be: each leaf another, each list shorter, longer and turned, each name
 * gone.
 */
export function* editsOf(value: Json, path: Path = []): Generator<Edit> {
  if (Array.isArray(value)) yield* editsOfList(value, path)
  else if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value as JsonObject)) {
      yield { path: [...path, name], what: 'taken away', value: undefined }
      yield* editsOf(part, [...path, name])
    }
  else yield { path, what: 'another value', value: another(value) }
}

function* editsOfList(list: readonly Json[], path: Path): Generator<Edit> {
  const [first] = list
  if (first !== undefined) {
    yield { path, what: 'one less', value: list.slice(0, -1) }
    yield { path, what: 'one more', value: [...list, typeof first === 'object' ? first : another(first)] }
    if (list.length > 1) yield { path, what: 'another order', value: list.toReversed() }
  }
  for (const [index, part] of list.entries()) yield* editsOf(part, [...path, index])
}

function another(value: Json): Json {
  if (typeof value === 'number') return value + 1
  return typeof value === 'string' ? `${value}x` : value !== true
}

/** The value after an edit; only what is around the place is copied. */
export function edited(value: Json, { path, value: now }: Pick<Edit, 'path' | 'value'>): Json {
  const [step, ...rest] = path
  if (step === undefined) return now ?? null
  const copy = Array.isArray(value) ? [...value] : { ...(value as JsonObject) }
  const parts = copy as Record<string | number, Json>
  if (rest.length === 0 && now === undefined) delete parts[step]
  else parts[step] = edited(parts[step] as Json, { path: rest, value: now })
  return copy as Json
}
