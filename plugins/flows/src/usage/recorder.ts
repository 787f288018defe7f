import type { FieldPath, Read } from '@jackfield/core'
import { type AbstractValue, type Assured, derived, type Place, startsWith, type Token } from './abstract-value.ts'

export type Purpose = Read['as']
export type IfAbsent = Read['ifAbsent']
export type RecordedRead = Omit<Read, 'at'>

/** Too much to follow: whoever asked takes everything that could be read as read. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch'
}

const most = 20_000
const unknownArguments: readonly AbstractValue[] = Array.from({ length: 4 }, () => derived)

/** Takes down what an expression reads while it is gone through. */
export class Recorder {
  readonly reads: RecordedRead[] = []
  /** Where the last name of a path stands. */
  readonly tokens: { readonly step: string; readonly path: FieldPath; readonly token: Token }[] = []
  /** Names that the schema does not declare, where it declares the others. */
  readonly undeclared: { readonly place: Place; readonly name: string; readonly token: Token | null }[] = []
  /** Every use in its order, known or not. */
  readonly uses: Assured[] = []
  readonly text: string
  /** How often each function is being gone through right now. */
  readonly calls: Map<object, number> = new Map()
  #seen = 0

  constructor(text: string) {
    this.text = text
  }

  /** Counts the work. Throws {@link TooMuch}. */
  tick(): void {
    this.#seen++
    if (this.#seen > most) throw new TooMuch('The expression is too large to be followed.')
  }

  /** Says that the value is used. */
  use(value: AbstractValue, how: { as: Purpose; ifAbsent: IfAbsent; assured: readonly Assured[] }): void {
    this.tick()
    switch (value.kind) {
      case 'places':
        for (const place of value.places) this.#read(place, how)
        return
      case 'object':
        for (const inner of value.fields.values()) this.use(inner, { ...how, ...within(value) })
        if (value.rest !== undefined) this.use(value.rest, how)
        return
      case 'list':
        for (const inner of value.items) this.use(inner, how)
        return
      case 'oneOf':
        for (const inner of value.options) this.use(inner, how)
        return
      case 'function':
        this.use(value.apply(unknownArguments), how)
        return
    }
  }

  #read(
    place: Place,
    { as, ifAbsent, assured }: { as: Purpose; ifAbsent: IfAbsent; assured: readonly Assured[] },
  ): void {
    const { step, path } = place
    this.uses.push({ step, path })
    const known = [...place.assured, ...assured.filter((other) => other.step === step).map((other) => other.path)]
    const guarded = Math.max(0, ...known.filter((other) => startsWith(path, other)).map((other) => other.length))
    const there = known.some((other) => startsWith(other, path))
    const read: RecordedRead = {
      step,
      path,
      as: as === 'value' && (place.deep || path.length === 0 || place.view?.holdsMore) ? 'whole' : as,
      ifAbsent: there ? 'tolerated' : ifAbsent,
      ...(guarded > 0 && guarded < path.length ? { guarded } : {}),
    }
    if (!this.reads.some((other) => JSON.stringify(other) === JSON.stringify(read))) this.reads.push(read)
  }
}

/** `steps` and the whole input are used in all their parts. */
function within(value: AbstractValue & { kind: 'object' }): { as?: Purpose } {
  return value.missing === undefined ? {} : { as: 'whole' }
}
