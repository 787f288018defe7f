import {
  dict,
  isJsonObject,
  type Json,
  type JsonObject,
  type Parameter,
  type Pointer,
  pointer,
} from '../../model/index.ts'
import { describePlace } from '../../validate/index.ts'
import type { CallPlace } from './call-place.ts'
import { choiceIn, type Drafting, listIn, objectIn, present, textIn } from './drafting.ts'
import { type Placement, readStyle } from './read-placement.ts'
import { readTemplate } from './read-template.ts'

/** Parameters in the order they are written; each is added at its index of the model, for the way back. */
export class ParameterList {
  readonly parameters: Parameter[] = []
  readonly #place: CallPlace
  readonly #drafting: Drafting

  constructor(place: CallPlace, drafting: Drafting) {
    this.#place = place
    this.#drafting = drafting
  }

  /** One whose value is an input, of that name unless it has another. */
  addInput(input: string, { location, source, name = input, how }: PlacedInput): void {
    this.#drafting.origins.add(this.#next(), source)
    this.#drafting.origins.add(`${this.#next()}/value`, source)
    this.parameters.push({
      name,
      in: location,
      value: { kind: 'value', from: { root: 'input', path: [input] } },
      ...how,
    })
  }

  /** Those of `parameters`, which leave nothing to be placed otherwise. */
  addListed(): void {
    const { written, source } = this.#place
    for (const key of ['in', 'query', 'headers'].filter((name) => written[name] !== undefined)) this.#refuseBeside(key)
    for (const [index, each] of listIn(written, 'parameters').entries()) {
      const said: JsonObject = isJsonObject(each) ? each : dict<never>()
      const name = textIn(said, 'name')
      const location = choiceIn(said, 'in', ['path', 'query', 'header', 'cookie'])
      if (name === undefined || location === undefined) continue
      const how = { ...readStyle(said), ...present('mediaType', textIn(said, 'contentType')) }
      const at = source + pointer('parameters', index)
      if (said.value === undefined) this.addInput(name, { location, source: at, how })
      else this.#addTemplate({ name, value: said.value, location, source: at, below: '/value', how })
    }
  }

  #refuseBeside(key: string): void {
    this.#drafting.report({
      code: 'parameters-mixed',
      message: `The ${describePlace(this.#place.source)} has "parameters" and "${key}".`,
      pointer: this.#place.source + pointer(key),
      part: 'key',
      hint: '"parameters" are all there are: put what this says among them, or leave them out.',
    })
  }

  /** Whether an input has its place in the path. */
  has(input: string): boolean {
    return this.parameters.some(
      ({ in: place, value }) => place === 'path' && value.kind === 'value' && value.from.path[0] === input,
    )
  }

  /** The ones of `query` or `headers`, then those of the defaults that it does not set; null sets nothing. */
  addWritten(location: 'query' | 'header'): void {
    const key = location === 'query' ? 'query' : 'headers'
    const own = objectIn(this.#place.written, key)
    this.#addAll(own, location, this.#place.source + pointer(key))
    const taken = new Set(Object.keys(own).map((name) => comparable(name, location)))
    const defaults = objectIn(objectIn(this.#drafting.manifest, 'defaults'), key)
    const left = Object.entries(defaults).filter(([name]) => !taken.has(comparable(name, location)))
    this.#addAll(Object.fromEntries(left), location, pointer('defaults', key))
  }

  #addAll(values: JsonObject, location: 'query' | 'header', source: Pointer): void {
    for (const [name, value] of Object.entries(values))
      if (value !== null) this.#addTemplate({ name, value, location, source: source + pointer(name) })
  }

  #addTemplate({ name, value, location, source, below = '', how }: Written): void {
    const at = this.#next()
    this.#drafting.origins.add(at, source)
    const place = { model: `${at}/value`, source: source + below, ...present('naming', this.#place.naming) }
    const template = readTemplate(value, place, this.#drafting)
    this.parameters.push({ name, in: location, value: template, ...how })
  }

  #next(): Pointer {
    return this.#place.model + pointer('http', 'parameters', this.parameters.length)
  }
}

/** Where an input goes. */
export interface PlacedInput {
  readonly location: Parameter['in']
  readonly source: Pointer
  readonly name?: string | undefined
  readonly how?: Placement['how']
}

interface Written {
  readonly name: string
  readonly value: Json
  readonly location: Parameter['in']
  readonly source: Pointer
  /** Where its value stands, below `source`. */
  readonly below?: Pointer
  readonly how?: Placement['how']
}

/** Names of headers are the same in any case (RFC 9110 section 5.1). */
function comparable(name: string, location: 'query' | 'header'): string {
  return location === 'header' ? name.toLowerCase() : name
}
