import { within } from './deadline.ts'
import type { StepNumber } from './fault.ts'
import type { Scene } from './scene.ts'
import { type Step, stepsOf } from './steps/index.ts'

/** Nothing in a step waits for ever, in milliseconds. */
const longest = 120_000

/** A step that did not go as expected. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed'
  readonly step: StepNumber

  constructor({ number, title }: Step, cause: unknown) {
    const what = cause instanceof Error ? cause.message : String(cause)
    super(`Step ${number} failed (${title}). ${what}`, { cause })
    this.step = number
  }
}

/** Plays the steps in their order. Throws {@link StepFailed} at the first that does not go as expected. */
export async function play(scene: Scene): Promise<void> {
  const steps = stepsOf(scene.variant)
  for (const step of steps) {
    scene.narrator.heading(`Step ${step.number} of ${steps.length} · ${step.title}`, step.why)
    try {
      await within(step.play(scene), { expected: 'the step to end', patience: longest })
      scene.events.expectNoneLeft('run:finished')
    } catch (error) {
      throw new StepFailed(step, error)
    }
  }
}
