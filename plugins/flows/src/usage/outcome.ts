import type { Node } from '../expression/index.ts'
import type { AbstractValue, Place } from './abstract-value.ts'
import type { Context } from './context.ts'
import { isSurelyThere } from './is-surely-there.ts'
import { isKnownThere, isUnlessNull } from './known.ts'
import type { SchemaView } from './schema-view.ts'
import { plainType, typeOf } from './type-of.ts'

/** What comes of a part of an expression that fails for no value of the declared types. */
export interface Outcome {
  /**
   * Whether it has a value, of one type: `always`; `given`: where all that it reads is there; `counted`: where there
   * are elements; `several`: none, one or an array, by the number of elements; `varies`: not for every value that it
   * reads.
   */
  readonly there: 'always' | 'given' | 'counted' | 'several' | 'varies'
  /** Any of these; `any` where that is not known. */
  readonly types: ReadonlySet<string>
  /** Of the elements, where it is an array. */
  readonly items: ReadonlySet<string>
}

/** What a part stands in. */
export interface Around extends Context {
  /** Of variables. */
  readonly bound: ReadonlyMap<string, Outcome>
  /** What comes of a part; `undefined` where it may fail, or is not understood. */
  readonly outcome: (node: Node, around: Around) => Outcome | undefined
}

const anything: ReadonlySet<string> = new Set(['any'])

export function outcomeOf(
  there: Outcome['there'],
  types: Iterable<string>,
  items: Iterable<string> = anything,
): Outcome {
  return { there, types: new Set(types), items: new Set(items) }
}

/** Whether it can only be of these types. */
export function isOnly(types: ReadonlySet<string>, ...wanted: readonly string[]): boolean {
  return [...types].every((type) => wanted.includes(type))
}

/** There where both are. */
export function both(one: Outcome['there'], other: Outcome['there']): Outcome['there'] {
  const order: readonly Outcome['there'][] = ['always', 'given', 'counted', 'several', 'varies']
  return order[Math.max(order.indexOf(one), order.indexOf(other))] ?? 'varies'
}

/** What is known of a value that was got without failing. */
export function outcomeOfValue(value: AbstractValue, around: Around): Outcome | undefined {
  switch (value.kind) {
    case 'places': {
      const outcomes = value.places.map((place) => outcomeOfPlace(place, around))
      return outcomes.length === 1 ? outcomes[0] : anyOf(outcomes)
    }
    case 'oneOf':
      return anyOf(value.options.map((option) => outcomeOfValue(option, around)))
    case 'function':
      return undefined
    case 'literal':
      if (value.many !== undefined || value.value === undefined) return outcomeOf('varies', anything)
      return outcomeOf(presenceOf(value.presence), [typeOf(value.value)])
    case 'object':
    case 'list':
      if (value.many !== undefined) return outcomeOf('varies', anything)
      return outcomeOf(presenceOf(value.presence), [value.kind === 'object' ? 'object' : 'array'])
    case 'derived': {
      const type = typeof value.schema === 'object' ? value.schema.type : undefined
      if (value.many !== undefined || typeof type !== 'string') return outcomeOf('varies', anything)
      const there = value.presence === 'always' ? 'always' : value.needs === undefined ? 'varies' : 'given'
      return outcomeOf(there, [plainType(type)])
    }
  }
}

function presenceOf(presence: 'always' | 'sometimes' | undefined): Outcome['there'] {
  return presence === 'sometimes' ? 'varies' : 'always'
}

/** One of them, by the values of something. */
export function anyOf(outcomes: readonly (Outcome | undefined)[]): Outcome | undefined {
  const known = outcomes.filter((one) => one !== undefined)
  if (known.length < outcomes.length) return undefined
  const types = new Set(known.flatMap((one) => [...one.types]))
  const isOne = types.size === 1 && !types.has('any') && known.every(({ there }) => there === 'always')
  return outcomeOf(
    isOne ? 'always' : 'varies',
    types,
    known.flatMap((one) => [...one.items]),
  )
}

function outcomeOfPlace(place: Place, { assured }: Around): Outcome {
  const { view } = place
  if (place.deep || place.around || place.part || view === undefined) return outcomeOf('varies', anything)
  if (place.many !== undefined) return outcomeOf('several', anything, elementsOf(view))
  const known = [...place.assured, ...assured.filter(({ step }) => step === place.step)]
  const found = known.filter((one) => isKnownThere(one, place))
  const isNotNull =
    place.notNull ||
    found.some(({ notNull }) => notNull) ||
    known.some((one) => isUnlessNull(one, place) && one.path.length === place.path.length)
  const types = new Set([...view.kinds].map(plainType).filter((type) => type !== 'null' || !isNotNull))
  const isSure = isSurelyThere({ kind: 'places', places: [place] }, assured)
  const there = isSure ? 'always' : place.chosen ? 'varies' : 'given'
  return outcomeOf(there, types, [...view.items.kinds].map(plainType))
}

/** What a sequence of such is a sequence of. */
function elementsOf(view: SchemaView): readonly string[] {
  return [...(view.list === 'never' ? view.kinds : new Set([...view.kinds, ...view.items.kinds]))].map(plainType)
}
