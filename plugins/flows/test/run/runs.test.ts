import { errors, type Json } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { adjust, document, find } from './documents.ts'
import { connections, createWorld, organisation } from './harness.ts'
import { play } from './play.ts'

describe('runs', () => {
  it('tell what happened after it was committed, in order', async () => {
    const { process } = await play([find, { id: 'b', when: '{% false %}' }])
    expect(process.told).toMatchObject([
      { name: 'run:started', organisation, dependent: 'restock', event: 'e1' },
      {
        name: 'run:step',
        step: 'find',
        operation: 'zoho-inventory.findItem',
        status: 'done',
        output: { done: 'find' },
      },
      { name: 'run:step', step: 'b', status: 'skipped' },
      { name: 'run:finished' },
    ])
    expect(process.committed).toEqual([
      'flow',
      'hand-off',
      'run-start',
      'journal-attempt',
      'journal-result',
      'journal-result',
      'run-end',
    ])
  })

  it('are one for each event, however often it is handed off', async () => {
    const { process, world } = await play([find])
    await process.event('e1', { sku: 'again' })
    await process.event('e2', { sku: 'b' })
    await process.settled()
    expect(world.calls.map(({ input }) => input.sku)).toEqual(['a', 'b'])
  })

  it.each([
    [undefined, 8],
    [2, 2],
  ])('go on at once, but not more than %s', async (runsAtOnce, most) => {
    const world = createWorld()
    const { promise: full, resolve: fill } = Promise.withResolvers<void>()
    const { promise: delivered, resolve: deliver } = Promise.withResolvers<void>()
    let now = 0
    let peak = 0
    const invoke = async () => {
      peak = Math.max(peak, ++now)
      if (now === most) fill()
      await Promise.all([full, delivered])
      await new Promise((resolve) => setTimeout(resolve, 10))
      now--
      return {}
    }
    const process = await world.start({ script: { invoke }, ...(runsAtOnce === undefined ? {} : { runsAtOnce }) })
    await process.api.add(document([find]), { organisation, connections })
    for (let event = 0; event < 20; event++) await process.event(`e${event}`, { sku: 'a' })
    deliver()
    await process.settled()
    expect(peak).toBe(most)
    expect(world.calls).toHaveLength(20)
  })

  it('finish with the document that they began with', async () => {
    const world = createWorld()
    const { promise: open, resolve: let_on } = Promise.withResolvers<void>()
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
    const invoke = async ({ step }: { step: string }) => {
      if (step === 'find') {
        reach()
        await open
      }
      return { n: 1 }
    }
    const process = await world.start({ script: { invoke } })
    const last = (text: string) => document([find, { id: 'last', input: { edition: text } }])
    await process.api.add(last('first'), { organisation, connections })
    await process.event('e1', { sku: 'a' })
    await reached
    await process.api.add(last('second'), { organisation, connections })
    let_on()
    await process.event('e2', { sku: 'b' })
    await process.settled()
    expect(world.calls.filter(({ step }) => step === 'last').map(({ input }) => input.edition)).toEqual([
      'first',
      'second',
    ])
    const editions = (await process.api.runs({ organisation, flow: 'restock' })).map(({ edition }) => edition)
    expect(new Set(editions).size).toBe(2)
  })

  it('are of the corrected document after an approval', async () => {
    const { process, inputs } = await play([{ id: 'a', input: { x: 'before' } }])
    const swap = { organisation, dependent: 'restock', edition: 'next' }
    const text = document([{ id: 'a', input: { x: 'after' } }])
    const dependent = {
      organisation,
      id: 'restock',
      edition: 'next',
      kind: 'flow',
      owner: 'flows',
      complete: true,
    } as const
    await process.store.tables.dependents.put(dependent)
    await process.store.transaction(
      'approve',
      (tables) => process.started.runner?.swap({ ...swap, document: text }, tables) as Promise<void>,
    )
    await process.event('e2', {})
    await process.settled()
    expect(inputs('a')).toEqual([{ x: 'before' }, { x: 'after' }])
    expect(await process.api.get({ organisation, id: 'restock' })).toMatchObject({ edition: 'next', document: text })
    const other = text.replace('"stock":', '"other":')
    await expect(
      process.store.transaction(
        'approve',
        (tables) => process.started.runner?.swap({ ...swap, document: other }, tables) as Promise<void>,
      ),
    ).rejects.toMatchObject({ code: 'approval-refused', message: expect.stringContaining('connection "other"') })
  })

  it('let a call end when the kernel closes, and go on at the next start', async () => {
    const world = createWorld()
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
    const script = {
      async invoke({ step }: { step: string }) {
        reach()
        if (step === 'find') await new Promise((resolve) => setTimeout(resolve, 50))
        return { item_id: '7', step }
      },
    }
    const first = await world.start({ script })
    await first.api.add(document([find, { ...adjust, input: { itemId: '{% steps.find.item_id %}', quantity: 1 } }]), {
      organisation,
      connections,
    })
    await first.event('e1', { sku: 'a' })
    await reached
    await first.close()
    expect(world.calls).toHaveLength(1)
    const second = await world.start({ script })
    await second.settled()
    expect(world.calls.map(({ step, input }) => [step, input.itemId])).toEqual([
      ['find', undefined],
      ['adjust', '7'],
    ])
  })

  it('leave a call that does not end in doubt', async () => {
    const world = createWorld()
    const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
    const hang = ({ signal }: { signal?: AbortSignal }) =>
      new Promise<Json>((_resolve, reject) => {
        reach()
        signal?.addEventListener('abort', () => reject(errors.requestAborted('Aborted.', { doubt: true })))
      })
    const first = await world.start({ script: { invoke: hang } })
    await first.api.add(document([{ ...adjust, input: { itemId: '1', quantity: 1 } }]), { organisation, connections })
    await first.event('e1', {})
    await reached
    await first.close()
    const second = await world.start({ script: { confirm: () => ({ adjustment_id: 'was' }) } })
    await second.settled()
    expect(world.calls).toHaveLength(1)
    expect(await second.api.runs({ organisation, state: 'finished' })).toHaveLength(1)
  })
})
