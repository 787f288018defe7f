import type { FieldPath, Read } from '@jackfield/core'
import { type AbstractValue, type Assured, derived, type Place, type Token } from './abstract-value.ts'
import { covers, isKnownThere, isUnlessNull } from './known.ts'

export type Purpose = Read['as']
export type IfAbsent = Read['ifAbsent']
/** `anyName`: by a wildcard, so that what is made of it depends on what else there is. */
export type RecordedRead = Omit<Read, 'at'> & { readonly anyName?: true }

/** Too much to follow: whoever asked takes everything that could be read as read. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch'
}

const most = 20_000
const unknownArguments: readonly AbstractValue[] = Array.from({ length: 4 }, () => derived)

export interface Use {
  readonly step: string
  readonly path: FieldPath
  /** Whether its absence is provided for. */
  readonly tolerated: boolean
}

/** How a value is used. */
export interface Using {
  readonly as: Purpose
  readonly ifAbsent: IfAbsent
  readonly assured: readonly Assured[]
  readonly becomes?: NonNullable<Read['becomes']>
  /** Whether it is asked for being there, and for nothing else. */
  readonly presence?: boolean
  /** Whether it is compared with something that is not empty. */
  readonly compared?: boolean
  /** Whether null is asked for as well: it goes the way of what is absent. */
  readonly notNull?: boolean
  /** Whether null alone is asked for: what is absent goes the way of what is there. */
  readonly unlessNull?: boolean
  readonly handedOn?: boolean
}

/** Takes down what an expression reads while it is gone through. */
export class Recorder {
  /** Where the last name of a path stands. */
  readonly tokens: { readonly step: string; readonly path: FieldPath; readonly token: Token }[] = []
  /** Names that the schema does not declare, where it declares the others. */
  readonly undeclared: { readonly place: Place; readonly name: string; readonly token: Token | null }[] = []
  /** Every use in its order, known or not. */
  readonly uses: Use[] = []
  /** Which of the typing rules were used. */
  readonly rules: Set<string> = new Set()
  readonly text: string
  /** How often each function is being gone through right now. */
  readonly calls: Map<object, number> = new Map()
  /** How often something was used that may be of a type that fails there. */
  failures = 0
  /** Without those of a function by its first argument, of which it would make nothing if that were nothing. */
  failuresElsewhere = 0
  #seen = 0
  readonly #reads: { read: RecordedRead; readonly place: Place }[] = []

  constructor(text: string) {
    this.text = text
  }

  /** Counts the work. Throws {@link TooMuch}. */
  tick(): void {
    this.#seen++
    if (this.#seen > most) throw new TooMuch('The expression is too large to be followed.')
  }

  /** Says that the value is used. */
  use(value: AbstractValue, how: Using): void {
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

  /** Each once. */
  get reads(): readonly RecordedRead[] {
    return [...new Map(this.#reads.map(({ read }) => [JSON.stringify(read), read])).values()]
  }

  /** How much was read so far. */
  get readSoFar(): number {
    return this.#reads.length
  }

  /** Says that the step is skipped wherever something that was read makes the condition false. */
  skips(): void {
    for (const one of this.#reads) if (one.read.becomes === 'false') one.read = { ...one.read, becomes: 'skip' }
  }

  /**
   * Says that what is given where something is absent is of no use: it fails, or decides for nothing. So whatever was
   * read since then under a guard of its own does not cope with absence.
   */
  expose(since: number, assured: readonly Assured[]): void {
    for (const one of this.#reads.slice(since)) {
      one.read = withoutAskedNull(one.read)
      const { read, place } = one
      const { guarded: _, ...rest } = read
      const isKnown = assured.some((known) => known.step === place.step && isKnownThere(known, place))
      if (read.ifAbsent === 'tolerated' && !isKnown) one.read = { ...withoutOwnNull(read), ifAbsent: 'drops' }
      else if (read.guarded !== undefined && !assured.some((known) => covers(known, place))) one.read = rest
    }
  }

  #read(
    place: Place,
    { as, ifAbsent, becomes, assured, presence = false, compared = false, handedOn = false, ...how }: Using,
  ): void {
    const { step, path } = place
    const known = [...place.assured, ...assured.filter((other) => other.step === step)]
    const around = known.filter((other) => covers(other, place))
    const guarded = Math.max(0, ...around.map((other) => other.path.length))
    const own = how.notNull === true && place.many === undefined && !place.deep ? path.length : 0
    const notNull = Math.max(own, ...around.filter((other) => other.notNull).map((other) => other.path.length))
    const there = known.some((other) => isKnownThere(other, place))
    const asked = new Set(known.filter((other) => isUnlessNull(other, place)).map((other) => other.path.length))
    if (how.unlessNull === true && place.many === undefined && !place.deep && !place.part) asked.add(path.length)
    const read: RecordedRead = {
      step,
      path,
      as: isWhole(place, { as, presence }) ? 'whole' : as,
      ifAbsent: there ? 'tolerated' : ifAbsent,
      ...(becomes !== undefined && !there && ifAbsent === 'drops' ? { becomes } : {}),
      ...(guarded > 0 && guarded < path.length ? { guarded } : {}),
      ...(notNull > 0 ? { notNull } : {}),
      ...(asked.size > 0 ? { unlessNull: [...asked].sort((one, other) => one - other) } : {}),
      ...(presence && !place.deep && !place.part ? { presence } : {}),
      ...(compared ? { compared } : {}),
      ...(handedOn ? { handedOn } : {}),
      ...(place.deep ? { anyName: true } : {}),
    }
    this.uses.push({ step, path, tolerated: read.ifAbsent === 'tolerated' || guarded > 0 })
    this.#reads.push({ read, place })
  }
}

/** So does a question that copes with null, where what is given then is of no use. */
function withoutAskedNull(read: RecordedRead): RecordedRead {
  if (read.as !== 'test' || read.unlessNull === undefined) return read
  const { unlessNull: _, ...rest } = read
  return rest
}

/** A question that copes with nothing does not cope with null either. */
function withoutOwnNull(read: RecordedRead): RecordedRead {
  if (read.as !== 'test') return read
  const { notNull: _, ...rest } = read
  return rest
}

/** Whether it matters what lies inside; what a wildcard leads to comes as often as there is something. */
function isWhole({ deep, path, view }: Place, { as, presence }: { as: Purpose; presence: boolean }): boolean {
  if (deep) return !presence
  return as === 'value' && (path.length === 0 || view?.holdsMore === true)
}

/** `steps` and the whole input are used in all their parts. */
function within(value: AbstractValue & { kind: 'object' }): { as?: Purpose } {
  return value.missing === undefined ? {} : { as: 'whole' }
}
