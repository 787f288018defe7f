import { describe, expect, it } from 'vitest'
import { answering, document, read } from './read-text.ts'

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
