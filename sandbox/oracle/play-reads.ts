import type { JsonObject } from '@jackfield/core'
import { type Answered, askInEachMode } from './answers.ts'
import { type Budget, type Candidate, chosenFields } from './chosen.ts'
import { failureOf, type Played, type Reading } from './failing.ts'
import { type Field, fieldsOf, prefixesOf } from './field.ts'
import { type HandingStep, handingSteps, type Target } from './handing-step.ts'
import { modesOf } from './mode.ts'
import { type Outcome, playStep } from './outcome.ts'
import { playHandingOn } from './play-handing-on.ts'
import { type ReadingStep, readingSteps } from './reading-step.ts'
import { isOfAnswer, type Sides } from './side.ts'

export interface PlayedReads {
  readonly reading: readonly PlayedStep<ReadingStep>[]
  readonly handing: readonly PlayedStep<HandingStep>[]
  readonly untaken: readonly string[]
}

interface PlayedStep<Step> {
  readonly step: Step
  readonly failure: string | undefined
}

export interface ReadOptions {
  readonly candidate: Candidate
  /** Of the call whose answers are read. */
  readonly input: JsonObject
  /** What values can be handed on to. */
  readonly targets: readonly Target[]
  readonly budget: Budget
}

const nothing: PlayedReads = { reading: [], handing: [], untaken: [] }

/** Has the operation answered on both sides, and runs every step that reads it over all answers. */
export async function playReads(sides: Sides, options: ReadOptions): Promise<PlayedReads> {
  const { candidate, input, targets, budget } = options
  const [own] = candidate.base.answers
  const other = candidate.revision?.answers[0]
  if (own === undefined || own.mediaType === null || other === undefined) return nothing
  if (!isJson(own.mediaType) || (other.mediaType !== null && !isJson(other.mediaType))) return nothing
  const fields = fieldsOf(own, other)
  const chosen = chosenFields(fields, budget)
  const modes = modesOf([...new Set(chosen.flatMap(({ steps }) => prefixesOf(steps)))].slice(0, 24))
  const asking = { operation: candidate.operation.id, input, modes }
  const base = await askInEachMode({ ...asking, side: sides.base, answers: candidate.base.answers })
  const theirs = candidate.revision?.answers ?? []
  const revision = await askInEachMode({ ...asking, side: sides.revision, answers: theirs, like: base })
  const seen = { fields, answer: base[0]?.output ?? null }
  const reading: PlayedStep<ReadingStep>[] = []
  for (const [index, each] of chosen.flatMap((field) => readingSteps(field, seen)).entries()) {
    const step = { ...each, id: `read${index}` }
    const play = (output: Answered['output']): Promise<Outcome> => playStep(step, output)
    const [before, after] = [await playedOn(base, play), await playedOn(revision, play)]
    if (before.every(({ outcome }) => 'why' in outcome)) continue
    reading.push({ step, failure: failureOf(readingOf(step, fields), before, after) })
  }
  const handing: PlayedStep<HandingStep>[] = []
  for (const step of handingSteps(chosen, targets, budget)) {
    const before = await playedOn(base, playHandingOn(sides.base, step))
    if (before.every(({ outcome }) => 'why' in outcome)) continue
    const after = await playedOn(revision, playHandingOn(sides.revision, step))
    handing.push({ step, failure: failureOf(readingOf(step, fields), before, after) })
  }
  const untaken = [...base, ...revision].flatMap(({ mode, refusal }) =>
    refusal === undefined || !isOfAnswer(refusal) ? [] : [`${candidate.operation.id} ${mode.id}: ${refusal}`],
  )
  return { reading, handing, untaken }
}

const isJson = (type: string): boolean => /[/+]json\b/.test(type)

/** Each different answer once. */
async function playedOn(
  answers: readonly Answered[],
  play: (output: Answered['output']) => Promise<Outcome>,
): Promise<readonly Played[]> {
  const known = new Map<string, Outcome>()
  const played: Played[] = []
  for (const { mode, output } of answers) {
    const key = JSON.stringify(output)
    const outcome = known.get(key) ?? (await play(output))
    known.set(key, outcome)
    played.push({ mode, answer: output, outcome })
  }
  return played
}

type Reader = Pick<ReadingStep, 'field' | 'reads'> & Partial<Pick<ReadingStep, 'template' | 'forEach'>>

/** What a step reads, and what of it is removed. */
function readingOf({ field, template, reads, forEach }: Reader, fields: readonly Field[]): Reading {
  const isBelow = (steps: readonly string[], path: readonly string[]): boolean =>
    path.every((name, index) => steps[index] === name)
  const removed = fields.filter((each) => each.removed && reads.some((path) => isBelow(each.steps, path)))
  const outermost = removed.filter(
    ({ steps }) => !removed.some((each) => each.steps.length < steps.length && isBelow(steps, each.steps)),
  )
  const around = forEach === undefined ? [] : field.steps.slice(0, field.steps.indexOf('[]'))
  return {
    reads,
    removed: outermost.map(({ steps }) => steps),
    decided: template?.absence === 'decided' ? { path: field.steps, around } : undefined,
  }
}
