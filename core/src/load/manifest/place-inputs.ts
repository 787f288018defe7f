import { dict, type Method, type Parameter, type Pointer, pointer, type Template } from '../../model/index.ts'
import { alternatives, describePlace, propertiesOf } from '../../validate/index.ts'
import type { CallPlace } from './call-place.ts'
import { choiceIn, type Drafting, objectIn } from './drafting.ts'
import type { ParameterList } from './read-parameters.ts'

type Location = Exclude<Parameter['in'], 'path'> | 'body'

export interface Placing {
  readonly place: CallPlace
  readonly method: Method
  /** Inputs that the path or a template reads: they have their place. */
  readonly read: ReadonlySet<string>
  /** Whether `body` is written. */
  readonly hasBody: boolean
}

/**
 * Default placement: an input that no path and no template reads goes to the query of GET, HEAD, DELETE and OPTIONS and
 * into the JSON body of the others, unless `in` says where. Answers that body.
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
    else list.addInput(name, location, sourceOf(name, place))
  }
  const unsent = hasBody ? names.filter((name) => !read.has(name) && locationOf(name, placing) === 'body') : []
  for (const name of unsent) warnUnsent(name, place, drafting)
  return inBody.length === 0 ? undefined : bodyOf(inBody, place, drafting)
}

function locationOf(name: string, { place, method, read }: Placing): Location | undefined {
  const said = choiceIn<Location>(objectIn(place.written, 'in'), name, ['query', 'header', 'cookie', 'body'])
  if (said !== undefined || read.has(name)) return said
  return ['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(method) ? 'query' : 'body'
}

function bodyOf(names: readonly string[], place: CallPlace, { origins }: Drafting): Template {
  const model = `${place.model}/http/body/value`
  for (const name of names) origins.add(model + pointer('properties', name), sourceOf(name, place))
  const input = (name: string): Template => ({ kind: 'value', from: { root: 'input', path: [name] } })
  return { kind: 'object', properties: dict(names.map((name) => [name, input(name)])) }
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
