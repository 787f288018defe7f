import type { Held } from '@jackfield/core'
import { expectThat } from './expectation.ts'
import type { Scene } from './scene.ts'

/** The one change of the tracker that waits for a decision. */
export async function heldChange({ host }: Scene): Promise<Held> {
  const [change, ...others] = await host.call('changes', {})
  expectThat(change !== undefined && others.length === 0, {
    expected: 'one held change',
    seen: change === undefined ? 'none' : `${others.length + 1}`,
  })
  return change
}

/** Expects that this version of the tracker serves. */
export async function expectServing({ host, narrator }: Scene, expected: string): Promise<void> {
  const catalogue = await host.call('catalogue', {})
  const seen = catalogue.find(({ id }) => id === 'production-tracker')?.version ?? 'none'
  expectThat(seen === expected, { expected: `production-tracker ${expected} to serve`, seen })
  narrator.line('serving', `production-tracker ${seen} serves`, 'good')
}
