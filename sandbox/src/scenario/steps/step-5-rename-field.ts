import type { Held } from '@jackfield/core'
import { expectThat } from '../expectation.ts'
import { expectServing, heldChange } from '../held-change.ts'
import type { Scene } from '../scene.ts'
import { approveUnderLoad } from './approve-under-load.ts'
import { expectRenameReported } from './expect-rename-reported.ts'
import { flowThrough } from './flow-through.ts'
import type { Step } from './step.ts'

export const renameField: Step = {
  number: 5,
  title: 'A field that the flow reads is renamed',
  why:
    'Before a change takes effect, it is known which flows it breaks, at which step and why. Until somebody decides, the base ' +
    'serves on, also after a restart.',
  async play(scene) {
    const { folder, stock, narrator, variant } = scene
    await folder.keep('production-tracker')
    narrator.line('edited', 'production-tracker: sku becomes itemCode')
    await folder.edit('production-tracker', variant.tracker.edits.renameSku)
    const held = await expectHeld(scene)
    expectRenameReported(scene, held.report)
    await expectServing(scene, '1.1.0')
    await flowThrough(scene, await stock.order('GEAR-M2-L', 4))
    await restart(scene, held)
    await flowThrough(scene, await stock.order('SHAFT-20', 5))
    await approveUnderLoad(scene, held)
  },
}

async function expectHeld(scene: Scene): Promise<Held> {
  await scene.events.take('connector:held', {
    expected: 'the renamed field to be held',
    where: ({ change }) => change.connector === 'production-tracker',
  })
  return heldChange(scene)
}

async function restart(scene: Scene, { id }: Held): Promise<void> {
  const { host, narrator } = scene
  await host.restart()
  narrator.line('host', 'is closed and started again')
  await expectServing(scene, '1.1.0')
  const held = await heldChange(scene)
  expectThat(held.id === id, { expected: `change ${id} to be held after the restart`, seen: held.id })
  narrator.line('held', 'the change still waits', 'good')
}
