import type { StepNumber } from '../fault.ts'
import type { Scene } from '../scene.ts'

/** One of the scenario's steps. */
export interface Step {
  readonly number: StepNumber
  readonly title: string
  /** What it shows, to somebody who sees it for the first time. */
  readonly why: string
  /** Throws where something expected did not happen. */
  play(scene: Scene): Promise<void>
}
