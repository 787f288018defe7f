import { errors } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { adjust, document, find } from './documents.ts'
import { connections, createWorld, organisation } from './harness.ts'
import type { Script } from './host-over.ts'

const data = { id: 'o1', sku: 'a', quantity: 3 }

describe('a call of which nobody knows whether it happened', () => {
  const lost = () => errors.connectionLost('The connection broke.', { doubt: true })
  const start = async (inDoubt: string | undefined, script: Script, operation = 'zoho-inventory.adjustStock') => {
    const world = createWorld()
    const process = await world.start({ script })
    const step = { ...adjust, operation, ...(inDoubt === undefined ? {} : { inDoubt }) }
    await process.api.add(
      document([find, step, { id: 'last', input: { sku: '{% steps.adjust.adjustment_id ?? "none" %}' } }]),
      { organisation, connections },
    )
    await process.event('e1', data)
    await process.settled()
    const [run] = await process.api.runs({ organisation })
    return {
      world,
      process,
      run: run?.id ?? '',
      state: run?.state,
      last: () => world.calls.find(({ step: id }) => id === 'last')?.input.sku,
    }
  }
  const losing: Script = {
    invoke: ({ step }, times) => {
      if (step === 'adjust' && times === 1) throw lost()
      return step === 'adjust' ? { adjustment_id: 'second' } : { item_id: '77' }
    },
  }

  it('is confirmed: it happened', async () => {
    const { world, process, state, last } = await start(undefined, {
      ...losing,
      confirm: () => ({ adjustment_id: 'first' }),
    })
    expect([state, last()]).toEqual(['finished', 'first'])
    expect(world.calls.filter(({ step }) => step === 'adjust')).toHaveLength(1)
    expect(process.slept.some((pause) => pause > 29_000)).toBe(true)
    expect(
      process.told
        .filter(({ name }) => name === 'run:step')
        .map((told) => [told.name === 'run:step' && told.step, told.name === 'run:step' && told.status]),
    ).toEqual([
      ['find', 'done'],
      ['adjust', 'in-doubt'],
      ['adjust', 'done'],
      ['last', 'done'],
    ])
  })

  it('is confirmed: it did not happen, and runs again with the same key', async () => {
    const { world, state, last } = await start('confirm', { ...losing, confirm: () => null })
    expect([state, last()]).toEqual(['finished', 'second'])
    const calls = world.calls.filter(({ step }) => step === 'adjust')
    expect(calls).toHaveLength(2)
    expect(calls[0]?.idempotencyKey).toBe(calls[1]?.idempotencyKey)
    expect(calls[0]?.input).toEqual(calls[1]?.input)
  })

  it('waits for a person where asking fails', async () => {
    const confirm = () => {
      throw errors.operationFailed('The service is down.')
    }
    const { process, state, run } = await start(undefined, { ...losing, confirm })
    expect(state).toBe('waiting')
    expect(process.told.at(-1)).toMatchObject({
      name: 'run:failed',
      waiting: true,
      step: 'adjust',
      message: expect.stringContaining('The service is down.'),
    })
    await expect(process.api.decide(run, { step: 'find', kind: 'again' })).rejects.toMatchObject({
      code: 'argument-invalid',
    })
    await expect(process.api.decide('run_x', { step: 'adjust', kind: 'again' })).rejects.toMatchObject({
      code: 'dependent-unknown',
    })
  })

  it('waits for a person where nothing can be asked', async () => {
    const { state, process } = await start(undefined, losing, 'zoho-inventory.removeItem')
    expect(state).toBe('waiting')
    expect(process.told.at(-1)).toMatchObject({ message: expect.stringContaining('has no confirm operation') })
  })

  it.each([
    ['happened', { kind: 'happened', output: { adjustment_id: 'found' } }, 'found', 1],
    ['again', { kind: 'again' }, 'second', 2],
    ['skip', { kind: 'skip' }, 'none', 1],
  ] as const)('is decided by a person: %s', async (_name, decision, expected, calls) => {
    const { world, process, state, run, last } = await start('wait', losing)
    expect(state).toBe('waiting')
    expect(world.confirms).toHaveLength(0)
    await process.api.decide(run, { step: 'adjust', ...decision })
    await process.settled()
    expect(last()).toBe(expected)
    expect(world.calls.filter(({ step }) => step === 'adjust')).toHaveLength(calls)
    expect((await process.api.runs({ organisation }))[0]).toMatchObject({ state: 'finished' })
  })

  it('is decided while the run is still being put to rest', async () => {
    const world = createWorld()
    const process = await world.start({ script: losing, late: 'run-end' })
    const options = { organisation, connections }
    await process.api.add(document([find, { ...adjust, inDoubt: 'wait' }]), options)
    await process.event('e1', data)
    await process.settled()
    const [run] = await process.api.runs({ organisation, state: 'waiting' })
    await process.api.decide(run?.id ?? '', { step: 'adjust', kind: 'again' })
    await process.settled()
    expect(await process.api.runs({ organisation })).toMatchObject([{ state: 'finished' }])
    expect(world.calls.filter(({ step }) => step === 'adjust')).toHaveLength(2)
  })

  it.each([
    ['retry', 'second'],
    ['skip', 'none'],
  ])('does what the step says: %s', async (inDoubt, expected) => {
    const { world, state, last } = await start(inDoubt, losing)
    expect([state, last()]).toEqual(['finished', expected])
    expect(world.confirms).toHaveLength(0)
  })

  it('is asked about again when the run is resumed', async () => {
    let down = true
    const confirm = () => {
      if (down) throw errors.operationFailed('The service is down.')
      return { adjustment_id: 'first' }
    }
    const { process, run, last } = await start(undefined, { ...losing, confirm })
    down = false
    await process.api.resume(run)
    await process.settled()
    expect(last()).toBe('first')
  })

  it('is not sent without end', async () => {
    const { world, state } = await start('retry', {
      invoke: ({ step }) => {
        if (step === 'adjust') throw lost()
        return { item_id: '7' }
      },
    })
    expect(state).toBe('waiting')
    expect(world.calls.filter(({ step }) => step === 'adjust')).toHaveLength(5)
  })

  it('is simply asked again where that does no harm', async () => {
    const { world, state, last } = await start(undefined, losing, 'zoho-inventory.putItem')
    expect([state, last()]).toEqual(['finished', 'second'])
    expect(
      new Set(world.calls.filter(({ step }) => step === 'adjust').map(({ idempotencyKey }) => idempotencyKey)).size,
    ).toBe(1)
    expect(world.confirms).toHaveLength(0)
  })
})
