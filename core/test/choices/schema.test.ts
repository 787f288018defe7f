import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type ConnectionId, isJsonObject, type Kernel, sqlite } from '../../src/index.ts'
import { type Host, openHost } from '../kernel/host.ts'
import { connectWorkshop, declared, dropWorkshop, startWorkshop, type Workshop } from './workshop.ts'

interface Setting extends AsyncDisposable {
  readonly host: Host
  readonly workshop: Workshop
  readonly kernel: Kernel
  readonly connection: ConnectionId
  describe(input?: { [name: string]: never }): ReturnType<Kernel['catalogue']['schema']>
}

const repair = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  required: ['fields'],
  properties: { fields: { $ref: '#/definitions/Fields' } },
  definitions: {
    Fields: {
      type: 'object',
      required: ['hours'],
      properties: { hours: { type: 'number', minimum: 0 }, note: { type: 'string' } },
    },
  },
}

async function open(edit?: (text: string) => string): Promise<Setting> {
  const workshop = await startWorkshop()
  const host = await openHost()
  await dropWorkshop(host.plugins, edit)
  const kernel = await host.start({ connectTo: { [declared]: workshop.origin } })
  const connection = await connectWorkshop(kernel)
  Object.assign(workshop.forms, { repair })
  return {
    host,
    workshop,
    kernel,
    connection,
    describe: (input = { formId: 'repair' as never }) =>
      kernel.catalogue.schema({ organisation: 'pune', operation: 'workshop.submit', connection, input }),
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]()
      await workshop[Symbol.asyncDispose]()
    },
  }
}

describe('the described schema of an operation', () => {
  it('has what the connector declares and what the service says, standing alone', async () => {
    await using setting = await open()
    const { input, output, digest } = await setting.describe()
    expect(isJsonObject(input) && input.allOf).toEqual([
      expect.objectContaining({ required: ['formId'] }),
      { type: 'object', required: ['fields'], properties: { fields: repair.definitions.Fields } },
    ])
    expect(output).toMatchObject({ type: 'object', properties: { id: { type: 'string' } } })
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect((await setting.describe()).digest).toBe(digest)
    expect(setting.workshop.seen).toEqual(['GET /forms/repair pune'])
  })

  it('is what the service says alone, where the connector says nothing', async () => {
    const bare = /input:\n {6}required: \[formId\]\n {6}properties:\n( {8}.*\n)+/
    await using setting = await open((text) =>
      text
        .replace(bare, 'input: { type: object, title: Form }\n')
        .replace(/ {4}options:\n( {6}.*\n)+/, '')
        .replace("{ form: '{input.formId}' }", '{ form: repair }'),
    )
    expect((await setting.describe()).input).toEqual({
      type: 'object',
      title: 'Form',
      required: ['fields'],
      properties: { fields: repair.definitions.Fields },
    })
  })

  it('may be that of a part, each element of a list too', async () => {
    await using setting = await open((text) => text.replace('at: /schema', 'at: /schema, field: /rows/*'))
    const { said } = await setting.describe()
    expect(said.input).toEqual({
      properties: {
        rows: { items: { type: 'object', required: ['fields'], properties: { fields: repair.definitions.Fields } } },
      },
    })
  })

  it('says what has to be filled in first', async () => {
    await using setting = await open()
    await expect(setting.describe({})).rejects.toMatchObject({ code: 'input-invalid', hint: 'Fill in /formId first.' })
  })

  const deep = (levels: number): object => (levels === 0 ? {} : { properties: { a: deep(levels - 1) } })
  const doubled = (levels: number) => ({
    $ref: '#/$defs/d0',
    $defs: Object.fromEntries(
      Array.from({ length: levels }, (_, level) => [
        `d${level}`,
        level === levels - 1 ? {} : { allOf: [{ $ref: `#/$defs/d${level + 1}` }, { $ref: `#/$defs/d${level + 1}` }] },
      ]),
    ),
  })
  it.each([
    ['that refers over the network', { $ref: 'https://evil.example/schema.json' }, /nothing is fetched/],
    ['that refers to a file', { properties: { a: { $ref: 'file:///etc/passwd' } } }, /nothing is fetched/],
    ['that refers to nothing', { $ref: '#/$defs/Missing' }, /has nothing/],
    ['that refers to itself', { properties: { a: { $ref: '#' } } }, /refers to itself/],
    [
      'that refers in a circle',
      { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } },
      /refers to itself/,
    ],
    ['that doubles with each reference', doubled(40), /parts/],
    [
      'that grows with each reference',
      {
        $defs: { long: { enum: Array.from({ length: 20_000 }, (_, index) => `v${index}`) } },
        properties: Object.fromEntries(
          Array.from({ length: 20 }, (_, index) => [`p${index}`, { $ref: '#/$defs/long' }]),
        ),
      },
      /1 MiB/,
    ],
    ['that is too deep', deep(40), /deep/],
    ['that is too large', { description: 'a'.repeat(300 * 1024) }, /256 KiB/],
    ['with a pattern that takes forever', { properties: { a: { pattern: '^(a+)+$' } } }, /too long/],
    ['with a pattern for names that does', { patternProperties: { '(a|a)*$': true } }, /too long/],
    ['with a dynamic reference', { $dynamicRef: '#x' }, /\$dynamicRef/],
    ['with wrong keywords', { type: 'strng' }, /not valid/],
    ['that is none', 'object', /no JSON Schema/],
    ['that has none within', { properties: { a: 7 } }, /no JSON Schema/],
    ['of something else than an object', { type: 'string' }, /not one of an object/],
  ])('is refused %s', async (_name, form, message) => {
    await using setting = await open()
    setting.workshop.forms.repair = form
    const failing = setting.describe()
    await expect(failing).rejects.toMatchObject({ code: 'schema-refused' })
    await expect(failing).rejects.toThrow(message)
  })

  it('leaves out what says nothing here', async () => {
    await using setting = await open()
    setting.workshop.forms.repair = {
      $id: 'jackfield:connector',
      properties: {
        a: { type: 'string', pattern: '^[a-z]{2}-\\d+$', 'x-order': 1, 'x-more': { $id: 'x' }, strange: { $id: 'y' } },
      },
    }
    const { input } = await setting.describe()
    expect(isJsonObject(input) && (input.allOf as unknown[])[1]).toEqual({
      properties: { a: { type: 'string', pattern: '^[a-z]{2}-\\d+$', 'x-order': 1 } },
    })
  })
})

describe('a step that was made with a described schema', () => {
  const dependent = { organisation: 'pune', id: 'host-flow', edition: '1' }
  const usage = { step: 'send', operation: 'workshop.submit', supplies: [], reads: [] }
  const invoke = (kernel: Kernel, connection: ConnectionId, input: object, step = 'send') =>
    kernel.invoke('workshop.submit', { connection, dependent: 'host-flow', step, input: input as never })

  it('is checked by it when it is called, also after a restart; others are not', async () => {
    await using setting = await open()
    const { digest } = await setting.describe()
    await setting.kernel.usages.put(dependent, [{ ...usage, resolvedSchema: digest }], { complete: true })
    const wrong = { formId: 'repair', fields: { hours: -1 } }
    await expect(invoke(setting.kernel, setting.connection, wrong)).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining('/fields/hours'),
    })
    await expect(invoke(setting.kernel, setting.connection, { formId: 'repair' })).rejects.toMatchObject({
      code: 'input-invalid',
    })
    expect((await invoke(setting.kernel, setting.connection, wrong, 'other')).output).toMatchObject({ id: '1' })
    expect(
      (await invoke(setting.kernel, setting.connection, { formId: 'repair', fields: { hours: 2 } })).output,
    ).toMatchObject({ id: '1' })
    const posts = setting.workshop.seen.filter((line) => line.startsWith('POST'))
    expect(posts).toHaveLength(2)
    await setting.kernel[Symbol.asyncDispose]()
    const again = await setting.host.start({ connectTo: { [declared]: setting.workshop.origin } })
    await expect(invoke(again, setting.connection, wrong)).rejects.toMatchObject({ code: 'input-invalid' })
  })

  it('keeps it for as long as any step names it', async () => {
    await using setting = await open()
    const { digest } = await setting.describe()
    const { usages } = setting.kernel
    const kept = async (): Promise<readonly string[]> => {
      await using store = await sqlite(join(setting.host.dir, 'state.db')).open()
      return (await store.tables.records.list('kernel/described-schemas')).map(({ id }) => id)
    }
    await usages.put(dependent, [{ ...usage, resolvedSchema: digest }], { complete: true })
    await usages.put({ ...dependent, id: 'other' }, [{ ...usage, resolvedSchema: digest }], { complete: true })
    await usages.put({ ...dependent, edition: '2' }, [usage], { complete: true })
    expect(await kept()).toEqual([digest])
    await usages.put({ ...dependent, id: 'other', edition: '2' }, [{ ...usage, resolvedSchema: digest }], {
      complete: true,
    })
    expect(await kept()).toEqual([digest])
    await usages.remove({ organisation: 'pune', id: 'other' })
    expect(await kept()).toEqual([])
  })

  it('names one that was asked for', async () => {
    await using setting = await open()
    const unknown = [{ ...usage, resolvedSchema: 'sha256:none' }]
    await expect(setting.kernel.usages.put(dependent, unknown, { complete: true })).rejects.toMatchObject({
      code: 'dependent-invalid',
    })
  })
})
