import type { Change, Dependent, Finding, OperationName, Read, StepVerdict, Supply, Usage } from '../model/index.ts'
import type { InputVerdict } from './admitted.ts'
import type { AssessedDependent, Assessment } from './assessment.ts'
import type { ComparedOperation, FindOperation } from './compared.ts'
import { computedFrom } from './computed-from.ts'
import { emptyVerdict, mayBeEmpty } from './empty-answer.ts'
import { fallbackVerdict } from './fallback-verdict.ts'
import { findingOf, type StepFinding } from './finding-of.ts'
import { operationFix, readFix } from './fix-of.ts'
import { copies, sameExpression, takenBy, withMore } from './handed-on.ts'
import { inputVerdict } from './input-verdict.ts'
import { fitOfWhole } from './literal-input.ts'
import type { Meeting } from './meet.ts'
import { meetPlace } from './meet-place.ts'
import { narrowedAway } from './narrowed-away.ts'
import { isNewlyEmpty } from './newly-empty.ts'
import { operationVerdict } from './operation-verdict.ts'
import { otherLength } from './other-length.ts'
import { placeInSchema } from './place-in-schema.ts'
import { placeOfStep } from './place-of.ts'
import { effectOf, type OutputEffect, type ReadVerdict, readVerdict } from './read-verdict.ts'
import type { Supplied } from './supplied.ts'
import { variantEffect } from './variant-effect.ts'

/** One step of one dependent, with what is known about the other steps. */
export interface StepContext {
  readonly assessment: Assessment
  readonly dependent: AssessedDependent
  readonly step: string
  /** All usages of this step; they name one operation. */
  readonly usages: readonly Usage[]
  readonly find: FindOperation
  /** The operations of the dependent's steps by name. */
  readonly operations: ReadonlyMap<string, OperationName>
}

export interface AssessedStep {
  readonly verdict: StepVerdict
  readonly findings: readonly StepFinding[]
}

/** Everything that touches the step: through the operation that it invokes, and through what it reads. */
export function assessStep(context: StepContext): AssessedStep {
  const { dependent, step, usages, find } = context
  const name = usages[0]?.operation ?? ''
  const operation = find(name)
  const findings = [...(operation === undefined ? [] : invoked(context, operation)), ...readFindings(context)]
  const status = statusOf(findings, operation !== undefined)
  return { verdict: { flow: dependent.dependent.id, step, operation: name, status }, findings }
}

export function statusOf(findings: readonly Finding[], resolved: boolean): StepVerdict['status'] {
  const has = (status: Finding['status']): boolean => findings.some((finding) => finding.status === status)
  if (has('broken')) return 'broken'
  if (!resolved) return 'unresolved'
  if (has('risky')) return 'risky'
  return has('safe') ? 'safe' : 'unaffected'
}

/** Kinds that concern no step: what it uses of the operation stays as it is. */
const beyondSteps: ReadonlySet<string> = new Set(['operation.added', 'request.media-offered'])

function invoked(context: StepContext, operation: ComparedOperation): readonly StepFinding[] {
  const supplied = suppliedTo(operation, context)
  const touching = operation.changes.filter(({ side, kind }) => side !== 'output' && !beyondSteps.has(kind))
  const verdicts = new Map(
    inputVerdicts(
      touching.filter(({ side }) => side === 'input'),
      supplied,
    ),
  )
  return touching.map((change) => {
    const verdict = verdicts.get(change)
    return verdict === undefined ? operationFinding(context, change) : inputFinding(context, change, verdict)
  })
}

/** Of all that changed of the input. What is refused by all of it together is refused by what admits less. */
function inputVerdicts(changes: readonly Change[], supplied: Supplied): readonly (readonly [Change, InputVerdict])[] {
  const found = changes.map((change) => [change, inputVerdict(change, supplied)] as const)
  const isBroken = found.some(([, { status }]) => status === 'broken')
  const fit = found.length === 0 ? 'unknown' : fitOfWhole(supplied)
  if (fit === 'unknown' || (fit === 'no' && isBroken)) return found
  const stricter = changes.some(({ level }) => level !== 'safe')
  return found.map(([change, verdict]) => {
    if (fit === 'yes') return [change, isOfAdmission(change, verdict) ? { ...verdict, ...admittedWhole } : verdict]
    return [change, stricter && change.level === 'safe' ? verdict : { ...verdict, ...refusedWhole }]
  })
}

/** Whether it is about what is admitted, not about what becomes of it: an input that is ignored now is admitted as well. */
function isOfAdmission({ kind }: Change, { status }: InputVerdict): boolean {
  return status === 'broken' || (status === 'risky' && !/^input\.(default|moved|placement|removed|renamed)$/.test(kind))
}

const admittedWhole = { status: 'safe', why: 'What the step supplies, taken together, is admitted.' } as const
const refusedWhole = { status: 'broken', why: 'What the step supplies, taken together, is refused now.' } as const

function inputFinding(context: StepContext, change: Change, { status, why, supply }: InputVerdict): StepFinding {
  const place = supply?.at ?? placeOfStep(context.usages, context.dependent)
  return findingOf({ status, flow: flowOf(context), step: context.step, change, why, place })
}

function operationFinding(context: StepContext, change: Change): StepFinding {
  const place = placeOfStep(context.usages, context.dependent)
  const fix = operationFix(change, context.usages[0]?.operation ?? '', place)
  return findingOf({ ...operationVerdict(change), flow: flowOf(context), step: context.step, change, place, fix })
}

function readFindings(context: StepContext): readonly StepFinding[] {
  return context.usages
    .flatMap((usage) => usage.reads)
    .flatMap((read) => {
      const producer = producerOf(context, read.step)
      if (producer === undefined) return []
      const changes = producer.changes.filter((change) => change.side === 'output' || mayBeEmpty(change))
      return changes.flatMap((change) => readFinding(context, { read, producer, change }))
    })
}

interface Reading {
  readonly read: Read
  readonly producer: ComparedOperation
  readonly change: Change
}

function readFinding(context: StepContext, reading: Reading): readonly StepFinding[] {
  const { read, producer, change } = reading
  if (mayBeEmpty(change)) return [emptyFinding(context, reading)]
  const met = meetPlace(change, placeInSchema(read.path, producer))
  if (met === null) return []
  const supplied = suppliedBy(context)
  const handedOn = supplied?.supplies.some((supply) => copies(supply, read)) === true
  const effect = effectOn(reading, met)
  const meeting = isValueItself(change, effect, met) ? ({ relation: 'at', rest: 0 } as const) : met
  const isEmptied = effect !== 'none' && (effect === 'other values' || meeting.relation === 'below')
  const newlyEmpty = isEmptied && isAsked(read, supplied) && isNewlyEmpty(read, producer)
  const verdict = readVerdict(effect, { read, change, meeting, handedOn, newlyEmpty })
  const { status, why } =
    (supplied && furtherVerdict(verdict, { reading, supplied, meeting, effect, newlyEmpty })) ?? verdict
  const dependent: Dependent = context.dependent.dependent
  const fix = readFix({ read, meeting, change }, { assessment: context.assessment, dependent })
  const sentence = `${subjectOf(read)} ${why}`
  return [findingOf({ status, flow: flowOf(context), step: context.step, change, why: sentence, place: read.at, fix })]
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

function emptyFinding(context: StepContext, { read, change }: Reading): StepFinding {
  const { status, why } = emptyVerdict(read)
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

/** What is known by more than the read: by what becomes of what it reads. */
function furtherVerdict({ status }: ReadVerdict, further: Further): ReadVerdict | undefined {
  const { reading, supplied, meeting, effect, newlyEmpty } = further
  const { read, producer, change } = reading
  const now = { change, effect, newlyEmpty }
  if (status === 'risky') return takenBy(read, supplied, now) ?? computedFrom(read, supplied, now)
  if (status === 'broken') return undefined
  if (effect === 'none') return withMore(reading, supplied, meeting)
  return fallsBack.has(effect) ? fallbackVerdict(read, producer, supplied) : undefined
}

/** Whether what counts as false decides: which way is gone, or whether at all, where nothing is supplied by it. */
function isAsked({ as, at, compared }: Read, supplied: Supplied | undefined): boolean {
  if (compared === true) return false
  if (as === 'test' || as === 'iterate') return true
  return at?.expression !== undefined && supplied?.supplies.every((supply) => !sameExpression(supply.at, at)) === true
}

function effectOn({ read, producer, change }: Reading, meeting: Meeting): OutputEffect {
  if (change.kind === 'output.variant-added') return variantEffect({ read, change }, producer, meeting)
  const effect = (meeting.relation === 'above' && otherLength(change)) || effectOf(change)
  return effect === 'none' && meeting.relation !== 'below' && narrowedAway(read, producer) ? 'vanishes' : effect
}

/** What the step gives to its operation; `undefined` where this is not known. */
function suppliedBy(context: StepContext): Supplied | undefined {
  const operation = context.find(context.usages[0]?.operation ?? '')
  return operation === undefined ? undefined : suppliedTo(operation, context)
}

function suppliedTo(operation: ComparedOperation, context: StepContext): Supplied {
  const supplies = context.usages.flatMap((usage): readonly Supply[] => usage.supplies)
  const reads = context.usages.flatMap((usage) => usage.reads)
  return { operation, supplies, reads, producer: (step) => producerOf(context, step) }
}

function subjectOf({ at, step, path }: Read): string {
  const expression = at?.expression?.replace(/\s+/g, ' ').trim() ?? [step, ...path].join('.')
  return expression.length > 80 ? `"${expression.slice(0, 79)}…"` : `"${expression}"`
}

function producerOf({ operations, find }: StepContext, step: string): ComparedOperation | undefined {
  const name = operations.get(step)
  return name === undefined ? undefined : find(name)
}

function flowOf({ dependent }: StepContext): string {
  return dependent.dependent.id
}
