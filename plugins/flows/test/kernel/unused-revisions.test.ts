import { describe, expect, it } from 'vitest'
import { flows } from '../../src/index.ts'
import { reply } from './bell-connector.ts'
import { BellScene, organisation } from './bell-scene.ts'

const by = 'asha'

describe('revisions that nobody uses', () => {
  it('go, but not while a run that began with one is in flight', async () => {
    await using scene = await BellScene.open()
    await scene.add(reply('one', 'tone'))
    const answer = Promise.withResolvers<void>()
    scene.gate = answer.promise
    await scene.ring('1')
    await scene.posted(1)
    for (const [version, field] of [
      [2, 'pitch'],
      [3, 'note'],
    ] as const) {
      await scene.save(version)
      const { id } = await scene.held(version)
      await scene.kernel.approve(id, { by, dependents: [{ id: 'one', document: reply('one', field) }] })
    }
    await scene.kernel.rescan()
    // The first for the run, the second for a rollback.
    expect(await scene.kept()).toEqual(['1.0.0', '2.0.0', '3.0.0'])

    // A kernel without the extension can't know what its runs began with.
    await scene.restart([])
    await scene.kernel.rescan()
    expect(await scene.kept()).toEqual(['1.0.0', '2.0.0', '3.0.0'])
    await scene.restart()
    expect(await scene.kept()).toEqual(['1.0.0', '2.0.0', '3.0.0'])
    expect(await scene.posted(1)).toEqual(['/answers/1 tone 1'])
    scene.gate = undefined
    answer.resolve()
    await expect.poll(() => scene.events.some(({ name }) => name === 'run:finished'), { timeout: 15_000 }).toBe(true)
    await scene.kernel.rescan()
    expect(await scene.kept()).toEqual(['2.0.0', '3.0.0'])
    await scene.kernel.extension(flows).remove({ organisation, id: 'one' })
    await scene.save(2)
    await expect.poll(() => scene.serving(), { timeout: 15_000 }).toBe('2.0.0')
    await expect.poll(() => scene.kept(), { timeout: 15_000 }).toEqual(['2.0.0'])
  })

  it('go when a change is withdrawn or rejected', async () => {
    await using scene = await BellScene.open()
    await scene.add(reply('one', 'tone'))
    await scene.save(2)
    await scene.held(2)
    await scene.save(1)
    await expect.poll(() => scene.kept(), { timeout: 15_000 }).toEqual(['1.0.0'])
    await scene.save(3)
    const { id } = await scene.held(3)
    expect(await scene.kept()).toEqual(['1.0.0', '3.0.0'])
    await scene.kernel.reject(id, { by })
    expect(await scene.kept()).toEqual(['1.0.0'])
    await scene.restart()
    expect([scene.serving(), await scene.kernel.changes.list({ organisation })]).toEqual(['1.0.0', []])
    expect(await scene.kept()).toEqual(['1.0.0'])
  })
})

describe('a process that dies', () => {
  const deaths = ['approve', 'rollback'].flatMap((label) =>
    (['before', 'after'] as const).map((when) => ({ label, when })),
  )
  it.each(deaths)('$when $label leaves all of it or nothing', async (death) => {
    await using scene = await BellScene.open()
    for (const id of ['one', 'two']) await scene.add(reply(id, 'tone'))
    await scene.save(2)
    const { id } = await scene.held(2)
    const dependents = ['one', 'two'].map((flow) => ({ id: flow, document: reply(flow, 'pitch') }))
    if (death.label === 'rollback') await scene.kernel.approve(id, { by, dependents })
    scene.death = death
    const decision =
      death.label === 'approve' ? scene.kernel.approve(id, { by, dependents }) : scene.kernel.rollback(id, { by })
    await expect(decision).rejects.toThrow('dead')
    await scene.restart()

    const isNew =
      death.label === 'approve' ? death.when === 'after' : death.label === 'rollback' && death.when === 'before'
    const field = isNew ? 'pitch' : 'tone'
    expect(scene.serving()).toBe(isNew ? '2.0.0' : '1.0.0')
    expect(await scene.document('one')).toBe(reply('one', field))
    await scene.ring('1')
    const path = `/answers/${isNew ? 2 : 1} ${field} 1`
    expect(await scene.posted(2)).toEqual([path, path])
    const waits = await scene.kernel.changes.list({ organisation })
    expect(waits.map((change) => change.id)).toEqual(isNew ? [] : [id])
    expect(await scene.kept()).toEqual(['1.0.0', '2.0.0'])
  })
})
