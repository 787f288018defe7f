import { expectThat } from '../expectation.ts'
import { expectServing, heldChange } from '../held-change.ts'
import type { Step } from './step.ts'
import { expectLineServed, expectNothingHeld } from './step-4-add-optional.ts'

export const addOptionalInCode: Step = {
  number: 4,
  title: 'The tracker gains an optional output field',
  why:
    'What changed code does cannot be compared with what it did. Where a flow uses it, the change is held as risky, and a ' +
    'person who has looked at it decides.',
  async play(scene) {
    const { folder, events, narrator, host, variant } = scene
    const { addLine, removeQuantity } = variant.tracker.edits
    narrator.line('edited', 'production-tracker: orders may say on which line they were produced')
    await folder.edit('production-tracker', scene.isFaulty(4) ? removeQuantity : addLine)
    await events.take('connector:held', { expected: 'production-tracker with an optional field more to be held' })
    const { id, report } = await heldChange(scene)
    const kinds = [...new Set(report.findings.map(({ kind }) => kind))].join(', ')
    expectThat(report.verdict === 'risky' && kinds === 'operation.code', {
      expected: 'nothing to be at risk but what the code does',
      seen: `${report.verdict}: ${kinds}`,
    })
    await expectServing(scene, '1.0.0')
    await host.call('approve', { id, dependents: [] })
    await events.take('connector:changed', { expected: 'the approved change to go live' })
    narrator.line('approved', 'the change, by a person who has looked at the code', 'good')
    await expectServing(scene, '1.1.0')
    await expectLineServed(scene)
    await expectNothingHeld(scene)
  },
}
