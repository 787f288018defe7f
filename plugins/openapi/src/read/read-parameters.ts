import { dict, isJsonObject, type Json, type JsonObject } from '@jackfield/core'
import type { Feature } from '../features.ts'
import { child, elementsOf, type Located, own, textIn, warnOfLost } from '../refs/index.ts'
import { isOpen } from './is-open.ts'
import { nameInputs } from './name-inputs.ts'
import type { ParameterRead } from './parameter-read.ts'
import { readParameter } from './read-parameter.ts'
import { namesIn } from './read-path.ts'
import type { Reading } from './reading.ts'

export interface ReadParameters {
  readonly parameters: readonly ParameterRead[]
  /** Swagger 2.0: the parameter that is the request's body. */
  readonly body?: Located<JsonObject>
  readonly lacks?: Feature
}

/** An operation's parameters with those of its path; its own come first where both have one (by name and place). */
export function readParameters(
  operation: Located,
  pathItem: Located,
  { reading, hasBody, path }: { readonly reading: Reading; readonly hasBody: boolean; readonly path: string },
): ReadParameters {
  const found = new Map<string, Located<JsonObject>>()
  let lacks: Feature | undefined
  for (const owner of [operation, pathItem])
    for (const each of parametersIn(owner)) {
      const followed = reading.references.follow(each)
      if (followed.kind === 'lost') {
        lacks ??= followed.why === 'network' ? 'ref.network' : 'ref.missing'
        warnOfLost(reading, 'A parameter', { lost: followed, place: each.place })
      } else if (isJsonObject(followed.value)) {
        const { value, place } = followed
        const key = `${textIn(value, 'in')} ${textIn(value, 'name')}`
        if (!found.has(key)) found.set(key, { value, place })
      }
    }
  const all = [...found.values()]
  const body = all.find(({ value }) => own(value, 'in') === 'body')
  const read = all
    .filter(({ value }) => own(value, 'in') !== 'body')
    .map((each) => readParameter(each, { isOpen: isOpen(operation, reading) }, reading))
  const parameters = read.filter((each): each is ParameterRead => typeof each === 'object')
  lacks ??= read.find((each): each is Feature => typeof each === 'string')
  const placed = [...withoutUnplaced(parameters, path, reading), ...undescribed(parameters, { path, pathItem })]
  return {
    parameters: nameInputs(placed, hasBody || body !== undefined),
    ...(body !== undefined && { body }),
    ...(lacks !== undefined && { lacks }),
  }
}

/** A parameter of the path that is not in it can't be sent. */
function withoutUnplaced(
  parameters: readonly ParameterRead[],
  path: string,
  { warn }: Reading,
): readonly ParameterRead[] {
  const names = namesIn(path)
  return parameters.filter(({ in: place, name, written }) => {
    if (place !== 'path' || names.includes(name)) return true
    warn(
      'path-unused',
      `The parameter "${name}" is not in its path ${path}.`,
      written.place,
      `write {${name}} into the path, or remove it.`,
    )
    return false
  })
}

/** What the path has and no parameter describes is text. */
function undescribed(
  parameters: readonly ParameterRead[],
  { path, pathItem }: { readonly path: string; readonly pathItem: Located },
): readonly ParameterRead[] {
  const described = new Set(
    parameters.filter((each) => each.in === 'path' || each.in === 'query').map(({ name }) => name),
  )
  const [beforeQuery = ''] = path.split('?')
  const names = [...new Set(namesIn(path))].filter(
    (name) =>
      !described.has(name) ||
      (namesIn(beforeQuery).includes(name) && !parameters.some((each) => each.in === 'path' && each.name === name)),
  )
  return names.map((name) => ({
    input: name,
    name,
    in: 'path',
    required: true,
    schema: dict<Json>([['type', 'string']]),
    node: null,
    request: {},
    isFile: false,
    written: { value: dict<Json>(), place: pathItem.place },
  }))
}

/** A list, or, as some write it, an object by name. */
function parametersIn(owner: Located): readonly Located[] {
  const written = child(owner, 'parameters')
  if (written === undefined || Array.isArray(written.value)) return elementsOf(written)
  return isJsonObject(written.value) ? Object.keys(written.value).flatMap((name) => child(written, name) ?? []) : []
}
