import { expect, it } from 'vitest'
import { flows } from '../../src/index.ts'
import { reply } from './bell-connector.ts'
import { BellScene, organisation } from './bell-scene.ts'

it('hands each event to one run, and names step, expression and fix when the field is renamed', async () => {
  await using scene = await BellScene.open({ paths: 'kept' })
  await scene.add(reply('one', 'tone'))
  await scene.ring('1')
  expect(await scene.posted(1)).toEqual(['/answers tone 1'])
  await scene.save(2)
  const { report } = await scene.held(2)
  expect(report.findings).toMatchObject([
    {
      status: 'broken',
      flow: 'one',
      step: 'reply',
      evidence: { expression: 'trigger.tone', pointer: '/steps/0/input/text' },
      fix: { before: 'trigger.tone', after: 'trigger.pitch' },
    },
  ])
  await scene.ring('2')
  expect(await scene.posted(1)).toEqual(['/answers tone 2'])
})

it('approves with a corrected flow that uses an operation which only the revision has', async () => {
  await using scene = await BellScene.open({ paths: 'kept' })
  const corrected = reply('one', 'pitch', 'bell.shout')
  await scene.add(reply('one', 'tone'))
  await expect(scene.add(corrected)).rejects.toMatchObject({ code: 'dependent-invalid' })
  await scene.save(2)
  const { id } = await scene.held(2)
  const approve = (document: string) => scene.kernel.approve(id, { by: 'asha', dependents: [{ id: 'one', document }] })

  await expect(approve(reply('one', 'tone'))).rejects.toMatchObject({ code: 'approval-refused' })
  await expect(approve(reply('one', 'pitch', 'bell.whisper'))).rejects.toMatchObject({ code: 'approval-refused' })
  expect(await scene.kernel.changes.list({ organisation })).toHaveLength(1)

  await approve(corrected)
  await scene.ring('1')
  expect(await scene.posted(1)).toEqual(['/shouts pitch 1'])
  expect(await scene.document('one')).toBe(corrected)
})

it('recomputes the report of a waiting change when the flow was mended meanwhile', async () => {
  await using scene = await BellScene.open({ paths: 'kept' })
  await scene.add(reply('one', 'tone'))
  await scene.save(2)
  await scene.held(2)
  await scene.add(reply('one', 'id'))
  const [change] = await scene.kernel.changes.list({ organisation })
  expect(change?.report.verdict).toBe('unaffected')
})

it('forgets a flow that is removed: nothing holds any more, nothing runs', async () => {
  await using scene = await BellScene.open({ paths: 'kept' })
  await scene.add(reply('one', 'tone'))
  await scene.listening()
  await scene.kernel.extension(flows).remove({ organisation, id: 'one' })
  scene.ringNow('1')
  await scene.save(2)
  await expect.poll(() => scene.serving(), { timeout: 15_000 }).toBe('2.0.0')
  expect([scene.events.filter(({ name }) => name === 'connector:held'), scene.posts]).toEqual([[], []])
  await expect(scene.kernel.extension(flows).remove({ organisation, id: 'one' })).rejects.toMatchObject({
    code: 'dependent-unknown',
  })
})
