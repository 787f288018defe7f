import type { Problem } from '@jackfield/core'
import type { Files } from '../edit-files.ts'
import { expectThat } from '../expectation.ts'
import { expectServing, heldChange } from '../held-change.ts'
import type { Scene } from '../scene.ts'
import { until } from '../until.ts'
import { flowThrough } from './flow-through.ts'
import type { Step } from './step.ts'

export const guardCredentials: Step = {
  number: 6,
  title: "The server's URL is edited to another host, then the file is broken",
  why:
    'A credential never leaves the server that it was given for: such a change is held whether or not a flow notices it. And a ' +
    'file that cannot be read takes nothing down.',
  async play(scene) {
    const { stock, folder } = scene
    const good = await folder.files('production-tracker')
    const held = await expectHeld(scene)
    await expectServing(scene, '2.0.0')
    await flowThrough(scene, await stock.order('SHAFT-20', 10))
    await expectReported(scene)
    await expectServing(scene, '2.0.0')
    const still = await heldChange(scene)
    expectThat(still.id === held, { expected: `change ${held} to be held still`, seen: still.id })
    scene.narrator.line('held', 'the change still waits', 'good')
    await flowThrough(scene, await stock.order('GEAR-M2-L', 1))
    await restore(scene, good)
  },
}

async function expectHeld(scene: Scene): Promise<string> {
  const { folder, events, narrator, variant } = scene
  const { movePath, moveServer } = variant.tracker.edits
  narrator.line('edited', "production-tracker: the server's URL")
  await folder.edit('production-tracker', scene.isFaulty(6) ? movePath : moveServer)
  await events.take('connector:held', { expected: "the server's new URL to be held" })
  const { id, report } = await heldChange(scene)
  const grant = report.findings.find(({ kind }) => kind === 'auth.grant')
  expectThat(grant !== undefined && grant.flow === null && grant.step === null, {
    expected: 'the change to be held because the key was not given for the new host',
    seen: report.findings.map(({ kind, message }) => `${kind}: ${message}`).join(' ') || report.verdict,
  })
  return id
}

async function expectReported({ folder, events, narrator, variant }: Scene): Promise<void> {
  narrator.line('edited', 'production-tracker: a bracket is opened and never closed')
  const { breakSyntax } = variant.tracker.edits
  await folder.edit('production-tracker', [breakSyntax])
  const { problems } = await events.take('connector:failed', {
    expected: 'the syntax error to be reported',
    where: ({ connector, path }) => connector === 'production-tracker' || path.includes('production-tracker'),
  })
  const opened = lineOf(await folder.files('production-tracker'), breakSyntax.to)
  expectThat(
    problems.some((problem) => isNear(problem, opened)),
    {
      expected: `a problem with its line and column, at or just after line ${opened}`,
      seen: problems.map(({ line, column, message }) => `${line}:${column} ${message}`).join(', '),
    },
  )
}

function lineOf(files: Files, text: string): number {
  const lines = [...files.values()].map((file) => file.split('\n').findIndex((line) => line.includes(text)) + 1)
  return Math.max(...lines)
}

/** A parser notices an open bracket where what follows no longer fits. */
function isNear({ line, column }: Problem, opened: number): boolean {
  return line !== undefined && column !== undefined && line >= opened && line <= opened + 2
}

/** Puts the last good file back, which withdraws the change. */
async function restore(scene: Scene, good: Files): Promise<void> {
  const { folder, host, narrator } = scene
  await folder.restore('production-tracker', good)
  narrator.line('edited', 'production-tracker: as it was')
  await until(async () => (await host.call('changes', {})).length === 0, 'the held change to be withdrawn')
  narrator.line('withdrawn', 'nothing is held any more', 'good')
  await expectServing(scene, '2.0.0')
}
