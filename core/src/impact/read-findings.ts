import { type Change, type Dependent, quoted, type Read } from '../model/index.ts'
import { isAskedForNull, isWithinNotNull } from './asked-for-null.ts'
import type { ComparedOperation } from './compared.ts'
import { computedFrom } from './computed-from.ts'
import { isElementAsList } from './element-as-list.ts'
import { emptyVerdict, mayBeEmpty } from './empty-answer.ts'
import { decidesRun, fallbackVerdict, wasAbsent } from './fallback-verdict.ts'
import { findingOf, type StepFinding } from './finding-of.ts'
import { readFix } from './fix-of.ts'
import { copies, newlyTaken, takenBy, withMore } from './handed-on.ts'
import type { Meeting } from './meet.ts'
import { metChanges } from './met-changes.ts'
import { comesFirst, narrowedAway } from './narrowed-away.ts'
import { isNewlyEmpty } from './newly-empty.ts'
import { otherLength } from './other-length.ts'
import { effectOf, type OutputEffect, type ReadVerdict, readVerdict } from './read-verdict.ts'
import { flowOf, producerOf, type StepContext } from './step-context.ts'
import type { Supplied } from './supplied.ts'
import { variantEffect } from './variant-effect.ts'

/** What changed of what the step reads of others; `supplied` where it is known what it gives to its operation. */
export function readFindings(context: StepContext, supplied: Supplied | undefined): readonly StepFinding[] {
  return context.usages
    .flatMap((usage) => usage.reads)
    .flatMap((read) => {
      const producer = producerOf(context, read.step)
      if (producer === undefined) return []
      const emptied = producer.changes
        .filter(mayBeEmpty)
        .map((change) => emptyFinding(context, { read, producer, change }))
      const met = metChanges(read.path, producer)
      if (met.length === 0) return emptied
      const handedOn = supplied?.supplies.some((supply) => copies(supply, read)) === true
      return [...emptied, ...met.map((one) => readFinding(context, { read, producer, supplied, handedOn, ...one }))]
    })
}

interface Reading {
  readonly read: Read
  /** What the step gives to its operation; `undefined` where this is not known. */
  readonly supplied: Supplied | undefined
  /** Whether what is read is handed on as it is, as a supply. */
  readonly handedOn: boolean
  readonly producer: ComparedOperation
  readonly change: Change
  /** How the change stands to what is read. */
  readonly met: Meeting
}

function readFinding(context: StepContext, reading: Reading): StepFinding {
  const { read, producer, change, met, supplied, handedOn } = reading
  const effect = effectOn(reading, met)
  const isItself = isValueItself(change, effect, met) && !(effect === 'may be null' && isWithinNotNull(read, met))
  const meeting = isItself ? ({ relation: 'at', rest: 0 } as const) : met
  const isEmptied = effect !== 'none' && (effect === 'other values' || meeting.relation === 'below')
  const newlyEmpty = isEmptied && isAsked(read, supplied) && isNewlyEmpty(read, producer)
  const verdict = readVerdict(effect, { read, change, meeting, handedOn, newlyEmpty })
  const { status, why } =
    (supplied && furtherVerdict(verdict, { reading, supplied, meeting, effect, newlyEmpty })) ?? verdict
  const dependent: Dependent = context.dependent.dependent
  const fix = readFix({ read, meeting, change }, { assessment: context.assessment, dependent })
  const sentence = `${subjectOf(read)} ${why}`
  return findingOf({ status, flow: flowOf(context), step: context.step, change, why: sentence, place: read.at, fix })
}

/**
 * Whether a change of something around what is read is one of that: another alternative has it of another type, and of
 * what is no array an element is the value itself, null too (JSONata, Predicate Queries).
 */
function isValueItself({ kind }: Change, effect: OutputEffect, { relation, rest }: Meeting): boolean {
  if (relation !== 'above') return false
  if (effect === 'other type' && kind === 'output.variant-added') return true
  return rest === 0 && (effect === 'may be null' || effect === 'other type')
}

function emptyFinding(
  context: StepContext,
  { read, change, producer }: Pick<Reading, 'read' | 'change' | 'producer'>,
): StepFinding {
  const { status, why } = emptyVerdict(read, change, producer)
  const sentence = `${subjectOf(read)} ${why}`
  return findingOf({ status, flow: flowOf(context), step: context.step, change, why: sentence, place: read.at })
}

interface Further {
  readonly reading: Reading
  readonly supplied: Supplied
  readonly meeting: Meeting
  readonly effect: OutputEffect
  readonly newlyEmpty: boolean
}

/** What makes a guard take its other way. */
const fallsBack: ReadonlySet<OutputEffect> = new Set(['may be null', 'may vanish', 'unclear'])

/** What makes another type of what was read, of which the input that it is handed on to says what becomes. */
const isOther: ReadonlySet<OutputEffect> = new Set(['may be null', 'other type'])

/** What is known by more than the read: by what becomes of what it reads. */
function furtherVerdict({ status }: ReadVerdict, further: Further): ReadVerdict | undefined {
  const { reading, supplied, meeting, effect, newlyEmpty } = further
  const { read, producer, change } = reading
  const now = { change, effect, newlyEmpty }
  // An input may tell its own alternatives apart by such a value: its schema does not show whether it takes another.
  if (change.kind === 'output.discriminator' && change.level !== 'safe') return undefined
  if (status === 'risky') return takenBy(read, supplied, now) ?? computedFrom(read, supplied, now)
  // The way that a value of another type takes says more than that it is one.
  if (status === 'broken') return isOther.has(effect) ? takenBy(read, supplied, now) : undefined
  if (read.at !== null && (isOfAlternative(change, meeting) || comesFirst(read.path, producer)))
    return newlyTaken(read, supplied)
  if (effect === 'none') return withMore(reading, supplied, meeting)
  // Null is there.
  if (!fallsBack.has(effect) || (effect === 'may be null' && read.presence === true)) return undefined
  // Where null alone is asked for, what was absent went the other way.
  const isNew = effect === 'may be null' && isAskedForNull(read, meeting)
  if (!isNew && wasAbsent(read.path, producer)) return undefined
  return meeting.relation === 'below' ? undefined : fallbackVerdict(read, supplied)
}

/**
 * Whether it is read, and is new in an alternative that is told by a `discriminator`: the object does not declare it.
 */
function isOfAlternative({ kind, level }: Change, { relation }: Meeting): boolean {
  return kind === 'output.discriminator' && level === 'safe' && relation !== 'below'
}

/** Whether what counts as false decides: which way is gone, or whether at all, where nothing is supplied by it. */
function isAsked(read: Read, supplied: Supplied | undefined): boolean {
  if (read.compared === true) return false
  if (read.as === 'test' || read.as === 'iterate') return true
  return supplied !== undefined && decidesRun(read, supplied)
}

function effectOn({ read, producer, change }: Reading, meeting: Meeting): OutputEffect {
  if (change.kind === 'output.variant-added') return variantEffect({ read, change }, producer, meeting)
  if (isElementAsList({ read, change }, producer, meeting)) return 'none'
  const effect = (meeting.relation === 'above' && otherLength(change)) || effectOf(change)
  return effect === 'none' && meeting.relation !== 'below' ? (narrowedAway(read.path, producer) ?? effect) : effect
}

function subjectOf({ at, step, path }: Read): string {
  return quoted(at?.expression ?? [step, ...path].join('.'))
}
