import type { CallingStep } from './calling-step.ts'
import { call, isOfAnswer, type Sides } from './side.ts'

export interface PlayedCall {
  readonly step: CallingStep
  readonly failure: string | undefined
}

export interface Calls {
  readonly steps: readonly CallingStep[]
  readonly most: number
}

/** So many of those that the base takes, in their order. */
export async function playCalls(
  { base, revision }: Sides,
  operation: string,
  { steps, most }: Calls,
): Promise<readonly PlayedCall[]> {
  const played: PlayedCall[] = []
  for (const step of steps) {
    if (played.length === most) break
    const before = await call(base, { operation, input: step.evaluated }, {})
    // It is waiting for the end of a body that it can't read, and would wait again.
    if ('refusal' in before && before.refusal === 'Prism did not answer') break
    if ('refusal' in before && !isOfAnswer(before.refusal)) continue
    const after = await call(revision, { operation, input: step.evaluated }, {})
    played.push({ step, failure: 'refusal' in after && !isOfAnswer(after.refusal) ? after.refusal : undefined })
  }
  return played
}
