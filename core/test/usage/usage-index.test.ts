import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JackfieldError } from '../../src/errors/index.ts'
import { revisionId, type Usage } from '../../src/model/index.ts'
import { type Store, sqlite } from '../../src/store/index.ts'
import { createUsageIndex, type UsageIndex } from '../../src/usage/index.ts'
import { item, restock, trigger } from './restock.ts'

let store: Store
let index: UsageIndex
beforeEach(async () => {
  store = await sqlite(':memory:').open()
  index = createUsageIndex({ store })
})
afterEach(() => store[Symbol.asyncDispose]())

const put = (given: Partial<Parameters<UsageIndex['put']>[0]>): Promise<void> =>
  store.transaction('test', (tables) =>
    index.put({ dependent: restock, usages: [trigger, item], complete: true, owner: 'flows', ...given }, tables),
  )

const bind = (dependent: string, operation: string, organisation = 'pune'): Promise<void> =>
  store.tables.bindings.put({ organisation, dependent, operation, scope: 'host', revision: revisionId('one') })

describe('the usage index', () => {
  it('answers a dependent by each connector that it uses, with the usages of all of its steps', async () => {
    await put({})
    for (const connector of ['tracker', 'stock']) {
      const [touched, ...others] = await index.touching('pune', [connector])
      expect(others).toEqual([])
      expect(touched?.dependent).toEqual({ ...restock, owner: 'flows', complete: true })
      expect(touched?.complete).toBe(true)
      expect(touched?.usages).toEqual([trigger, item])
    }
    expect(await index.touching('pune', ['other'])).toEqual([])
  })

  it('takes what was put last', async () => {
    await put({})
    await put({ dependent: { ...restock, edition: '2' }, usages: [trigger], complete: false })
    expect(await index.touching('pune', ['stock'])).toEqual([])
    const [touched] = await index.touching('pune', ['tracker'])
    expect(touched).toMatchObject({ dependent: { edition: '2' }, complete: false, usages: [trigger] })
  })

  it('keeps organisations apart', async () => {
    await put({})
    await put({ dependent: { ...restock, organisation: 'delhi', id: 'other' } })
    await bind('host', 'tracker.getOrder', 'agra')
    expect((await index.touching('pune', ['tracker'])).map(({ dependent }) => dependent.id)).toEqual(['restock'])
    expect(await index.organisationsUsing('tracker')).toEqual(['agra', 'delhi', 'pune'])
    expect(await index.organisationsUsing('stock')).toEqual(['delhi', 'pune'])
    expect(await index.organisationsUsing('track')).toEqual([])
  })

  it('shows what is bound without having told its usages, as incomplete', async () => {
    await bind('host', 'tracker.getOrder')
    await bind('host', 'stock.findItem')
    const [touched] = await index.touching('pune', ['tracker'])
    expect(touched).toMatchObject({ dependent: { id: 'host', kind: 'host' }, usages: [], complete: false })
    expect(touched?.bindings.map((binding) => binding.operation)).toEqual(['tracker.getOrder'])
  })

  it('shows what uses an operation that it is not bound to', async () => {
    await put({})
    await bind('restock', 'stock.findItem')
    const [touched] = await index.touching('pune', ['tracker'])
    expect(touched).toMatchObject({ dependent: { id: 'restock' }, bindings: [] })
  })

  it('joins the transaction of its caller', async () => {
    const undone = store.transaction('test', async (tables) => {
      await index.put({ dependent: restock, usages: [trigger], complete: true, owner: null }, tables)
      expect(await index.touching('pune', ['tracker'], tables)).toHaveLength(1)
      throw new Error('no')
    })
    await expect(undone).rejects.toThrow('no')
    expect(await index.touching('pune', ['tracker'])).toEqual([])
  })

  it('keeps names that every object has as names', async () => {
    const hostile = { ...trigger, step: '__proto__', operation: 'constructor.toString' }
    await put({ usages: [hostile] })
    expect((await index.touching('pune', ['constructor']))[0]?.usages).toEqual([hostile])
  })
})

describe('what is put', () => {
  it.each<[string, unknown, string, RegExp]>([
    ['no array', {}, '/usages', /not an array/],
    ['no object', ['trigger'], '/usages/0', /not an object/],
    ['a missing field', [{ ...trigger, reads: undefined }], '/usages/0/reads', /lacks "reads"/],
    ['a field too many', [{ ...trigger, read: [] }], '/usages/0/read', /no field "read"/],
    [
      'an operation without a dot',
      [{ ...trigger, operation: 'tracker' }],
      '/usages/0/operation',
      /connector\.operation/,
    ],
    ['a connector that is none', [{ ...trigger, operation: 'T.x' }], '/usages/0/operation', /connector\.operation/],
    ['an empty step', [{ ...trigger, step: '' }], '/usages/0/step', /name of 1 to 256/],
    ['a control character', [{ ...trigger, step: 'a\nb' }], '/usages/0/step', /name of 1 to 256/],
    ['the same step twice', [trigger, trigger], '/usages/1/step', /has a usage already/],
    ['an unknown kind of source', [withSupply({ kind: 'magic' })], '/usages/0/supplies/0/from/kind', /is "magic"/],
    ['a source that is none', [withSupply('copy')], '/usages/0/supplies/0/from', /not an object/],
    [
      'a value that is no JSON',
      [withSupply({ kind: 'literal', value: 1n })],
      '/usages/0/supplies/0/from/value',
      /bigint/,
    ],
    [
      'a number that is none',
      [withSupply({ kind: 'literal', value: [Number.NaN] })],
      '/usages/0/supplies/0/from/value/0',
      /NaN/,
    ],
    [
      'a value that holds itself',
      [withSupply({ kind: 'literal', value: cycle() })],
      expect.anything() as never,
      /deeper than 100/,
    ],
    [
      'a copy from nowhere',
      [withSupply({ kind: 'copy', step: 'triger', path: [] })],
      '/usages/0/supplies/0/from/step',
      /no step "triger"/,
    ],
    [
      'a derivation from nowhere',
      [withSupply({ kind: 'derived', reads: [{ step: 'a', path: [] }] })],
      '/usages/0/supplies/0/from/reads/0/step',
      /no step "a"/,
    ],
    [
      'a need from nowhere',
      [withSupply({ kind: 'derived', reads: [], needs: [{ step: 'a', path: [] }] })],
      '/usages/0/supplies/0/from/needs/0/step',
      /no step "a"/,
    ],
    [
      'an option from nowhere',
      [
        withSupply({
          kind: 'either',
          options: [
            { kind: 'literal', value: 1 },
            { kind: 'copy', step: 'a', path: [] },
          ],
        }),
      ],
      '/usages/0/supplies/0/from/options/1/step',
      /no step "a"/,
    ],
    [
      'a sequence from nowhere',
      [withSupply({ kind: 'sequence', of: { kind: 'copy', step: 'a', path: [] } })],
      '/usages/0/supplies/0/from/of/step',
      /no step "a"/,
    ],
    [
      'an option that is none',
      [withSupply({ kind: 'either', options: [{ kind: 'magic' }] })],
      '/usages/0/supplies/0/from/options/0/kind',
      /is "magic"/,
    ],
    ['a source that holds itself', [withSupply(holdingItself())], expect.anything() as never, /nested deeper than 100/],
    [
      'an unknown knowledge',
      [withSupply({ kind: 'copy', step: 'trigger', path: [], known: 'perhaps' })],
      '/usages/0/supplies/0/from/known',
      /is "perhaps"/,
    ],
    ['an unknown consequence', [withRead({ becomes: 'worse' })], '/usages/0/reads/0/becomes', /is "worse"/],
    ['a presence that is none', [withRead({ presence: false })], '/usages/0/reads/0/presence', /is false/],
    ['a read from nowhere', [{ ...item, step: 'other', supplies: [] }], '/usages/0/reads/0/step', /no step "trigger"/],
    ['an unknown use', [withRead({ as: 'guess' })], '/usages/0/reads/0/as', /is "guess"/],
    ['an unknown absence', [withRead({ ifAbsent: 'explodes' })], '/usages/0/reads/0/ifAbsent', /is "explodes"/],
    ['a path of numbers', [withRead({ path: [0] })], '/usages/0/reads/0/path/0', /is 0/],
    ['no place', [withRead({ at: undefined })], '/usages/0/reads/0/at', /lacks "at"/],
    ['line 0', [withRead({ at: { file: 'a', line: 0, pointer: '' } })], '/usages/0/reads/0/at/line', /no line/],
    [
      'no pointer',
      [withRead({ at: { file: 'a', line: 1, pointer: 'x' } })],
      '/usages/0/reads/0/at/pointer',
      /JSON Pointer/,
    ],
  ])('is refused with %s', async (_what, usages, pointer, message) => {
    const error = await refusal({ usages: usages as Usage[] })
    expect(error.problems).toContainEqual(
      expect.objectContaining({ code: 'usage-invalid', pointer, message: expect.stringMatching(message) }),
    )
    expect(await store.tables.dependents.list()).toEqual([])
  })

  it('is refused with every problem at once', async () => {
    const dependent = { ...restock, organisation: '', kind: 'zap', colour: 'red' } as never
    const error = await refusal({ dependent, usages: [{ ...trigger, step: 7 } as never], complete: 'yes' as never })
    expect(error.problems.map((problem) => problem.pointer).sort()).toEqual([
      '/complete',
      '/dependent/colour',
      '/dependent/kind',
      '/dependent/organisation',
      '/usages/0/step',
    ])
    expect(error.message).toContain('The usages of "restock" can\'t be taken. There are 5 problems: ')
  })

  it.each([null, 'restock', undefined, []])('is refused when the dependent is %j', async (dependent) => {
    const error = await refusal({ dependent: dependent as never })
    expect(error.problems[0]?.pointer).toBe('/dependent')
  })
})

function withSupply(from: unknown): unknown {
  return { ...trigger, supplies: [{ path: ['sku'], from, at: null }] }
}

function withRead(read: object): unknown {
  return { ...trigger, reads: [{ step: 'trigger', path: [], as: 'value', ifAbsent: 'throws', at: null, ...read }] }
}

function holdingItself(): object {
  const source: { kind: string; of?: object } = { kind: 'sequence' }
  source.of = source
  return source
}

function cycle(): unknown {
  const value: Record<string, unknown> = {}
  value.self = value
  return value
}

async function refusal(given: Parameters<typeof put>[0]): Promise<JackfieldError> {
  const error = await put(given).then(
    () => undefined,
    (thrown: JackfieldError) => thrown,
  )
  expect(error?.code).toBe('dependent-invalid')
  return error as JackfieldError
}
