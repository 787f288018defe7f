import { describe, expect, it } from 'vitest'
import { reply } from './bell-connector.ts'
import { BellScene, organisation } from './bell-scene.ts'

const by = 'asha'

describe('one flow at a time', () => {
  it('serves both revisions side by side, over a restart and an edit, until the others follow', async () => {
    await using scene = await BellScene.open()
    for (const id of ['one', 'two']) await scene.add(reply(id, 'tone'))
    await scene.save(2)
    const { id, report } = await scene.held(2)
    expect(report.summary).toMatchObject({ flows: 2, broken: 2 })

    const dependents = [{ id: 'one', document: reply('one', 'pitch', 'bell.shout') }]
    const ahead = await scene.kernel.approve(id, { by, only: ['one'], dependents })
    expect(ahead).toMatchObject({ state: 'held', moved: ['one'] })
    expect(scene.serving()).toBe('1.0.0')
    await scene.ring('1')
    expect(await scene.posted(2)).toEqual(['/answers/1 tone 1', '/shouts/2 pitch 1'])

    const [waiting] = await scene.kernel.changes.list({ organisation })
    expect(waiting).toMatchObject({ id, moved: ['one'], report: { summary: { flows: 2, broken: 1, unaffected: 3 } } })
    expect(new Set(waiting?.report.findings.map(({ flow }) => flow))).toEqual(new Set(['two']))

    await scene.restart()
    await scene.add(reply('one', 'pitch'))
    await expect(scene.add(reply('two', 'pitch', 'bell.shout'))).rejects.toMatchObject({ code: 'dependent-invalid' })
    await scene.ring('2')
    expect(await scene.posted(2)).toEqual(['/answers/1 tone 2', '/answers/2 pitch 2'])

    const rest = [{ id: 'two', document: reply('two', 'pitch') }]
    expect(await scene.kernel.approve(id, { by, dependents: rest })).toMatchObject({ state: 'approved', decidedBy: by })
    expect([scene.serving(), await scene.kernel.changes.list({ organisation })]).toEqual(['2.0.0', []])
    await scene.ring('3')
    expect(await scene.posted(2)).toEqual(['/answers/2 pitch 3', '/answers/2 pitch 3'])
  })

  it('weighs a later revision from what each flow has', async () => {
    await using scene = await BellScene.open()
    for (const id of ['one', 'two']) await scene.add(reply(id, 'tone'))
    await scene.save(2)
    const { id } = await scene.held(2)
    await scene.kernel.approve(id, { by, only: ['one'], dependents: [{ id: 'one', document: reply('one', 'pitch') }] })
    await scene.save(3)
    const { report } = await scene.held(3)
    const renamed = report.findings.filter(({ kind }) => kind === 'output.renamed')
    const told = renamed.map(({ flow, fix }) => [flow, fix?.before, fix?.after])
    expect(told).toEqual([
      ['one', 'trigger.pitch', 'trigger.note'],
      ['two', 'trigger.tone', 'trigger.note'],
    ])
    expect(await scene.kept()).toEqual(['1.0.0', '2.0.0', '3.0.0'])
  })

  it('keeps who went ahead where it is when the file is put back', async () => {
    await using scene = await BellScene.open()
    for (const id of ['one', 'two']) await scene.add(reply(id, 'tone'))
    await scene.save(2)
    const { id } = await scene.held(2)
    await scene.kernel.approve(id, { by, only: ['one'], dependents: [{ id: 'one', document: reply('one', 'pitch') }] })
    await scene.save(1)
    await expect.poll(() => scene.kernel.changes.list({ organisation }), { timeout: 15_000 }).toEqual([])
    await scene.restart()
    await scene.ring('1')
    expect(await scene.posted(2)).toEqual(['/answers/1 tone 1', '/answers/2 pitch 1'])
    expect(await scene.kept()).toEqual(['1.0.0', '2.0.0'])
  })

  it('refuses who is not concerned, nobody, and what would break unseen', async () => {
    await using scene = await BellScene.open()
    await scene.add(reply('one', 'tone'))
    await scene.save(2)
    const { id } = await scene.held(2)
    await scene.add(reply('two', 'tone'))
    const approve = (only: readonly string[]) => scene.kernel.approve(id, { by, only })
    await expect(approve(['three'])).rejects.toMatchObject({ code: 'dependent-unknown' })
    await expect(approve([])).rejects.toMatchObject({ code: 'argument-invalid' })
    await expect(approve(['two'])).rejects.toMatchObject({ code: 'approval-refused' })
    await approve(['one'])
    expect(await scene.kernel.changes.list({ organisation })).toMatchObject([{ moved: ['one'] }])
  })

  it('comes back with its document from what is rejected, over a restart', async () => {
    await using scene = await BellScene.open()
    for (const id of ['one', 'two']) await scene.add(reply(id, 'tone'))
    await scene.save(2)
    const { id } = await scene.held(2)
    await scene.kernel.approve(id, { by, only: ['one'], dependents: [{ id: 'one', document: reply('one', 'pitch') }] })
    await scene.restart()
    expect(await scene.kernel.reject(id, { by })).toMatchObject({ state: 'rejected', decidedBy: by })
    expect([await scene.document('one'), await scene.kept()]).toEqual([reply('one', 'tone'), ['1.0.0']])
    await scene.restart()
    await scene.ring('1')
    expect(await scene.posted(2)).toEqual(['/answers/1 tone 1', '/answers/1 tone 1'])
  })

  it('comes back by itself', async () => {
    await using scene = await BellScene.open()
    for (const id of ['one', 'two']) await scene.add(reply(id, 'tone'))
    await scene.save(2)
    const { id } = await scene.held(2)
    await expect(scene.kernel.rollback(id, { by })).rejects.toMatchObject({ code: 'change-decided' })
    await scene.kernel.approve(id, { by, only: ['one'], dependents: [{ id: 'one', document: reply('one', 'pitch') }] })
    const back = await scene.kernel.rollback(id, { by })
    expect([back.state, back.moved, await scene.document('one')]).toEqual(['held', undefined, reply('one', 'tone')])
    await scene.ring('1')
    expect(await scene.posted(2)).toEqual(['/answers/1 tone 1', '/answers/1 tone 1'])
  })
})

describe('a rollback', () => {
  /** A flow that was corrected for the second version, which serves. */
  async function approved(): Promise<{
    readonly scene: BellScene
    readonly id: Parameters<BellScene['kernel']['approve']>[0]
  }> {
    const scene = await BellScene.open()
    await scene.add(reply('one', 'tone'))
    await scene.save(2)
    const { id } = await scene.held(2)
    await scene.kernel.approve(id, { by, dependents: [{ id: 'one', document: reply('one', 'pitch', 'bell.shout') }] })
    return { scene, id }
  }

  it('brings back the base and the documents, over a restart, and the change waits again', async () => {
    const { scene, id } = await approved()
    await using _ = scene
    await scene.ring('1')
    expect(await scene.posted(1)).toEqual(['/shouts/2 pitch 1'])
    await scene.restart()
    expect(await scene.kernel.rollback(id, { by })).toMatchObject({ id, state: 'held' })
    expect([scene.serving(), await scene.document('one')]).toEqual(['1.0.0', reply('one', 'tone')])
    await scene.restart()
    await scene.ring('2')
    expect(await scene.posted(1)).toEqual(['/answers/1 tone 2'])
    const changes = await scene.kernel.changes.list({ organisation })
    expect(changes).toMatchObject([{ id, report: { verdict: 'broken' } }])
    await expect(scene.kernel.rollback(id, { by })).rejects.toMatchObject({ code: 'change-decided' })

    await scene.kernel.approve(id, { by, dependents: [{ id: 'one', document: reply('one', 'pitch') }] })
    await scene.ring('3')
    expect(await scene.posted(1)).toEqual(['/answers/2 pitch 3'])
  })

  it('refuses to break what came since, until that was seen or comes with it', async () => {
    const { scene, id } = await approved()
    await using _ = scene
    await scene.add(reply('two', 'pitch'))
    const refused = await scene.kernel.rollback(id, { by }).catch((error) => error)
    expect(refused).toMatchObject({ code: 'approval-refused', problems: [{ code: 'output.renamed' }] })
    expect([scene.serving(), await scene.document('one')]).toEqual(['2.0.0', reply('one', 'pitch', 'bell.shout')])
    await scene.kernel.rollback(id, { by, dependents: [{ id: 'two', document: reply('two', 'tone') }] })
    await scene.ring('1')
    expect(await scene.posted(2)).toEqual(['/answers/1 tone 1', '/answers/1 tone 1'])
  })

  it('leaves alone what somebody has written anew', async () => {
    const { scene, id } = await approved()
    await using _ = scene
    await scene.add(reply('one', 'id'))
    await scene.kernel.rollback(id, { by })
    expect(await scene.document('one')).toBe(reply('one', 'id'))
  })

  it('is refused once something else took its place', async () => {
    const { scene, id } = await approved()
    await using _ = scene
    await scene.save(3)
    const later = await scene.held(3)
    await scene.kernel.approve(later.id, { by, dependents: [{ id: 'one', document: reply('one', 'note') }] })
    await expect(scene.kernel.rollback(id, { by })).rejects.toMatchObject({ code: 'change-decided' })
    await scene.kernel.rollback(later.id, { by })
    expect(scene.serving()).toBe('2.0.0')
    // What nobody could have gone back to was dropped meanwhile.
    expect(await scene.kept()).toEqual(['2.0.0', '3.0.0'])
    await expect(scene.kernel.rollback(id, { by })).rejects.toMatchObject({ code: 'change-decided' })
  })
})
