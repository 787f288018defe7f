import { describe, expect, it } from 'vitest'
import { inferSchema, readSample } from '../../src/infer/index.ts'
import { validateBySchema } from '../../src/invoke/index.ts'
import { type Json, parseJson } from '../../src/model/index.ts'

const inferred = (...samples: Json[]) => JSON.parse(JSON.stringify(inferSchema(samples)))

describe('a schema is inferred', () => {
  it.each<[string, Json, unknown]>([
    ['text', 'a', { type: 'string' }],
    ['a whole number', 7, { type: 'integer' }],
    ['a number', 7.5, { type: 'number' }],
    ['a number too large to be whole', 1e21, { type: 'number' }],
    ['yes or no', false, { type: 'boolean' }],
    ['null, of which nothing is known', null, {}],
    ['an empty list', [], { type: 'array' }],
    ['an empty object', {}, { type: 'object' }],
    ['whole and broken numbers', [1, 2.5], { type: 'array', items: { type: 'number' } }],
    ['what may be null', [null, 'a'], { type: 'array', items: { type: ['string', 'null'] } }],
    ['only nulls in a list', [null], { type: 'array', items: {} }],
    [
      'a mixed list',
      [1, 'a', { b: 1 }],
      { type: 'array', items: { type: ['integer', 'string', 'object'], properties: { b: { type: 'integer' } } } },
    ],
    [
      'lists of lists, some of them empty',
      [[], [1], []],
      { type: 'array', items: { type: 'array', items: { type: 'integer' } } },
    ],
    ['no choices', ['open', 'open', 'closed'], { type: 'array', items: { type: 'string' } }],
    [
      'one object: nothing is known to be required',
      { a: 1 },
      { type: 'object', properties: { a: { type: 'integer' } } },
    ],
    [
      'several objects: what each has is required',
      [{ a: 1, b: 'x' }, { a: null }],
      {
        type: 'array',
        items: {
          type: 'object',
          required: ['a'],
          properties: { a: { type: ['integer', 'null'] }, b: { type: 'string' } },
        },
      },
    ],
    [
      'objects in objects of a list',
      [{ in: { x: 1 } }, { in: { x: 2, y: 3 } }, {}],
      {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            in: { type: 'object', required: ['x'], properties: { x: { type: 'integer' }, y: { type: 'integer' } } },
          },
        },
      },
    ],
    [
      'a table by ids',
      { 17: { n: 1 }, 42: { n: 2, m: 'x' } },
      {
        type: 'object',
        additionalProperties: {
          type: 'object',
          required: ['n'],
          properties: { n: { type: 'integer' }, m: { type: 'string' } },
        },
      },
    ],
  ])('from %s', (_what, sample, schema) => {
    expect(inferred(sample)).toEqual(schema)
    expect(validateBySchema(inferSchema([sample]), {}, sample)).toEqual([])
  })

  it.each<[string | null, readonly string[]]>([
    ['date-time', ['2026-11-23T18:30:00Z', '2026-11-23T18:30:00.123+01:00']],
    ['date', ['2026-11-23', '2024-02-29']],
    ['email', ['name@example.com', 'a.b+c@d.example']],
    ['uri', ['https://example.com/a?b=c', 'http://a.example']],
    ['uuid', ['123e4567-e89b-42d3-a456-426614174000']],
    [null, ['2026-02-31']],
    [null, ['2026-11-23T25:00:00Z']],
    [null, ['2026-11-23T18:30:00']],
    [null, ['2026-11-23', '2026-11-23T18:30:00Z']],
    [null, ['name@example.com', '']],
    [null, ['name@example']],
    [null, ['see https://example.com']],
    [null, ['https://']],
    [null, ['20261123']],
    [null, ['ftp:a']],
  ])('with the format %s from %j', (format, texts) => {
    const schema = { type: 'string', ...(format !== null && { format }) }
    expect(inferred([...texts])).toEqual({ type: 'array', items: schema })
    expect(validateBySchema(inferSchema([[...texts]]), {}, [...texts])).toEqual([])
  })

  it('from several samples together', () => {
    expect(inferred({ a: 1 }, { a: 'x', b: true })).toEqual({
      type: 'object',
      required: ['a'],
      properties: { a: { type: ['integer', 'string'] }, b: { type: 'boolean' } },
    })
  })

  it('from a sample with names that objects have of themselves', () => {
    const sample = parseJson('[{"__proto__":{"x":1},"constructor":2},{"__proto__":{},"constructor":3,"toString":4}]')
    const schema = inferSchema([sample])
    expect(JSON.stringify(schema)).toContain('"__proto__":{"type":"object"')
    expect(JSON.stringify(schema)).toContain('"required":["__proto__","constructor"]')
    expect(({} as { x?: number }).x).toBeUndefined()
  })

  it('from a big sample in a moment, and from a deep one without an end of the stack', () => {
    const rows = Array.from({ length: 100_000 }, (_, id) => ({
      id,
      name: `n${id}`,
      at: '2026-11-23',
      tags: ['a', 'b'],
    }))
    const started = performance.now()
    expect(inferred(rows).items.required).toEqual(['id', 'name', 'at', 'tags'])
    expect(performance.now() - started).toBeLessThan(5000)
    let deep: Json = 1
    for (let level = 0; level < 500; level++) deep = [deep]
    expect(JSON.stringify(inferSchema([deep])).length).toBeLessThan(5000)
  })
})

describe('a sample is read', () => {
  it('with a byte order mark and space around it', () => {
    expect(readSample('\uFEFF\n {"a":1}\n', 'it')).toEqual({ a: 1 })
  })

  it.each([
    ['', 'it is empty.', 'Give the JSON'],
    ['<!doctype html><p>Sign in', 'it is HTML or XML, not JSON.', 'credentials are missing'],
    ['HTTP/1.1 200 OK\r\n\r\n{}', 'it begins with headers.', 'curl without -i'],
    ['{"a": 1,}', 'it, line 1, column 9: It is not JSON', 'remove the comma'],
    ["{\n  'secret-value': 1}", 'it, line 2, column 3: It is not JSON', 'double quotes'],
    ['[1, 2', 'it, line 1, column 6: It is not JSON', 'is it whole?'],
  ])('and refused where it is %j', (text, message, hint) => {
    const refuse = (): unknown => readSample(text, 'it')
    expect(refuse).toThrow(
      expect.objectContaining({
        code: 'argument-invalid',
        message: expect.stringContaining(message),
        hint: expect.stringContaining(hint),
      }),
    )
    expect(refuse).not.toThrow(/secret-value/)
  })
})
