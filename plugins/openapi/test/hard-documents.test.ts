import { validateConnector } from '@jackfield/core/testing'
import { describe, expect, it } from 'vitest'
import { answering, document, read } from './read-text.ts'

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
