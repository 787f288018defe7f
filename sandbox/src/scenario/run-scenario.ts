import type { StepNumber } from './fault.ts'
import type { Interruption } from './interruption.ts'
import type { Narrator } from './narrator.ts'
import { play } from './play.ts'
import { openScene, type Scene } from './scene.ts'
import { invite, tellWithdrawals } from './stay.ts'
import type { Variant } from './variants/index.ts'

export interface ScenarioOptions {
  readonly narrator: Narrator
  /** End after the last step instead of serving on. */
  readonly once: boolean
  readonly fault: StepNumber | undefined
  readonly variant: Variant
  readonly interrupted: Promise<Interruption>
}

/** Plays the scenario and leaves nothing behind. Answers the exit code: 0 only if every expected thing happened. */
export async function runScenario(options: ScenarioOptions): Promise<number> {
  const { narrator, fault, variant } = options
  narrator.heading(
    'Jackfield · a factory in Pune',
    'Completed production orders become stock in Zoho Inventory. Both services are stand-ins on this machine; the ' +
      `connectors are the real ones. ${variant.told}`,
  )
  try {
    await using scene = await openScene({ narrator, fault, variant })
    return await playAndStay(scene, options)
  } catch (error) {
    narrator.heading('Failed', error instanceof Error ? error.message : String(error))
    return 1
  }
}

async function playAndStay(scene: Scene, { narrator, once, interrupted }: ScenarioOptions): Promise<number> {
  const began = performance.now()
  const early = await Promise.race([play(scene), interrupted])
  if (early !== undefined) {
    narrator.heading('Interrupted', 'The scenario was not played to its end.')
    narrator.mute()
    return early.exitCode
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  narrator.heading('Everything went as expected', `Six steps in ${seconds} seconds.`)
  if (once) return 0
  await stay(scene, interrupted)
  return 0
}

/** Throws when the host is lost, or what is asked of it fails. */
async function stay(scene: Scene, interrupted: Promise<Interruption>): Promise<void> {
  const over = new AbortController()
  try {
    await invite(scene)
    const lost = scene.lost.then((error) => Promise.reject(error))
    await Promise.race([interrupted, lost, tellWithdrawals(scene, over.signal)])
  } finally {
    over.abort()
  }
}
