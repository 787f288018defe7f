import { expect, it } from 'vitest'
import { type Connector, dict, type Operation, type Revision, revisionId, type Scope } from '../../src/model/index.ts'
import { bindDependent, createCatalogue, createRegister, type Register } from '../../src/register/index.ts'
import { type Store, sqlite } from '../../src/store/index.ts'

const item = { type: 'object', properties: { next: { $ref: '#/schemas/Item' } } }

function operation(id: string, more: Partial<Operation> = {}): Operation {
  const base = { id, kind: 'action', title: `Do ${id}`, visibility: 'public', effect: 'read', input: {} } as const
  return { ...base, output: { $ref: '#/schemas/Item' }, ...more }
}

function connector(id: string, version: string, operations: readonly Operation[]): Connector {
  return {
    model: 1,
    id,
    version,
    title: id,
    servers: [],
    securitySchemes: dict(),
    security: [],
    settings: {},
    operations: dict(operations.map((one) => [one.id, one])),
    schemas: dict([['Item', item]]),
  }
}

async function activate(
  store: Store,
  register: Register,
  { model, scope = 'host', organisation = null }: { model: Connector; scope?: Scope; organisation?: string | null },
): Promise<Revision> {
  const id = revisionId(`${scope} ${model.id} ${model.version}`)
  const source = { format: 'manifest', path: null, files: [] }
  const revision: Revision = { id, connector: model.id, scope, version: model.version, model, source }
  await store.tables.revisions.put(revision)
  await store.tables.active.set({ scope, connector: model.id, organisation, revision: id })
  await register.refresh()
  return revision
}

const hidden = operation('hidden', { visibility: 'internal' })

it('serves the default, an organisation its own row, and its own connector before the host’s', async () => {
  await using store = await sqlite(':memory:').open()
  const register = await createRegister(store)
  await activate(store, register, { model: connector('tracker', '2', [operation('get')]) })
  await activate(store, register, { model: connector('tracker', '1', [operation('get')]), organisation: 'pune' })
  await activate(store, register, { model: connector('tracker', 'own', []), scope: 'organisation:goa' })
  const version = async (organisation: string) => (await register.active(organisation, 'tracker'))?.revision.version
  expect([await version('delhi'), await version('pune'), await version('goa')]).toEqual(['2', '1', 'own'])
  expect(await register.active('pune', 'constructor')).toBeUndefined()
  expect(register.overridden('host', 'tracker')).toEqual(['pune'])
  expect(register.visible('goa').map(({ scope }) => scope)).toEqual(['organisation:goa'])
})

it('leaves what a dependent has where it is, and binds what is new to the revision that it has of a connector', async () => {
  await using store = await sqlite(':memory:').open()
  const register = await createRegister(store)
  const dependent = { organisation: 'pune', id: 'restock', edition: '1', kind: 'flow' } as const
  const bind = (...operations: string[]) => bindDependent(register, store.tables, { dependent, operations })
  await activate(store, register, { model: connector('tracker', '1', [operation('get'), operation('list')]) })
  await bind('tracker.get')
  const next = [operation('get'), operation('list'), operation('count')]
  await activate(store, register, { model: connector('tracker', '2', next) })
  await bind('tracker.get', 'tracker.list', 'tracker.list', 'tracker.count')
  const bound = (await store.tables.bindings.of('pune', 'restock')).map((one) => `${one.operation} ${one.revision}`)
  expect(bound).toEqual(['tracker.count host tracker 2', 'tracker.get host tracker 1', 'tracker.list host tracker 1'])
  const other = { ...dependent, id: 'other' }
  await bindDependent(register, store.tables, { dependent: other, operations: ['tracker.get'] })
  expect(await store.tables.bindings.of('pune', 'other')).toMatchObject([{ revision: 'host tracker 2' }])
  await bind('tracker.list')
  expect(await store.tables.bindings.of('pune', 'restock')).toHaveLength(1)
  await expect(bind('tracker.remove')).rejects.toMatchObject({ code: 'operation-unknown' })
  await expect(bind('other.get')).rejects.toMatchObject({ code: 'operation-unknown' })
})

it('shows public operations with schemas that stand alone, and finds them by words', async () => {
  await using store = await sqlite(':memory:').open()
  const register = await createRegister(store)
  const catalogue = createCatalogue(register)
  const stock = operation('adjustStock', {
    title: 'Adjust stock',
    description: 'By a quantity',
    visibility: 'advanced',
  })
  await activate(store, register, { model: connector('inventory', '1', [stock, hidden]) })
  await activate(store, register, {
    model: connector('tracker', '1', [operation('getOrder', { title: 'Get an order' })]),
  })
  expect(catalogue.list({ organisation: 'pune' }).map(({ id }) => id)).toEqual(['inventory', 'tracker'])
  expect(
    (await catalogue.get({ organisation: 'pune', connector: 'inventory' }))?.operations.map(({ name }) => name),
  ).toEqual(['inventory.adjustStock'])
  expect(await catalogue.operation({ organisation: 'pune', operation: 'inventory.hidden' })).toBeUndefined()
  expect((await catalogue.operation({ organisation: 'pune', operation: 'tracker.getOrder' }))?.output).toEqual({
    $ref: '#/$defs/Item',
    $defs: { Item: { type: 'object', properties: { next: { $ref: '#/$defs/Item' } } } },
  })
  const found = async (text: string) => (await catalogue.search({ organisation: 'pune', text })).map(({ name }) => name)
  expect(await found('stock')).toEqual(['inventory.adjustStock'])
  expect(await found('QUANTITY adjust')).toEqual(['inventory.adjustStock'])
  expect(await found('order quantity')).toEqual([])
  expect(await found('')).toHaveLength(2)
})
