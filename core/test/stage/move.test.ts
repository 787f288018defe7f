import { expect, it } from 'vitest'
import { type Revision, revisionId, type Usage } from '../../src/model/index.ts'
import { bindAgain } from '../../src/stage/move.ts'
import { sqlite } from '../../src/store/index.ts'

const organisation = 'pune'
const use = (operation: string): Usage => ({ step: operation, operation, supplies: [], reads: [], at: null })

it('binds what many usages still name, and asks for all of them at once', async () => {
  await using store = await sqlite(':memory:').open()
  const { usages, bindings } = store.tables
  const ids = Array.from({ length: 20 }, (_, index) => `flow-${index}`)
  for (const id of ids)
    await usages.replace(organisation, id, [use('bell.ring'), use('bell.gone'), use('gong.ring'), use('bell.ring')])
  const asked: string[] = []
  const counted = new Proxy(usages, {
    get(table, name: keyof typeof usages) {
      asked.push(name)
      return table[name]
    },
  })
  const model = { operations: { ring: {} } } as unknown as Revision['model']
  const revision = { id: revisionId('two'), scope: 'host' as const, model }
  await bindAgain({ organisation, connector: 'bell', revision }, { ...store.tables, usages: counted })
  expect(asked).toEqual(['dependentsOn', 'some'])
  const bound = await bindings.some(organisation, ids)
  expect(bound.map(({ operation, revision: to }) => `${operation} ${to}`)).toEqual(ids.map(() => 'bell.ring two'))
})
