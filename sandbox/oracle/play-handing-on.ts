import type { Json } from '@jackfield/core'
import { type HandingStep, inputWith } from './handing-step.ts'
import { evaluated, type Outcome } from './outcome.ts'
import { call, isOfAnswer, type Side } from './side.ts'

/** Calls the other operation with what is read of an answer, each different value once. */
export function playHandingOn(
  side: Side,
  { expression, target, path }: HandingStep,
): (answer: Json) => Promise<Outcome> {
  const known = new Map<string, Outcome>()
  return async (answer) => {
    const value = await evaluated(expression, { steps: { source: answer } })
    const key = JSON.stringify(value) ?? 'nothing'
    const outcome = known.get(key) ?? (await hand(value))
    known.set(key, outcome)
    return outcome
  }
  async function hand(value: Json | undefined): Promise<Outcome> {
    const input = inputWith(target.input, path, value)
    const called = await call(side, { operation: target.operation, input }, {})
    if ('refusal' in called && !isOfAnswer(called.refusal)) return { kind: 'refused', why: called.refusal }
    return { kind: 'supplied', value: value === undefined ? {} : { value } }
  }
}
