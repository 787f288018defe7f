import type { Node } from '../expression/index.ts'
import { type AbstractValue, type Assured, derived, type Place, type Token } from './abstract-value.ts'
import { isKnownThere, startsWith } from './known.ts'
import type { IfAbsent, Purpose, Recorder } from './recorder.ts'

/** What an expression stands in while it is gone through. */
export interface Context {
  /** What JSONata's `$` is here. */
  readonly value: AbstractValue
  /** What its `$$` is. */
  readonly root: AbstractValue
  readonly names: Names
  /** Paths that are known to be there, by a condition around. */
  readonly assured: readonly Assured[]
  readonly recorder: Recorder
  /** Whether it is provided for that nothing is given: as a part of a text, as a condition, left of a default. */
  readonly provided?: boolean
  /**
   * Whether it is one of several parts that may be gone through: what it binds may be bound otherwise, or not at all.
   */
  readonly maybe?: boolean
  /** How much was read before what a function is called with. */
  readonly since?: number
  /** Goes through a part of the expression. */
  readonly interpret: (node: Node, context: Context) => AbstractValue
}

let lastBound = 0

/** Variables, looked up from the inside out. */
export class Names {
  readonly #bound = new Map<string, AbstractValue>()
  readonly #around: Names | undefined
  readonly #ids = new Map<string, number>()

  constructor(around?: Names, bound: Iterable<readonly [string, AbstractValue]> = []) {
    this.#around = around
    for (const [name, value] of bound) this.bind(name, value)
  }

  bind(name: string, value: AbstractValue): void {
    this.#bound.set(name, value)
    lastBound++
    this.#ids.set(name, lastBound)
  }

  /** Which binding of the name counts here. */
  idOf(name: string): number | undefined {
    return this.#ids.get(name) ?? this.#around?.idOf(name)
  }

  get(name: string): AbstractValue | undefined {
    return this.#bound.get(name) ?? this.#around?.get(name)
  }
}

/** Says that the value is used here, and gives what is made of it: something computed. */
export function use(value: AbstractValue, context: Context, as: Purpose, ifAbsent: IfAbsent = 'drops'): AbstractValue {
  context.recorder.use(value, { as, ifAbsent, assured: context.assured })
  return derived
}

/** Says that what was read since then may be of a type that fails: a guard that gives it copes with nothing. */
export function fails(since: number, { recorder, assured }: Context, byFirst = false): void {
  recorder.failures++
  if (!byFirst) recorder.failuresElsewhere++
  recorder.expose(since, assured)
}

/**
 * Says that it is gone through the value, where a part of it that is read does not say so already: whatever comes of
 * that comes as often as there are elements.
 */
export function useAround(value: AbstractValue, made: AbstractValue, { since, context }: Around): void {
  const places = goneThrough(value).filter(({ path, around }) => path.length > 0 || around)
  const parts = [
    ...context.recorder.uses.slice(since).filter(({ tolerated }) => !tolerated),
    ...placesIn(made, context).filter((place) => !place.assured.some((known) => isKnownThere(known, place))),
  ]
  const bare = places.filter(
    ({ step, path }) => !parts.some((part) => part.step === step && startsWith(part.path, path)),
  )
  if (bare.length > 0) use({ kind: 'places', places: bare }, context, 'iterate')
}

/** Objects that are written are there anyway. */
function goneThrough(value: AbstractValue): readonly Place[] {
  if (value.kind === 'places') return value.places
  return value.kind === 'oneOf' ? value.options.flatMap(goneThrough) : []
}

interface Around {
  /** How many uses there were before. */
  readonly since: number
  readonly context: Context
}

export function placesIn(value: AbstractValue, context: Context): Place[] {
  context.recorder.tick()
  switch (value.kind) {
    case 'places':
      return [...value.places]
    case 'object':
      return [...value.fields.values()].flatMap((inner) => placesIn(inner, context))
    case 'list':
      return value.items.flatMap((inner) => placesIn(inner, context))
    case 'oneOf':
      return value.options.flatMap((inner) => placesIn(inner, context))
    default:
      return []
  }
}

/** Where a name stands: JSONata keeps where its token ends. */
export function tokenOf(node: Node & { readonly value: string }, { recorder }: Context): Token | null {
  const { position: end, value } = node
  if (end === undefined) return null
  const start = end - value.length
  if (recorder.text.slice(start, end) === value) return { start, end }
  return recorder.text.slice(start - 1, end - 1) === value ? { start: start - 2, end } : null
}
