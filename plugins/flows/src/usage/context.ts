import type { Node } from '../expression/index.ts'
import { type AbstractValue, type Assured, derived, type Place, startsWith, type Token } from './abstract-value.ts'
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
  /** Goes through a part of the expression. */
  readonly interpret: (node: Node, context: Context) => AbstractValue
}

/** Variables, looked up from the inside out. */
export class Names {
  readonly #bound = new Map<string, AbstractValue>()
  readonly #around: Names | undefined

  constructor(around?: Names, bound: Iterable<readonly [string, AbstractValue]> = []) {
    this.#around = around
    for (const [name, value] of bound) this.bind(name, value)
  }

  bind(name: string, value: AbstractValue): void {
    this.#bound.set(name, value)
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

/**
 * Says that it is gone through the value, where a part of it that is read does not say so already: whatever comes of
 * that comes as often as there are elements.
 */
export function useAround(value: AbstractValue, made: AbstractValue, { since, context }: Around): void {
  const places = value.kind === 'places' ? value.places.filter(({ path, around }) => path.length > 0 || around) : []
  const parts = [
    ...context.recorder.uses.slice(since).filter(({ tolerated }) => !tolerated),
    ...placesIn(made, context).filter((place) => !place.assured.some((known) => startsWith(known.path, place.path))),
  ]
  const bare = places.filter(
    ({ step, path }) => !parts.some((part) => part.step === step && startsWith(part.path, path)),
  )
  if (bare.length > 0) use({ kind: 'places', places: bare }, context, 'iterate')
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
