import { describe, expect, it } from 'vitest'
import { document, find } from './documents.ts'
import { connections, createWorld, organisation } from './harness.ts'

describe('flows', () => {
  it('are added, listed, read and removed', async () => {
    const world = createWorld()
    const process = await world.start()
    const text = document([find], { title: 'Restock' })
    const added = await process.api.add(text, { organisation, connections, file: 'restock.json' })
    expect(added).toMatchObject({ id: 'restock', title: 'Restock', warnings: [] })
    expect(await process.api.list({ organisation })).toMatchObject([
      { id: 'restock', title: 'Restock', edition: added.edition },
    ])
    expect(await process.api.list({ organisation: 'other' })).toEqual([])
    expect(await process.api.get({ organisation, id: 'restock' })).toMatchObject({ document: text, connections })
    expect(await process.store.tables.usages.of(organisation, 'restock')).toHaveLength(2)
    await process.api.remove({ organisation, id: 'restock' })
    expect(await process.api.get({ organisation, id: 'restock' })).toBeUndefined()
    expect(await process.store.tables.dependents.list(organisation)).toEqual([])
    await expect(process.api.remove({ organisation, id: 'restock' })).rejects.toMatchObject({
      code: 'dependent-unknown',
    })
  })

  it('get another edition with each edit', async () => {
    const process = await createWorld().start()
    const one = await process.api.add(document([find]), { organisation, connections })
    const other = await process.api.add(document([{ ...find, id: 'other' }]), { organisation, connections })
    expect(one.edition).not.toBe(other.edition)
    expect(await process.api.list({ organisation })).toHaveLength(1)
  })

  it('are refused with everything that is wrong', async () => {
    const process = await createWorld().start()
    const text = document([{ ...find, colour: 'blue', input: { sku: '{% trigger.sku + %}' } }])
    const given = { tracker: 'con_stock', sock: 'con_stock' } as never
    await expect(process.api.add(text, { organisation, connections: given, file: 'f.json' })).rejects.toMatchObject({
      code: 'dependent-invalid',
      message: expect.stringContaining('The flow "restock" is not valid'),
      problems: expect.arrayContaining([
        expect.objectContaining({ code: 'key-unknown', file: 'f.json', pointer: '/steps/0/colour' }),
        expect.objectContaining({ code: 'expression-invalid', pointer: '/steps/0/input/sku' }),
        expect.objectContaining({
          code: 'connection-unfit',
          pointer: '/connections/tracker',
          message: expect.stringContaining('"con_stock" is one to "zoho-inventory"'),
          hint: 'Give the id of a connection of "pune" to "production-tracker".',
        }),
        expect.objectContaining({
          code: 'connection-unfit',
          pointer: '/connections/stock',
          line: 1,
          column: expect.any(Number),
        }),
        expect.objectContaining({ code: 'connection-unfit', hint: 'Did you mean "stock"?' }),
      ]),
    })
    expect(await process.api.list({ organisation })).toEqual([])
  })

  it('are warned about fields that nobody declares', async () => {
    const process = await createWorld().start()
    const { warnings } = await process.api.add(document([{ ...find, input: { sku: '{% trigger.skuu %}' } }]), {
      organisation,
      connections,
    })
    expect(warnings).toMatchObject([{ code: 'field-undeclared', severity: 'warning', hint: 'Did you mean "sku"?' }])
  })
})
