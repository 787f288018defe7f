import { type HttpCall, type JsonObject, mediaKind, pointer, type Template } from '../../model/index.ts'
import { referencesIn } from '../../validate/index.ts'
import type { CallPlace } from './call-place.ts'
import { type Drafting, numberIn, objectIn, present } from './drafting.ts'
import { durationIn } from './duration.ts'
import { readPathNames } from './path-names.ts'
import { placeInputs } from './place-inputs.ts'
import { readDeclared } from './read-declared.ts'
import { readAnswer, readContentType, readEncoding } from './read-media.ts'
import { ParameterList } from './read-parameters.ts'
import { readPlacement } from './read-placement.ts'
import { readPolicies } from './read-policies.ts'
import { readResult } from './read-result.ts'
import { readSucceeds } from './read-succeeds.ts'
import { readTemplate } from './read-template.ts'
import { readRequestLine } from './request-line.ts'

const defaultTimeout = 30_000
const defaultAttempts = 3

/** A declarative call with defaults, default placement and templates spelt out; undefined where it has no `http`. */
export function readCall(place: CallPlace, drafting: Drafting): HttpCall | undefined {
  const line = readRequestLine(place.written)
  if (line === undefined) return undefined
  const list = new ParameterList(place, drafting)
  drafting.origins.add(`${place.model}/http`, `${place.source}/http`)
  const isListed = Array.isArray(place.written.parameters)
  const inPath = readPathNames(line.path, place, drafting)
  if (isListed) list.addListed()
  else {
    for (const name of inPath) addPathInput(name, place, list)
    list.addWritten('query')
    list.addWritten('header')
  }
  const result = readResult(place, drafting)
  const written = readBody(place, drafting)
  const templates = [...list.parameters.map(({ value }) => value), ...Object.values(result?.where ?? {}), written]
  const mediaType = readContentType(place, drafting)
  const read = inputsRead(templates)
  const placing = { place, method: line.method, read, hasBody: written !== undefined, kind: mediaKind(mediaType) }
  const value = (isListed ? undefined : placeInputs(placing, list, drafting)) ?? written
  return {
    ...line,
    parameters: list.parameters,
    ...present('body', value && { mediaType, value, ...present('encoding', readEncoding(place, drafting)) }),
    ...present('answer', readAnswer(place, drafting)),
    ...readDeclared(place, drafting),
    ...present('succeeds', readSucceeds(place, drafting)),
    ...present('result', result),
    ...present('policies', policiesOf(place, drafting)),
    timeout: inherited('timeout', place, drafting, durationIn) ?? defaultTimeout,
    attempts: inherited('attempts', place, drafting, numberIn) ?? defaultAttempts,
  }
}

function policiesOf({ model, source, written }: CallPlace, { origins }: Drafting): HttpCall['policies'] {
  origins.add(`${model}/http/policies`, `${source}/policies`)
  return readPolicies(written)
}

/** An input may have another name in the path: `in: { orderId: { in: path, name: id } }`. */
function addPathInput(name: string, { written, source }: CallPlace, list: ParameterList): void {
  const placed = Object.keys(objectIn(written, 'in')).find((input) => {
    const { location, name: called = input } = readPlacement(written, input)
    return location === 'path' && called === name
  })
  const how = placed === undefined ? {} : readPlacement(written, placed)
  const at = placed === undefined ? `${source}/http` : source + pointer('in', placed)
  list.addInput(placed ?? name, { ...how, name, location: 'path', source: at })
}

function readBody({ model, source, written, naming }: CallPlace, drafting: Drafting): Template | undefined {
  if (written.body === undefined) return undefined
  const place = { model: `${model}/http/body/value`, source: `${source}/body`, ...present('naming', naming) }
  return readTemplate(written.body, place, drafting)
}

function inputsRead(templates: readonly (Template | undefined)[]): ReadonlySet<string> {
  const references = templates.flatMap((template) => (template === undefined ? [] : referencesIn(template)))
  return new Set(references.flatMap(({ reference: { root, path } }) => (root === 'input' ? path.slice(0, 1) : [])))
}

type ReadNumber = (owner: JsonObject, name: string) => number | undefined

function inherited(
  name: string,
  place: CallPlace,
  { manifest, origins }: Drafting,
  read: ReadNumber,
): number | undefined {
  const own = read(place.written, name)
  origins.add(`${place.model}/http/${name}`, (own === undefined ? '/defaults' : place.source) + pointer(name))
  return own ?? read(objectIn(manifest, 'defaults'), name)
}
