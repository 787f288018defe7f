import type { Json } from '@jackfield/core'
import { has, hasThroughout } from './has.ts'
import type { Mode } from './mode.ts'
import type { Outcome } from './outcome.ts'

/** What a step made of one answer of one side. */
export interface Played {
  readonly mode: Mode
  readonly answer: Json
  readonly outcome: Outcome
}

export interface Reading {
  /** Paths of what is read, in names, and `[]` for elements; what lies below is read, too. */
  readonly reads: readonly (readonly string[])[]
  /** What the revision declares no more, of what is read. */
  readonly removed: readonly (readonly string[])[]
  /** What the expression says what to do without, if it does. */
  readonly decided: DecidedAbsence | undefined
}

interface DecidedAbsence {
  readonly path: readonly string[]
  /** What it still goes over. */
  readonly around: readonly string[]
}

/**
 * How a step really fails under the revision, if it does: it throws, is refused, or is skipped, or a value that it
 * supplies vanishes or changes its type, as with no answer of the base that is like it; or, all values being the same,
 * it comes to another result than with any of those.
 */
export function failureOf(reading: Reading, base: readonly Played[], revision: readonly Played[]): string | undefined {
  for (const played of revision) {
    if (isDecided(reading, played)) continue
    const twin = base.find(({ mode }) => mode.id === played.mode.id)
    if (twin !== undefined && failedAlready(reading, twin, played)) continue
    const others = comparable(reading, base, { played, twin })
    const why = differenceOf(played.outcome, shapeOf(others, false), false)
    if (why !== undefined) return `${played.mode.id}: ${why}`
    if (twin === undefined || !played.mode.alike || isWithout(reading, played)) continue
    const before = base.map(({ answer }) => answer)
    if (!reading.reads.every((steps) => isAlike(twin.answer, played.answer, { steps, before }))) continue
    const same = others.filter(({ mode }) => mode.seed === played.mode.seed)
    const other = same.length === 0 ? undefined : differenceOf(played.outcome, shapeOf(same, true), true)
    if (other !== undefined) return `${played.mode.id}: ${other}`
  }
  return undefined
}

/** Whether what it does without the value is what its author wanted. */
function isDecided(reading: Reading, played: Played): boolean {
  return isWithout(reading, played) && !('why' in played.outcome)
}

/**
 * Whether the expression is evaluated, and is without the value that it says what to do without, if only for one
 * element.
 */
function isWithout({ decided }: Reading, { answer }: Played): boolean {
  return decided !== undefined && has(answer, decided.around) && !hasThroughout(answer, decided.path)
}

/** Whether it failed before for as much of what it reads, and does not any more. */
function failedAlready({ reads }: Reading, twin: Played, { answer, outcome }: Played): boolean {
  if (!('why' in twin.outcome) || 'why' in outcome) return false
  return reads.every((steps) => has(twin.answer, steps) === has(answer, steps))
}

interface Pairing {
  readonly played: Played
  /** The base's answer of the same mode. */
  readonly twin: Played | undefined
}

/**
 * The answers of the base that are as long, and that have what the revision removes, if this one had it; where what is
 * read is there, those that have it, too.
 */
function comparable(
  { reads, removed }: Reading,
  base: readonly Played[],
  { played: { mode, answer }, twin }: Pairing,
): readonly Played[] {
  const lost = removed.filter((steps) => twin === undefined || has(twin.answer, steps))
  const there = reads.filter((steps) => has(answer, steps))
  const narrower: readonly ((other: Played) => boolean)[] = [
    (other) => other.mode.lengths === mode.lengths,
    (other) => lost.every((steps) => has(other.answer, steps)),
    (other) => there.every((steps) => has(other.answer, steps)),
  ]
  return narrower.reduce<readonly Played[]>((kept, holds) => {
    const fewer = kept.filter(holds)
    return fewer.length > 0 ? fewer : kept
  }, base)
}

interface Along {
  readonly steps: readonly string[]
  /** What any answer of the base has there. */
  readonly before: readonly (Json | undefined)[]
}

/**
 * Whether what is read has the same values on both sides, wherever it has the same type: then only what vanished or is
 * of a type that the base had in no answer makes a difference. What is in this answer of the revision alone has to have
 * a value that another answer of the base had, if any had one.
 */
function isAlike(one: Json | undefined, other: Json | undefined, { steps, before }: Along): boolean {
  if (other === undefined) return true
  if (one === undefined) {
    const seen = before.filter((each) => each !== undefined)
    return seen.length === 0 || seen.some((each) => isAlike(each, other, { steps, before }))
  }
  if (kindOf(one) !== kindOf(other)) return !before.some((each) => each !== undefined && kindOf(each) === kindOf(other))
  const [step, ...rest] = steps
  if (Array.isArray(one)) {
    const theirs = other as readonly Json[]
    const inner = step === '[]' ? rest : steps
    const all = before.flatMap((each) => (Array.isArray(each) ? (each as readonly Json[]) : []))
    return (
      one.length === theirs.length &&
      one.every((each, index) => isAlike(each, theirs[index], { steps: inner, before: all }))
    )
  }
  if (kindOf(one) !== 'object') return one === other
  const [mine, theirs] = [one, other] as readonly [Named, Named]
  const names = step === undefined ? Object.keys(mine) : [step]
  return names.every((name) => {
    const all = before.map((each) =>
      each !== undefined && kindOf(each) === 'object' ? (each as Named)[name] : undefined,
    )
    return isAlike(mine[name], theirs[name], { steps: rest, before: all })
  })
}

type Named = Readonly<Record<string, Json>>

/** Everything that was seen at one place of what was supplied. */
interface Shape {
  /** Types, or with `exact` the values of scalars. */
  readonly kinds: Set<string>
  readonly properties: Map<string, Shape>
  /** Properties that were not always there. */
  readonly lacking: Set<string>
  readonly elements: Map<number, Shape>
  /** The least that there were. */
  least: number
}

const none = (): Shape => ({
  kinds: new Set(),
  properties: new Map(),
  lacking: new Set(),
  elements: new Map(),
  least: Number.POSITIVE_INFINITY,
})

function shapeOf(all: readonly Played[], exact: boolean): Shape {
  const shape = none()
  for (const { outcome } of all) {
    const inner = shape.properties.get(outcome.kind) ?? none()
    shape.properties.set(outcome.kind, inner)
    if (outcome.kind === 'supplied') see(inner, outcome.value, exact)
  }
  return shape
}

function see(shape: Shape, value: Json, exact: boolean): void {
  const isFirst = !shape.kinds.has('object')
  shape.kinds.add(markOf(value, exact))
  if (Array.isArray(value)) {
    shape.least = Math.min(shape.least, value.length)
    for (const [index, each] of value.entries()) see(at(shape.elements, exact ? index : 0), each, exact)
  } else if (kindOf(value) === 'object') {
    const own = value as Readonly<Record<string, Json>>
    for (const name of shape.properties.keys()) if (!Object.hasOwn(own, name)) shape.lacking.add(name)
    for (const [name, each] of Object.entries(own)) {
      if (!isFirst && !shape.properties.has(name)) shape.lacking.add(name)
      see(at(shape.properties, name), each, exact)
    }
  }
}

function at<Key>(shapes: Map<Key, Shape>, key: Key): Shape {
  const shape = shapes.get(key) ?? none()
  shapes.set(key, shape)
  return shape
}

function differenceOf(outcome: Outcome, shape: Shape, exact: boolean): string | undefined {
  const known = shape.properties.get(outcome.kind)
  if (known === undefined) return 'why' in outcome ? `${outcome.kind}, ${outcome.why}` : outcome.kind
  return outcome.kind === 'supplied' ? differenceIn(outcome.value, known, { exact, path: '' }) : undefined
}

function differenceIn(
  value: Json,
  shape: Shape,
  { exact, path }: { readonly exact: boolean; readonly path: string },
): string | undefined {
  const mark = markOf(value, exact)
  if (!shape.kinds.has(mark)) return `${path || 'all'} is ${mark}, not ${[...shape.kinds].slice(0, 3).join(' or ')}`
  if (Array.isArray(value)) {
    if (exact && value.length < shape.least) return `${path || 'all'} has fewer elements`
    for (const [index, each] of value.entries()) {
      const known = shape.elements.get(exact ? index : 0)
      const why = known && differenceIn(each, known, { exact, path: `${path}[]` })
      if (why !== undefined) return why
    }
  } else if (kindOf(value) === 'object') {
    const own = value as Readonly<Record<string, Json>>
    for (const [name, known] of shape.properties) {
      const each = own[name]
      if (each === undefined && !shape.lacking.has(name)) return `${path}.${name} has vanished`
      const why = each === undefined ? undefined : differenceIn(each, known, { exact, path: `${path}.${name}` })
      if (why !== undefined) return why
    }
  }
  return undefined
}

function markOf(value: Json, exact: boolean): string {
  const kind = kindOf(value)
  return exact && kind !== 'object' && kind !== 'array' ? JSON.stringify(value) : kind
}

function kindOf(value: Json): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
