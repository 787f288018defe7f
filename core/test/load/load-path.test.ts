import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadPath, manifestFormat } from '../../src/load/index.ts'
import { orders, temporaryFolder } from './temporary-folder.ts'

const formats = [manifestFormat()]

describe('loadPath', () => {
  it('takes a manifest, a connector’s folder and a folder of connectors', async () => {
    const root = temporaryFolder({
      'a/connector.yaml': orders,
      'b.yaml': orders.replace('id: orders', 'id: other'),
      'README.md': '',
    })
    expect(await loadPath(join(root, 'a/connector.yaml'), { formats })).toMatchObject({
      single: true,
      connectors: [{ id: 'orders' }],
    })
    expect(await loadPath(join(root, 'a'), { formats })).toMatchObject({
      single: true,
      connectors: [{ id: 'orders', name: 'a' }],
    })
    const many = await loadPath(`${root}/`, { formats })
    expect(many).toMatchObject({ single: false, problems: [] })
    expect(many.connectors.map(({ name, id }) => [name, id])).toEqual([
      ['a', 'orders'],
      ['b.yaml', 'other'],
    ])
  })

  it('reports the second connector that claims an id', async () => {
    const root = temporaryFolder({ 'a/connector.yaml': orders, 'b/connector.yaml': orders })
    const { connectors } = await loadPath(root, { formats, shownAs: 'plugins/' })
    expect(connectors[0]).toHaveProperty('connector')
    expect(connectors[1]).not.toHaveProperty('connector')
    expect(connectors[1]?.problems).toEqual([
      {
        code: 'connector-repeated',
        message: 'The id "orders" belongs to a already.',
        file: 'plugins/b/connector.yaml',
        line: 2,
        column: 5,
        pointer: '/id',
        hint: 'give one of them another id.',
      },
    ])
  })

  it('reports broken connectors beside good ones', async () => {
    const root = temporaryFolder({ 'a/connector.yaml': orders, 'b/connector.yaml': 'jackfield: [' })
    const { connectors } = await loadPath(root, { formats })
    expect(connectors.map(({ problems }) => problems.length)).toEqual([0, 1])
  })

  it('answers a problem of its own for what is not there or no connector', async () => {
    const root = temporaryFolder({ 'empty/readme.md': '', 'readme.md': '' })
    const problemsOf = async (path: string) => (await loadPath(join(root, path), { formats, shownAs: path })).problems
    expect(await problemsOf('nothing')).toMatchObject([{ code: 'entry-missing', file: 'nothing' }])
    expect(await problemsOf('readme.md')).toMatchObject([{ code: 'connector-missing', file: 'readme.md' }])
    expect(await problemsOf('empty')).toMatchObject([{ code: 'connector-missing', file: 'empty' }])
  })
})
