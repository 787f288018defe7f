import type { Json, RunCall } from '@jackfield/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjust, document, find } from './documents.ts'
import { connections, createWorld, organisation, type Process } from './harness.ts'
import type { Script } from './host-over.ts'
import type { Death } from './mortal-store.ts'

const data = { id: 'o1', sku: 'a', quantity: 3 }
const text = document([find, adjust, { id: 'last', input: { sku: '{% steps.adjust.adjustment_id %}' } }])

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
