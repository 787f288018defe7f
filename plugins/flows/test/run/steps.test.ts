import { errors, type Json } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { lines, play } from './play.ts'

describe('a step', () => {
  it('gives what it was told to, with the types that expressions give', async () => {
    const input = {
      number: '{% trigger.quantity %}',
      text: 'Order {% trigger.id %}, {% trigger.quantity %} pieces',
      whole: '{% trigger.lines[0] %}',
      list: ['{% trigger.id %}', '{% trigger.missing %}', 'fixed'],
      absent: '{% trigger.missing %}',
      null: '{% null %}',
      inner: { absent: '{% trigger.missing %}', kept: true },
      when: '{% $now() = $fromMillis($millis()) %}',
      chance: '{% $random() = $random() %}',
    }
    const { inputs } = await play([{ id: 'a', input }])
    expect(inputs('a')).toEqual([
      {
        number: 3,
        text: 'Order o1, 3 pieces',
        whole: lines[0],
        list: ['o1', 'fixed'],
        null: null,
        inner: { kept: true },
        when: true,
        chance: true,
      },
    ])
  })

  it('has one time and one chance for a whole run', async () => {
    const { inputs } = await play([
      { id: 'a', input: { t: '{% $now() %}', r: '{% $random() %}' } },
      { id: 'b', input: { t: '{% $now() %}', r: '{% $random() %}' } },
    ])
    expect(inputs('a')).toEqual(inputs('b'))
  })

  it('fails where text has no value', async () => {
    const { run, world } = await play([{ id: 'a', input: { x: 'Order {% trigger.missing %}' } }])
    expect(run).toMatchObject({
      state: 'failed',
      step: 'a',
      message: expect.stringContaining('no value in the middle of text'),
    })
    expect(world.calls).toEqual([])
  })

  it('fails where an expression does', async () => {
    const { run, process } = await play([{ id: 'a', input: { x: '{% trigger.id + 1 %}' } }])
    expect(run).toMatchObject({ state: 'failed', message: expect.stringContaining('must evaluate to a number') })
    expect(process.told.map(({ name }) => name)).toEqual(['run:started', 'run:step', 'run:failed'])
  })

  it('is held to the limits that the host sets', async () => {
    const { run } = await play([{ id: 'a', input: { x: '{% [1..500] %}' } }], { expressions: { sequence: 100 } })
    expect(run).toMatchObject({ state: 'failed', message: expect.stringContaining('maximum sequence length') })
  })

  it.each([
    ['trigger.quantity > 2', true],
    ['trigger.quantity > 3', false],
    ['trigger.missing > 3', false],
    ['trigger.lines', true],
    ['[]', false],
    ['[0, ""]', false],
    ['[0, 1]', true],
    ['{}', false],
    ['"false"', true],
    ['null', false],
    ['0', false],
  ])('runs when %s: %s', async (when, runs) => {
    const { inputs, process } = await play([
      { id: 'a', when: `{% ${when} %}` },
      { id: 'b', input: { skipped: '{% $not($exists(steps.a)) %}' } },
    ])
    expect(inputs('a')).toHaveLength(runs ? 1 : 0)
    expect(inputs('b')).toEqual([{ skipped: !runs }])
    expect(process.told.find((told) => told.name === 'run:step' && told.step === 'a')).toMatchObject({
      status: runs ? 'done' : 'skipped',
    })
  })
})

describe('forEach', () => {
  const each = {
    id: 'each',
    forEach: '{% trigger.lines[qty > 0] %}',
    input: { sku: '{% item.sku %}', at: '{% index %}' },
  }
  const script = {
    invoke: ({ step, input }: { step: string; input: { readonly sku?: Json } }) =>
      step === 'each' ? { got: input.sku ?? null } : {},
  }
  const after = { id: 'after', input: { all: '{% steps.each %}', got: '{% steps.each.got %}' } }

  it('gives the outputs in order', async () => {
    const { inputs, world } = await play([each, after], { script })
    expect(inputs('each')).toEqual([
      { sku: 'a', at: 0 },
      { sku: 'c', at: 1 },
    ])
    expect(inputs('after')).toEqual([{ all: [{ got: 'a' }, { got: 'c' }], got: ['a', 'c'] }])
    expect(new Set(world.calls.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3)
  })

  it.each([
    ['trigger.lines[0]', 1],
    ['trigger.missing', 0],
    ['trigger.lines[qty > 9]', 0],
    ['null', 0],
    ['[]', 0],
  ])('goes over %s: %d', async (over, times) => {
    const { inputs, run } = await play([{ ...each, forEach: `{% ${over} %}` }, after], { script })
    expect(inputs('each')).toHaveLength(times)
    expect(inputs('after')).toMatchObject([{ all: Array.from({ length: times }, () => ({})) }])
    expect(run.state).toBe('finished')
  })

  it('has a limit', async () => {
    const many = { ...each, forEach: '{% [1..1001] %}', input: {} }
    expect((await play([many])).run).toMatchObject({
      state: 'failed',
      step: 'each',
      message: expect.stringContaining('gives 1001 values, and the step allows 1000'),
    })
    expect((await play([{ ...many, forEach: '{% [1..6] %}', limit: 5 }])).run.state).toBe('failed')
    expect((await play([{ ...many, forEach: '{% [1..6] %}', limit: 6 }])).run.state).toBe('finished')
  })

  it.each([
    ['fail', { state: 'failed', step: 'each' }, undefined],
    ['continue', { state: 'finished' }, [{ got: 'a' }, null]],
    ['skip', { state: 'finished' }, [{ got: 'a' }]],
  ])('where one fails: %s', async (onError, state, outputs) => {
    const failing = (call: { step: string; input: { readonly sku?: Json } }) => {
      if (call.input.sku === 'c') throw errors.operationFailed('no c')
      return script.invoke(call)
    }
    const { run, inputs } = await play([{ ...each, onError }, after], { script: { invoke: failing } })
    expect(run).toMatchObject(state)
    expect((inputs('after')[0] as { all?: Json } | undefined)?.all).toEqual(outputs)
  })
})
