import { expect, it } from 'vitest'
import { exampleOf } from '../../src/describe/example-of.ts'
import { fieldTable } from '../../src/describe/fields.ts'
import { validateBySchema } from '../../src/invoke/index.ts'
import type { Dict, Schema } from '../../src/model/index.ts'

const tree: Dict<Schema> = {
  Tree: {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/schemas/Tree' } } },
  },
  Person: { type: 'object', properties: { boss: { $ref: '#/schemas/Person' }, name: { const: 'Ada' } } },
  Endless: { type: 'object', required: ['next'], properties: { next: { $ref: '#/schemas/Endless' } } },
  Itself: { $ref: '#/schemas/Itself' },
}

it.each<[Schema, unknown]>([
  [{ type: 'string', examples: ['A-1', 'B-2'] }, 'A-1'],
  [{ type: 'string', examples: [7, 'B-2'] }, 'B-2'],
  [{ type: 'integer', default: 20, minimum: 1 }, 20],
  [{ type: 'integer', default: 0, minimum: 5 }, 5],
  [{ type: 'integer', exclusiveMinimum: 5 }, 6],
  [{ type: 'integer', maximum: -3 }, -3],
  [{ type: 'number', multipleOf: 0.25, minimum: 1.1 }, 1.25],
  [{ type: 'string', minLength: 6 }, 'textte'],
  [{ type: 'string', maxLength: 2 }, 'te'],
  [{ type: 'string', pattern: '^[A-Z]{3}-\\d{2,4}$' }, 'AAA-00'],
  [{ type: 'string', pattern: '^(?:north|south)\\.example\\.com$' }, 'north.example.com'],
  [{ type: ['null', 'string'], format: 'date' }, '2026-01-31'],
  [{ type: 'null' }, null],
  [{ type: 'array', items: { type: 'boolean' }, minItems: 2 }, [true, true]],
  [{ anyOf: [{ type: 'null' }, { type: 'object', properties: { a: { const: 1 } } }] }, { a: 1 }],
  [
    {
      allOf: [
        { type: 'object', required: ['a'], properties: { a: { const: 1 } } },
        { properties: { b: { enum: ['x'] } } },
      ],
    },
    { a: 1, b: 'x' },
  ],
  [
    {
      type: 'object',
      properties: { kind: { const: 'a' } },
      oneOf: [
        { required: ['x'], properties: { x: { const: 1 } } },
        { required: ['y'], properties: { y: { const: 2 } } },
      ],
    },
    { kind: 'a', x: 1 },
  ],
  [
    {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'string' }, odd: { type: 'string', pattern: '(?=x)y' } },
    },
    { id: 'text' },
  ],
  [{ $ref: '#/schemas/Tree' }, { name: 'text', children: [] }],
  [{ $ref: '#/schemas/Person' }, { name: 'Ada' }],
])('finds for %j a value that it allows', (schema, value) => {
  const example = exampleOf(schema, tree)
  expect(example).toEqual(value)
  expect(validateBySchema(schema, tree, example ?? null)).toEqual([])
  expect(exampleOf(schema, tree)).toEqual(example)
})

it.each<Schema>([
  false,
  { $ref: '#/schemas/Endless' },
  { type: 'string', pattern: '^(?!a)b(?<=c)$' },
  { type: 'object', required: ['a'], properties: { a: false } },
  { type: 'string', format: 'uuid', maxLength: 3 },
])('gives none rather than a wrong one for %j', (schema) => {
  expect(exampleOf(schema, tree)).toBeUndefined()
})

it('ends on schemas that hold themselves, and says so', () => {
  expect(fieldTable({ $ref: '#/schemas/Tree' }, tree)).toContain('| `children` | list: the same again | no |')
  expect(fieldTable({ $ref: '#/schemas/Itself' }, tree)).toBe('The whole is: anything.')
  expect(exampleOf({ $ref: '#/schemas/Itself' }, tree)).toBeUndefined()
})

it('stays short for a schema with ten thousand fields', () => {
  const properties = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`f${index}`, { type: 'string' }]))
  const started = process.cpuUsage()
  const text = fieldTable({ type: 'object', properties }, {})
  expect(text.split('\n').length).toBeLessThan(500)
  expect(text).toContain('fields more')
  expect(exampleOf({ type: 'object', properties }, {})).toEqual({})
  // Of the processor, so that what else runs does not count.
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(5000)
})
