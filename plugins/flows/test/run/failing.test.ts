import { errors } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { adjust, document, find } from './documents.ts'
import { connections, createWorld, organisation } from './harness.ts'
import { play } from './play.ts'

const refusing =
  (code: 'operationFailed' | 'inputInvalid' | 'requestTimeout', details = {}) =>
  () => {
    throw errors[code]('The service said no.', details)
  }

describe('an operation that fails', () => {
  it.each([
    ['fail', 'failed', undefined],
    ['skip', 'finished', { there: false }],
    ['continue', 'finished', { there: true, value: null }],
  ])('onError: %s', async (onError, state, seen) => {
    const script = { invoke: ({ step }: { step: string }) => (step === 'a' ? refusing('operationFailed')() : {}) }
    const { run, inputs, process } = await play(
      [
        { id: 'a', onError },
        { id: 'b', input: { there: '{% $exists(steps.a) %}', value: '{% steps.a %}' } },
      ],
      { script },
    )
    expect(run.state).toBe(state)
    expect(inputs('b')[0]).toEqual(seen)
    expect(process.told.find((told) => told.name === 'run:step')).toMatchObject({
      step: 'a',
      status: 'failed',
      message: 'The service said no.',
    })
  })

  it('is retried as the step says', async () => {
    const script = {
      invoke: (_call: object, times: number) => (times < 3 ? refusing('operationFailed')() : { ok: true }),
    }
    const { run, world, process } = await play([{ ...find, retry: { attempts: 4, every: '2s', factor: 3 } }], {
      script,
    })
    expect(run.state).toBe('finished')
    expect(process.slept).toEqual([2_000, 6_000])
    expect(new Set(world.calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
    expect(process.committed.filter((label) => label === 'journal-attempt')).toHaveLength(3)
  })

  it('waits as long as the service asks', async () => {
    const script = {
      invoke: (_call: object, times: number) => (times < 2 ? refusing('operationFailed', { retryAfter: 9_000 })() : {}),
    }
    expect((await play([{ ...find, retry: { attempts: 2 } }], { script })).process.slept).toEqual([9_000])
  })

  it('is given up after its attempts', async () => {
    const { run, world } = await play([{ ...find, retry: { attempts: 2 } }], {
      script: { invoke: refusing('operationFailed') },
    })
    expect([run.state, world.calls.length]).toEqual(['failed', 2])
  })

  it('is not retried unasked, nor where the input is refused', async () => {
    expect((await play([find], { script: { invoke: refusing('operationFailed') } })).world.calls).toHaveLength(1)
    expect(
      (await play([{ ...find, retry: { attempts: 3 } }], { script: { invoke: refusing('inputInvalid') } })).world.calls,
    ).toHaveLength(1)
  })

  it('is never retried where its effect is once', async () => {
    const world = createWorld()
    const process = await world.start()
    await expect(
      process.api.add(document([{ ...adjust, input: { itemId: '1', quantity: 1 }, retry: { attempts: 3 } }]), {
        organisation,
        connections,
      }),
    ).rejects.toMatchObject({
      code: 'dependent-invalid',
      problems: [{ code: 'retry-once', line: 1 }],
    })
    const { world: other, run } = await play([{ ...adjust, input: { itemId: '1', quantity: 1 } }], {
      script: { invoke: refusing('requestTimeout') },
    })
    expect([run.state, other.calls.length]).toEqual(['failed', 1])
  })

  it('can be taken up again by a person, with the same input and key', async () => {
    let down = true
    const script = {
      invoke: ({ step }: { step: string }) => (down && step === 'b' ? refusing('operationFailed')() : { n: 1 }),
    }
    const { process, run, world } = await play([{ id: 'a' }, { id: 'b', input: { r: '{% $random() %}' } }], { script })
    expect(run.state).toBe('failed')
    down = false
    await process.api.resume(run.id)
    await process.settled()
    expect((await process.api.runs({ organisation }))[0]).toMatchObject({ state: 'finished' })
    const calls = world.calls.filter(({ step }) => step === 'b')
    expect(calls).toHaveLength(2)
    expect([calls[0]?.input, calls[0]?.idempotencyKey]).toEqual([calls[1]?.input, calls[1]?.idempotencyKey])
    expect(world.calls.filter(({ step }) => step === 'a')).toHaveLength(1)
    await expect(process.api.resume(run.id)).rejects.toMatchObject({ code: 'argument-invalid' })
  })
})
