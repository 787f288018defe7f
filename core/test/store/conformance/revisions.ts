import { expect, it } from 'vitest'
import { revisionId } from '../../../src/model/index.ts'
import type { Store } from '../../../src/store/index.ts'
import { revision } from './stored.ts'

/** What a store keeps of revisions, and which of them serve whom. */
export function keepsRevisions(opened: () => Store): void {
  it('keeps revisions as they were first put, with names that no prototype answers', async () => {
    const { revisions } = opened().tables
    const first = revision('one', '1.0.0')
    await revisions.put(first)
    await revisions.put({ ...first, version: '9.9.9' })
    const read = await revisions.get(revisionId('one'))
    expect(read?.version).toBe('1.0.0')
    expect(read?.model.operations.constructor).toBeUndefined()
    expect(await revisions.get(revisionId('two'))).toBeUndefined()
  })

  it('tells of revisions without their models', async () => {
    const { revisions } = opened().tables
    const more = { ...revision('more', '2.0.0'), extends: revisionId('one') }
    await revisions.put(revision('one', '1.0.0'))
    await revisions.put({ ...more, model: { ...more.model, description: 'More of it.', extends: 'tracker' } })
    const found = await revisions.summaries([revisionId('more'), revisionId('one'), revisionId('none')])
    expect(found).toHaveLength(2)
    const { model, source, ...rest } = more
    const about = { title: model.title, description: 'More of it.', extends: 'tracker' }
    expect(found.find(({ id }) => id === 'more')).toEqual({ ...rest, path: source.path, about })
    const newer = { ...more, id: revisionId('newer'), model: { ...model, model: 2 as never } }
    await revisions.put(newer)
    await expect(revisions.summaries([revisionId('newer')])).rejects.toMatchObject({ code: 'store-newer' })
  })

  it('refuses a revision that was stored with a newer model', async () => {
    const newer = revision('newer', '1.0.0')
    await opened().tables.revisions.put({ ...newer, model: { ...newer.model, model: 2 as never } })
    await expect(opened().tables.revisions.get(revisionId('newer'))).rejects.toMatchObject({ code: 'store-newer' })
  })

  it('lets an organisation override the active revision of a scope', async () => {
    const { active } = opened().tables
    const key = { scope: 'host', connector: 'tracker' } as const
    await active.set({ ...key, organisation: null, revision: revisionId('two') })
    await active.set({ ...key, organisation: 'pune', revision: revisionId('one') })
    expect(await active.get('host', 'tracker', null)).toBe('two')
    expect(await active.get('host', 'tracker', 'pune')).toBe('one')
    expect(await active.list()).toHaveLength(2)
    await active.set({ ...key, organisation: 'pune', revision: null })
    expect(await active.get('host', 'tracker', 'pune')).toBeUndefined()
  })
}
