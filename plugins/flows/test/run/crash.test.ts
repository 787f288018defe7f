import { errors, type Json, type RunCall } from '@jackfield/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  adjust,
  connections,
  createWorld,
  type Death,
  document,
  find,
  organisation,
  type Process,
  type Script,
} from './harness.ts'

const text = document([find, adjust, { id: 'last', input: { sku: '{% steps.adjust.adjustment_id %}' } }])
const data = { id: 'o1', sku: 'a', quantity: 3 }

/** A service that keeps what was done, and finds it by reference. */
function ledger(): { done: RunCall[]; script: Script } {
  const done: RunCall[] = []
  const output = (call: RunCall): Json => ({ adjustment_id: `adj-${String(call.input.reference)}` })
  return {
    done,
    script: {
      invoke(call) {
        if (call.step !== 'adjust') return { item_id: '77', name: 'Item' }
        done.push(call)
        return output(call)
      },
      confirm: (call) => (done.some((one) => one.input.reference === call.input.reference) ? output(call) : null),
    },
  }
}

async function runToDeath(process: Process, event = true): Promise<void> {
  const delivered = event ? process.event('e1', data).catch(() => undefined) : Promise.resolve()
  await Promise.race([process.dead, delivered.then(() => process.settled())])
}

const deaths: Death[] = [
  { label: 'hand-off', when: 'after' },
  { label: 'run-start', when: 'before' },
  { label: 'run-start', when: 'after' },
  ...[1, 2, 3].flatMap((nth) =>
    (['journal-attempt', 'journal-result'] as const).flatMap((label) =>
      (['before', 'after'] as const).map((when) => ({ label, when, nth })),
    ),
  ),
  { label: 'run-end', when: 'before' },
  { label: 'run-end', when: 'after' },
]

describe('a process that dies', () => {
  it.each(deaths.map((death) => [`${death.when} ${death.label} ${death.nth ?? ''}`, death] as const))(
    '%s',
    async (_name, death) => {
      const world = createWorld()
      const { done, script } = ledger()
      const first = await world.start({ script, death })
      await first.api.add(text, { organisation, connections })
      await runToDeath(first)
      await first.dead
      const second = await world.start({ script })
      await second.settled()

      expect(done).toHaveLength(1)
      expect(done[0]?.input).toEqual({ itemId: '77', quantity: 3, reference: 'o1', date: '2026-01-01' })
      const [run] = await second.api.runs({ organisation })
      expect(run).toMatchObject({ state: 'finished', event: { id: 'e1' } })
      const journal = await second.api.journal(run?.id ?? '')
      expect(journal.map(({ step, state }) => [step, state.status])).toEqual([
        ['find', 'done'],
        ['adjust', 'done'],
        ['last', 'done'],
      ])
      expect(new Set(world.calls.filter(({ step }) => step === 'last').map(({ input }) => input.sku))).toEqual(
        new Set(['adj-o1']),
      )
      for (const step of ['find', 'adjust', 'last']) {
        const calls = world.calls.filter((call) => call.step === step)
        expect(new Set(calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
        expect(new Set(calls.map(({ input }) => JSON.stringify(input))).size).toBe(1)
      }
    },
  )

  it('asks only after the operation has had its time', async () => {
    const world = createWorld()
    const { script } = ledger()
    const first = await world.start({ script, death: { label: 'journal-result', when: 'before', nth: 2 } })
    await first.api.add(text, { organisation, connections })
    await runToDeath(first)
    const second = await world.start({ script })
    await second.settled()
    expect(second.slept).toHaveLength(1)
    expect(second.slept[0]).toBeGreaterThan(29_000)
    expect(world.confirms).toHaveLength(1)
    expect(world.calls.filter(({ step }) => step === 'adjust')).toHaveLength(1)
  })

  it('does nothing twice and nothing not at all, wherever it dies and however often', {
    timeout: 120_000,
  }, async () => {
    const label = fc.constantFrom('run-start', 'journal-attempt', 'journal-result', 'run-end')
    const death = fc.record({
      label,
      when: fc.constantFrom('before' as const, 'after' as const),
      nth: fc.integer({ min: 1, max: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(death, { minLength: 1, maxLength: 4 }), async (plan) => {
        const world = createWorld()
        const { done, script } = ledger()
        let first = true
        for (const next of plan) {
          const process = await world.start({ script, death: next })
          if (first) await process.api.add(text, { organisation, connections })
          await runToDeath(process, first)
          first = false
          await process.close()
        }
        const last = await world.start({ script })
        await last.settled()
        expect(done).toHaveLength(1)
        expect((await last.api.runs({ organisation })).map(({ state }) => state)).toEqual(['finished'])
        await last.close()
      }),
      { numRuns: 12 },
    )
  })

  it('goes over the same values of a forEach, each once', async () => {
    const each = {
      ...adjust,
      id: 'each',
      forEach: '{% trigger.lines %}',
      input: { itemId: '{% item %}', quantity: '{% index %}', reference: '{% item %}' },
    }
    for (const nth of [1, 2, 3, 4]) {
      const world = createWorld()
      const { done, script } = ledger()
      const acting: Script = {
        ...script,
        invoke(call) {
          done.push(call)
          return { adjustment_id: String(call.input.reference) }
        },
      }
      const first = await world.start({ script: acting, death: { label: 'journal-attempt', when: 'after', nth } })
      await first.api.add(document([each]), { organisation, connections })
      await first.event('e1', { lines: ['a', 'b', 'c'] }).catch(() => undefined)
      await Promise.race([first.dead, first.settled()])
      const second = await world.start({
        script: {
          ...acting,
          confirm: (call) =>
            done.some((one) => one.input.itemId === call.input.itemId)
              ? { adjustment_id: String(call.input.reference) }
              : null,
        },
      })
      await second.settled()
      expect(done.map(({ input }) => input.itemId)).toEqual(['a', 'b', 'c'])
      expect(new Set(done.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3)
      const [run] = await second.api.runs({ organisation })
      const journal = await second.api.journal(run?.id ?? '')
      expect(journal[0]).toMatchObject({
        item: null,
        state: { status: 'done', output: [{ adjustment_id: 'a' }, { adjustment_id: 'b' }, { adjustment_id: 'c' }] },
      })
    }
  })
})

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
