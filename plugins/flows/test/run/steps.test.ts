import { errors, type Json } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import {
  adjust,
  connections,
  createWorld,
  document,
  find,
  organisation,
  type Process,
  type StartOptions,
  type World,
} from './harness.ts'

const lines = [
  { sku: 'a', qty: 1 },
  { sku: 'b', qty: 0 },
  { sku: 'c', qty: 3 },
]

interface Ran {
  readonly world: World
  readonly process: Process
  readonly run: { readonly id: string; readonly state: string; readonly message?: string; readonly step?: string }
  inputs(step: string): Json[]
}

async function play(steps: readonly object[], options: StartOptions & { data?: Json } = {}): Promise<Ran> {
  const { data = { id: 'o1', sku: 'a', quantity: 3, lines }, ...start } = options
  const world = createWorld()
  const process = await world.start(start)
  await process.api.add(document(steps), { organisation, connections })
  await process.event('e1', data)
  await process.settled()
  const [run] = await process.api.runs({ organisation })
  const inputs = (step: string) => world.calls.filter((call) => call.step === step).map(({ input }) => input as Json)
  return { world, process, run: run as Ran['run'], inputs }
}

const refusing =
  (code: 'operationFailed' | 'inputInvalid' | 'requestTimeout', details = {}) =>
  () => {
    throw errors[code]('The service said no.', details)
  }

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
    let now = 0
    let peak = 0
    const invoke = async () => {
      peak = Math.max(peak, ++now)
      await new Promise((resolve) => setTimeout(resolve, 10))
      now--
      return {}
    }
    const process = await world.start({ script: { invoke }, ...(runsAtOnce === undefined ? {} : { runsAtOnce }) })
    await process.api.add(document([find]), { organisation, connections })
    for (let event = 0; event < 20; event++) await process.event(`e${event}`, { sku: 'a' })
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
