import { expectThat } from '../expectation.ts'
import type { Scene } from '../scene.ts'
import type { Step } from './step.ts'

export const addOptional: Step = {
  number: 4,
  title: 'The tracker gains an optional output field',
  why: 'A change that can break no flow is live as soon as it is saved; nobody is asked.',
  async play(scene) {
    const { folder, events, narrator, variant } = scene
    const { addLine, removeQuantity } = variant.tracker.edits
    narrator.line('edited', 'production-tracker: orders may say on which line they were produced')
    await folder.edit('production-tracker', scene.isFaulty(4) ? removeQuantity : addLine)
    const { version } = await events.take('connector:changed', {
      expected: 'production-tracker with an optional field more to go live',
      where: ({ connector }) => connector === 'production-tracker',
    })
    expectThat(version === '1.1.0', { expected: 'version 1.1.0 to be live', seen: version })
    await expectLineServed(scene)
    await expectNothingHeld(scene)
  },
}

/** The field is in what everybody sees of the trigger. */
export async function expectLineServed({ host }: Scene): Promise<void> {
  const catalogue = await host.call('catalogue', {})
  const tracker = catalogue.find(({ id }) => id === 'production-tracker')
  const shown = JSON.stringify(tracker?.operations.find(({ name }) => name.endsWith('.orderCompleted'))?.output)
  expectThat(shown?.includes('"line"') === true, {
    expected: 'the catalogue to show the field "line"',
    seen: shown ?? 'no trigger',
  })
}

export async function expectNothingHeld({ host, events, narrator }: Scene): Promise<void> {
  const held = await host.call('changes', {})
  expectThat(held.length === 0, { expected: 'no held change', seen: `${held.length}` })
  events.expectNoneLeft()
  narrator.line('decided', 'nothing is held', 'good')
}
