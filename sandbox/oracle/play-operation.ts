import { type JsonObject, operationName } from '@jackfield/core'
import { organisation } from '../trials/bench.ts'
import { type Answered, askInEachMode } from './answers.ts'
import { type CallingStep, callingSteps } from './calling-step.ts'
import { type Budget, type Candidate, chosenFields } from './chosen.ts'
import { failureOf, type Played } from './failing.ts'
import { type Field, fieldsOf, prefixesOf } from './field.ts'
import type { Flow } from './flow.ts'
import { modesOf } from './mode.ts'
import { playStep } from './outcome.ts'
import { type ReadingStep, readingSteps } from './reading-step.ts'
import { call, type Side } from './side.ts'

/** What really became of a step. */
export interface Truth {
  readonly flow: string
  readonly step: string
  /** The operation, and what the step does. */
  readonly operation: string
  readonly what: string
  /** How it failed under the revision; absent: it did not. */
  readonly failure?: string
}

export interface PlayedFlow {
  readonly flow: Flow
  readonly truths: readonly Truth[]
  /** Answers that the kernel did not take, though they fit the document by its independent reading. */
  readonly untaken: readonly string[]
}

export interface Sides {
  readonly base: Side
  readonly revision: Side
}

/** Makes a flow of one operation and plays it on both sides; `undefined`: already the base refuses what it would send. */
export async function playOperation(
  sides: Sides,
  candidate: Candidate,
  budget: Budget,
): Promise<PlayedFlow | undefined> {
  const { base } = sides
  const { connector, kernel } = base.bench
  const { id } = candidate.operation
  const described = await kernel.catalogue.operation({ organisation, operation: operationName(connector.id, id) })
  const schema = described?.input ?? {
    ...candidate.operation.input,
    schemas: connector.schemas as unknown as JsonObject,
  }
  const made = callingSteps(id, schema, budget.optionals).map((step, index) => ({ ...step, id: `call${index}` }))
  const isCallable = candidate.operation.unavailable === undefined
  const calls = isCallable ? await playCalls(sides, id, made) : []
  const first = isCallable ? calls[0]?.step : made[0]
  if (first === undefined) return undefined
  const reads = await playReads(sides, { candidate, input: first.evaluated, budget })
  const name = `${connector.id}-${id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
  const flow = {
    id: name,
    connector: connector.id,
    operation: id,
    source: first.input,
    calling: calls.map(({ step }) => step),
    reading: reads.truths.map(({ step }) => step),
  }
  const told = (step: string, what: string, failure: string | undefined): Truth => ({
    flow: name,
    step,
    operation: id,
    what,
    ...(failure !== undefined && { failure }),
  })
  return {
    flow,
    untaken: reads.untaken,
    truths: [
      ...calls.map(({ step, failure }) => told(step.id, `calls it: ${step.kind}`, failure)),
      ...reads.truths.map(({ step, failure }) =>
        told(
          step.id,
          `${step.template.id}: ${step.forEach ?? ''} ${step.when ?? ''} ${JSON.stringify(step.give)}`,
          failure,
        ),
      ),
    ],
  }
}

interface PlayedCall {
  readonly step: CallingStep
  readonly failure: string | undefined
}

/** Those that the base takes. */
async function playCalls(
  { base, revision }: Sides,
  operation: string,
  steps: readonly CallingStep[],
): Promise<readonly PlayedCall[]> {
  const played: PlayedCall[] = []
  for (const step of steps) {
    const before = await call(base, { operation, input: step.evaluated }, {})
    // It is waiting for the end of a body that it can't read, and would wait again.
    if ('refusal' in before && before.refusal === 'Prism did not answer') break
    if ('refusal' in before && !isOfAnswer(before.refusal)) continue
    const after = await call(revision, { operation, input: step.evaluated }, {})
    played.push({ step, failure: 'refusal' in after && !isOfAnswer(after.refusal) ? after.refusal : undefined })
  }
  return played
}

/** What is wrong with an answer that Prism made up is no refusal of what was sent. */
const isOfAnswer = (refusal: string): boolean => /^(?:answer-|output-|result-|call-failed|response-)/.test(refusal)

interface PlayedReads {
  readonly truths: readonly { readonly step: ReadingStep; readonly failure: string | undefined }[]
  readonly untaken: readonly string[]
}

async function playReads(
  { base, revision }: Sides,
  { candidate, input, budget }: { readonly candidate: Candidate; readonly input: JsonObject; readonly budget: Budget },
): Promise<PlayedReads> {
  const [own] = candidate.base.answers
  const other = candidate.revision?.answers[0]
  const isJson = (type: string | null | undefined): boolean => type === null || /[/+]json\b/.test(type ?? '')
  if (own === undefined || own.mediaType === null || other === undefined) return { truths: [], untaken: [] }
  if (!isJson(own.mediaType) || !isJson(other.mediaType)) return { truths: [], untaken: [] }
  const fields = fieldsOf(own, other)
  const chosen = chosenFields(fields, budget)
  const modes = modesOf([...new Set(chosen.flatMap(({ steps }) => prefixesOf(steps)))].slice(0, 24))
  const asking = { operation: candidate.operation.id, input, modes }
  const before = await askInEachMode({ ...asking, side: base, answers: candidate.base.answers })
  const after = await askInEachMode({
    ...asking,
    side: revision,
    answers: candidate.revision?.answers ?? [],
    like: before,
  })
  const seen = { fields, answer: before[0]?.output ?? null }
  const steps = chosen
    .flatMap((field) => readingSteps(field, seen))
    .map((step, index) => ({ ...step, id: `read${index}` }))
  const truths = []
  for (const step of steps) {
    const [mine, theirs] = [await playedOn(step, before), await playedOn(step, after)]
    if (mine.every(({ outcome }) => 'why' in outcome)) continue
    truths.push({ step, failure: failureOf(readingOf(step, fields), mine, theirs) })
  }
  const untaken = [...before, ...after].flatMap(({ mode, refusal }) =>
    refusal === undefined || !isOfAnswer(refusal) ? [] : [`${candidate.operation.id} ${mode.id}: ${refusal}`],
  )
  return { truths, untaken }
}

async function playedOn(step: ReadingStep, answers: readonly Answered[]): Promise<readonly Played[]> {
  const known = new Map<string, Played['outcome']>()
  const played: Played[] = []
  for (const { mode, output } of answers) {
    const key = JSON.stringify(output)
    const outcome = known.get(key) ?? (await playStep(step, output))
    known.set(key, outcome)
    played.push({ mode, answer: output, outcome })
  }
  return played
}

/** What a step reads, and what of it is removed. */
function readingOf({ field, template, reads }: ReadingStep, fields: readonly Field[]) {
  const removed = fields.filter(
    (each) => each.removed && reads.some((path) => path.every((name, index) => each.steps[index] === name)),
  )
  const outermost = removed.filter(
    ({ steps }) =>
      !removed.some(
        (each) => each.steps.length < steps.length && each.steps.every((name, index) => steps[index] === name),
      ),
  )
  return {
    reads,
    removed: outermost.map(({ steps }) => steps),
    decided:
      template.absence === 'decided'
        ? {
            path: field.steps,
            around: template.forEach === undefined ? [] : field.steps.slice(0, field.steps.indexOf('[]')),
          }
        : undefined,
  }
}
