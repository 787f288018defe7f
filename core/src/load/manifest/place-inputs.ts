import { dict, type MediaKind, type Method, type Pointer, pointer, type Template } from '../../model/index.ts'
import { alternatives, describePlace, propertiesOf } from '../../validate/index.ts'
import type { CallPlace } from './call-place.ts'
import { type Drafting, objectIn } from './drafting.ts'
import type { ParameterList } from './read-parameters.ts'
import { type Location, readPlacement } from './read-placement.ts'

export interface Placing {
  readonly place: CallPlace
  readonly method: Method
  /** Inputs that the path or a template reads: they have their place. */
  readonly read: ReadonlySet<string>
  /** Whether `body` is written. */
  readonly hasBody: boolean
  /** What the body is sent as. */
  readonly kind: MediaKind
}

/**
 * Default placement: an input that no path and no template reads goes to the query of GET, HEAD, DELETE and OPTIONS and
 * into the body of the others, unless `in` says where. Answers that body.
 */
export function placeInputs(placing: Placing, list: ParameterList, drafting: Drafting): Template | undefined {
  const { place, read, hasBody } = placing
  const names = [...propertiesOf(place.input, drafting.schemas).keys()]
  refuseUnknown(names, place, drafting)
  const inBody: string[] = []
  for (const name of names) {
    const location = locationOf(name, placing)
    if (location === undefined || (location === 'body' && hasBody)) continue
    if (location === 'body') inBody.push(name)
    else if (location !== 'path' || !list.has(name))
      list.addInput(name, { ...readPlacement(place.written, name), location, source: sourceOf(name, place) })
  }
  const unsent = hasBody ? names.filter((name) => !read.has(name) && locationOf(name, placing) === 'body') : []
  for (const name of unsent) warnUnsent(name, place, drafting)
  if (inBody.length === 0) return undefined
  return placing.kind === 'text' || placing.kind === 'binary'
    ? wholeBody(inBody, place, drafting)
    : bodyOf(inBody, place, drafting)
}

function locationOf(name: string, { place, method, read }: Placing): Location | undefined {
  const said = readPlacement(place.written, name).location
  if (said !== undefined || read.has(name)) return said
  return ['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(method) ? 'query' : 'body'
}

function bodyOf(names: readonly string[], place: CallPlace, { origins }: Drafting): Template {
  const model = `${place.model}/http/body/value`
  const properties = names.map((name): [string, Template] => {
    const called = readPlacement(place.written, name).name ?? name
    origins.add(model + pointer('properties', called), sourceOf(name, place))
    return [called, inputOf(name)]
  })
  return { kind: 'object', properties: dict(properties) }
}

function inputOf(name: string): Template {
  return { kind: 'value', from: { root: 'input', path: [name] } }
}

/** Text and files are one value: the one input that is left for it. */
function wholeBody(names: readonly string[], place: CallPlace, { origins, report }: Drafting): Template {
  const [first = '', ...others] = names
  origins.add(`${place.model}/http/body/value`, sourceOf(first, place))
  if (others.length > 0)
    report({
      code: 'body-ambiguous',
      message: `The body of ${describePlace(place.source)} is one value, but the inputs ${names.map((name) => JSON.stringify(name)).join(', ')} would all go into it.`,
      pointer: place.source,
      hint: `say which: body: '{input.${first}}', and place the others with "in".`,
    })
  return inputOf(first)
}

function sourceOf(name: string, { written, source, inputSource }: CallPlace): Pointer {
  return Object.hasOwn(objectIn(written, 'in'), name)
    ? source + pointer('in', name)
    : inputSource + pointer('properties', name)
}

function refuseUnknown(names: readonly string[], { written, source }: CallPlace, { report }: Drafting): void {
  for (const name of Object.keys(objectIn(written, 'in')).filter((each) => !names.includes(each))) {
    const message = `"in" of ${describePlace(source)} places "${name}", which is no input.`
    const hint = names.length === 0 ? `add "${name}" to its input.` : `its inputs are ${alternatives(names)}.`
    report({ code: 'input-unknown', message, pointer: source + pointer('in', name), part: 'key', hint })
  }
}

function warnUnsent(name: string, { source, inputSource }: CallPlace, { report }: Drafting): void {
  report({
    code: 'input-unused',
    severity: 'warning',
    message: `The input "${name}" of ${describePlace(source)} is never sent: its "body" does not read it.`,
    pointer: inputSource + pointer('properties', name),
    part: 'key',
    hint: `read {input.${name}} where it belongs, or remove it.`,
  })
}
