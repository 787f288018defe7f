import type { ReadConnector } from '@jackfield/core'
import { validateConnector } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { openapiFormat } from '../src/index.ts'

const format = openapiFormat()

function read(text: string | Uint8Array, name = 'bad.json'): Promise<ReadConnector> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return Promise.resolve(format.read({ name, path: name, kind: 'file', files: [{ path: name, bytes }] }))
}

function document(parts: object): string {
  const info = { title: 'Bad', version: '1' }
  return JSON.stringify({ openapi: '3.0.0', info, servers: [{ url: 'https://api.example.com' }], ...parts })
}

function answering(schema: object, schemas: object = {}): string {
  const response = { description: 'OK', content: { 'application/json': { schema } } }
  return document({
    paths: { '/a': { get: { operationId: 'a', responses: { 200: response } } } },
    components: { schemas },
  })
}

describe('a text that is no document', () => {
  it.each([
    ['{ "openapi": "3.0.0", "paths": {', 'text-syntax'],
    ['openapi: 3.0.0\npaths: {', 'text-syntax'],
    ['{"openapi":"3.0.0","paths":{"/a":{"get":{"operationId":"x', 'text-syntax'],
    [`{"openapi":"3.0.0","x":${'['.repeat(100_000)}`, 'text-nested'],
    [`openapi: 3.0.0\nx: ${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'text-nested'],
    ['a: &a [*a]\nopenapi: 3.0.0', 'text-nested'],
  ])('is told about at its place: %#', async (text, code) => {
    const { connector, problems } = await read(text, text.startsWith('{') ? 'bad.json' : 'bad.yaml')
    expect(connector).toBeUndefined()
    expect(problems).toMatchObject([{ code, line: expect.any(Number), column: expect.any(Number) }])
  })

  it('is refused where its aliases multiply', async () => {
    const levels = Array.from(
      { length: 9 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level}, `.repeat(9)}]`,
    )
    const { problems } = await read(`openapi: 3.0.0\nl0: &l0 [x, x, x]\n${levels.join('\n')}`, 'bomb.yaml')
    expect(problems).toMatchObject([{ code: 'text-nested' }])
  })
})

describe('a pattern', () => {
  const read1 = async (pattern: string) => {
    const { connector, problems } = await read(answering({ type: 'string', pattern }))
    return [connector?.operations.a?.output, problems.map(({ code }) => code)]
  }

  it.each([String.raw`^\w+\Z`, String.raw`\A[a-z]+\z`, '^[[:alnum:]]+$', String.raw`^\x{1F}$`, '(?i)[a-z]('])(
    'of another language is ignored, since it would refuse what is meant: %s',
    async (pattern) => {
      expect(await read1(pattern)).toEqual([{ type: 'string' }, ['pattern-invalid']])
    },
  )

  it.each([String.raw`^[\w-.]+\_$`, String.raw`^\p{Lu}$`, String.raw`^\\Z\-$`])('stays: %s', async (pattern) => {
    expect(await read1(pattern)).toEqual([{ type: 'string', pattern }, []])
  })
})

describe('a large text', () => {
  const many = (count: number, one: (n: number) => string): string =>
    Array.from({ length: count }, (_, n) => one(n)).join(',\n')

  it('is read in linear time, however much of it has to be mended', async () => {
    const twice = `{ "openapi": "3.0.0", "info": { ${many(100_000, (n) => `"a${n % 50_000}": "x\ty"`)}, }, "paths": {} }`
    const started = performance.now()
    const { connector, problems } = await read(twice)
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(connector?.id).toBe('bad')
    expect(problems.length).toBeLessThan(10)
  })

  it('is read in linear time, whatever it refers to', async () => {
    const property = (n: number): string => `"p${n}": { "$ref": "#/components/schemas/S${n % 1_000}" }`
    const schemas = many(
      1_000,
      (n) =>
        `"S${n}": { "allOf": [{ "$ref": "#/components/schemas/S${(n + 1) % 1_000}" }], "properties": { ${many(100, property)} } }`,
    )
    const text = `{ "openapi": "3.0.0", "paths": { "/a": { "get": { "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/S0" } } } } } } } }, "components": { "schemas": { ${schemas} } } }`
    const started = performance.now()
    const { connector } = await read(text)
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(Object.keys(connector?.schemas ?? {})).toHaveLength(1_000)
  })
})

describe('a text in another encoding', () => {
  const text = document({ info: { title: 'Brønnøysund €', version: '1' }, paths: {} })

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ])('is read: %s', async (_name, bytes) => {
    expect(await read(bytes)).toMatchObject({ connector: { title: 'Brønnøysund €' }, problems: [] })
  })

  it('is read with a warning that says where and how', async () => {
    const { connector, problems } = await read(
      Buffer.from(document({ info: { title: 'Brønn', version: '1' }, paths: {} }), 'latin1'),
    )
    expect(connector?.title).toBe('Brønn')
    expect(problems).toMatchObject([{ code: 'text-encoding', severity: 'warning', line: 1, column: 39 }])
  })
})

describe('a document that is made to be hard', () => {
  it('does not follow references for ever', async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, n) => [`S${n}`, { allOf: [{ $ref: `#/components/schemas/S${n + 1}` }] }]),
    )
    const { connector } = await read(
      answering({ $ref: '#/components/schemas/S0' }, { ...chain, S5000: { $ref: '#/components/schemas/S0' } }),
    )
    expect(Object.keys(connector?.schemas ?? {}).length).toBe(5_000)
  })

  it('reads each schema once, however often it is referred to', async () => {
    const schemas = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [
        `S${n}`,
        {
          type: 'object',
          properties: Object.fromEntries(
            Array.from({ length: 30 }, (__, p) => [`p${p}`, { $ref: `#/components/schemas/S${n + 1}` }]),
          ),
        },
      ]),
    )
    const { connector } = await read(
      answering({ $ref: '#/components/schemas/S0' }, { ...schemas, S30: { type: 'string' } }),
    )
    expect(Object.keys(connector?.schemas ?? {})).toHaveLength(31)
  })

  it('reads a schema as far as anybody would nest one', async () => {
    let schema: object = { type: 'string' }
    for (let depth = 0; depth < 2_000; depth++) schema = { type: 'object', properties: { a: schema } }
    const { connector, problems } = await read(answering(schema))
    expect(problems).toMatchObject([{ code: 'schema-nested', severity: 'warning' }])
    expect(validateConnector(connector as NonNullable<typeof connector>, (pointer) => ({ pointer }))).toEqual([])
  })

  it('says which bodies are no forms', async () => {
    const body = (type: string, schema: object): object => ({ required: true, content: { [type]: { schema } } })
    const { connector, problems } = await read(
      document({
        paths: {
          '/a': {
            post: { requestBody: body('multipart/form-data', { type: 'string', format: 'binary' }), responses: {} },
          },
        },
      }),
    )
    expect(problems).toMatchObject([
      {
        code: 'form-undescribed',
        severity: 'warning',
        pointer: '/paths/~1a/post/requestBody/content/multipart~1form-data/schema',
      },
    ])
    expect(Object.values(connector?.operations ?? {}).map(({ unavailable }) => unavailable)).toEqual([undefined])
  })

  it('takes names of prototypes as names', async () => {
    const text = `{
      "openapi": "3.0.0", "info": {}, "servers": [{ "url": "https://api.example.com" }],
      "paths": { "/a": { "post": {
        "operationId": "__proto__",
        "parameters": [{ "name": "__proto__", "in": "query", "schema": { "$ref": "#/components/schemas/__proto__" } }],
        "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/constructor" } } } },
        "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/toString" } } } } }
      } }, "__proto__": { "get": { "operationId": "valueOf", "responses": {} } } },
      "components": {
        "securitySchemes": { "__proto__": { "type": "http", "scheme": "basic" } },
        "schemas": { "__proto__": { "type": "string" }, "constructor": { "type": "object", "properties": { "__proto__": { "type": "integer" } } } }
      }
    }`
    const { connector, problems } = await read(text)
    const [operation] = Object.values(connector?.operations ?? {})
    expect(Object.getPrototypeOf(connector?.operations)).toBeNull()
    expect(operation?.id).toBe('__proto__')
    expect(Object.keys(operation?.input.properties as object)).toEqual(['__proto__', 'body'])
    expect(Object.keys(connector?.schemas ?? {}).sort()).toEqual(['__proto__', 'constructor'])
    expect(Object.keys(connector?.operations ?? {})).toEqual(['__proto__', 'valueOf'])
    expect(problems).toMatchObject([{ code: 'reference-missing' }])
    expect(({} as Record<string, unknown>).type).toBeUndefined()
  })

  it.each(['../../etc/passwd', 'a\u0000b', ' ', 'CON', 'a/b\\c', 'é'.repeat(300)])(
    'takes ids that are paths as text: %j',
    async (operationId) => {
      const { connector } = await read(
        document({ paths: { '/a': { get: { operationId, responses: {} } } } }),
        '.. con.json',
      )
      expect(connector?.id).toMatch(/^[a-z][a-z0-9-]*$/)
      expect(Object.values(connector?.operations ?? {})).toHaveLength(1)
    },
  )

  it.each([null, 1, 'x', [], [null], true, { a: null }].map((odd) => ({ odd })))(
    'survives $odd in every place',
    async ({ odd }) => {
      const keys = [
        'info',
        'servers',
        'paths',
        'components',
        'security',
        'tags',
        'webhooks',
        'definitions',
        'host',
        'schemes',
      ]
      for (const key of keys)
        expect((await read(document({ [key]: odd }))).problems.every(({ code }) => code !== 'format-failed')).toBe(true)
      const operation = [
        'operationId',
        'parameters',
        'requestBody',
        'responses',
        'security',
        'servers',
        'callbacks',
        'summary',
        'description',
        'deprecated',
      ]
      for (const key of operation) {
        const { connector } = await read(document({ paths: { '/a': { post: { responses: {}, [key]: odd } } } }))
        expect(Object.keys(connector?.operations ?? {})).toHaveLength(1)
      }
      const schema = [
        '$ref',
        'type',
        'properties',
        'items',
        'required',
        'enum',
        'allOf',
        'oneOf',
        'additionalProperties',
        'pattern',
        'format',
        'xml',
        'nullable',
        'example',
        'default',
        'title',
        'minLength',
        'minimum',
        'exclusiveMinimum',
        'multipleOf',
        'discriminator',
        'readOnly',
        'patternProperties',
        'dependencies',
      ]
      for (const key of schema) {
        const { connector } = await read(answering({ type: 'object', [key]: odd }))
        expect(
          validateConnector(connector as NonNullable<typeof connector>, (pointer) => ({ pointer })).filter(
            ({ severity }) => severity !== 'warning',
          ),
        ).toEqual([])
      }
    },
  )
})
