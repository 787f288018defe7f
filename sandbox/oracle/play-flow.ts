import { type JsonObject, operationName } from '@jackfield/core'
import { organisation } from '../trials/bench.ts'
import { callingSteps } from './calling-step.ts'
import type { Budget, Candidate } from './chosen.ts'
import type { Flow } from './flow.ts'
import { type Target, targetOf } from './handing-step.ts'
import { type PlayedCall, playCalls } from './play-calls.ts'
import { type PlayedReads, playReads } from './play-reads.ts'
import type { Sides } from './side.ts'

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

/** An operation that flows are made for, with the calls of it that the base takes. */
export interface Callable {
  readonly candidate: Candidate
  readonly calls: readonly PlayedCall[]
  /** What the flow's first step supplies. */
  readonly source: { readonly input: JsonObject; readonly evaluated: JsonObject }
  readonly target: Target | undefined
}

/** Calls an operation in several ways on both sides; `undefined`: already the base refuses what would be sent. */
export async function playCandidate(sides: Sides, candidate: Candidate, budget: Budget): Promise<Callable | undefined> {
  const { connector, kernel } = sides.base.bench
  const { operation } = candidate
  const described = await kernel.catalogue.operation({
    organisation,
    operation: operationName(connector.id, operation.id),
  })
  const schema = described?.input ?? { ...operation.input, schemas: connector.schemas as unknown as JsonObject }
  // Where a request is described as before, more ways of making it would ask the same again.
  const isAsked = candidate.revision !== undefined && candidate.base.request !== candidate.revision.request
  const steps = callingSteps(operation.id, schema, budget.optionals)
  const made = steps.map((step, index) => ({ ...step, id: `call${index}` }))
  // What can't be called here is read all the same: the answers are as the document says.
  const isCallable = operation.unavailable === undefined
  const calls = isCallable ? await playCalls(sides, operation.id, { steps: made, most: isAsked ? made.length : 1 }) : []
  const source = isCallable ? calls[0]?.step : made[0]
  if (source === undefined) return undefined
  return { candidate, calls, source, target: isCallable ? targetOf(operation.id, source, schema) : undefined }
}

export interface FlowOptions {
  readonly id: string
  readonly targets: readonly Target[]
  readonly budget: Budget
}

/** Makes a flow of one operation, and runs what reads its answers. */
export async function playFlow(
  sides: Sides,
  callable: Callable,
  { id, targets, budget }: FlowOptions,
): Promise<PlayedFlow> {
  const { candidate, calls, source } = callable
  const reads = await playReads(sides, { candidate, input: source.evaluated, targets, budget })
  const flow: Flow = {
    id,
    connector: sides.base.bench.connector.id,
    operation: candidate.operation.id,
    source: source.input,
    calling: calls.map(({ step }) => step),
    reading: reads.reading.map(({ step }) => step),
    handing: reads.handing.map(({ step }) => step),
  }
  return { flow, untaken: reads.untaken, truths: truthsOf(flow, calls, reads) }
}

function truthsOf({ id, operation }: Flow, calls: readonly PlayedCall[], reads: PlayedReads): readonly Truth[] {
  const told = (step: string, what: string, failure: string | undefined): Truth => ({
    flow: id,
    step,
    operation,
    what,
    ...(failure !== undefined && { failure }),
  })
  return [
    ...calls.map(({ step, failure }) => told(step.id, `calls it: ${step.kind}`, failure)),
    ...reads.reading.map(({ step, failure }) => {
      const parts = [step.forEach, step.when, JSON.stringify(step.give)].filter((part) => part !== undefined)
      return told(step.id, `${step.template.id}: ${parts.join(' ')}`, failure)
    }),
    ...reads.handing.map(({ step, failure }) =>
      told(step.id, `hands it on: ${step.expression} to ${step.target.operation} ${step.path.join('.')}`, failure),
    ),
  ]
}
