import { expect, test } from 'vitest'
import { createValidators, validateBySchema } from '../../src/invoke/index.ts'
import { dict, parseJson } from '../../src/model/index.ts'
import { action, connectorOf } from './bound.ts'

const order = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string' }, next: { $ref: '#/schemas/Order' } },
}

const pointers = (schema: unknown, value: unknown, schemas = {}) =>
  validateBySchema(schema as never, schemas, value as never).map(({ pointer }) => pointer)

test("references lead to the connector's schemas, also recursive ones", () => {
  const operation = action(
    {},
    { input: { properties: { order: { $ref: '#/schemas/Order' } } }, output: { $ref: '#/schemas/Order' } },
  )
  const validators = createValidators(connectorOf([operation], { Order: order }))
  expect(validators.input(operation)({ order: { id: '1', next: { id: 2 } } })).toMatchObject([
    { pointer: '/order/next/id' },
  ])
  expect(validators.output(operation)({ id: '1', next: { next: { id: '3' } } })).toMatchObject([
    { pointer: '/next/id', code: 'key-missing' },
  ])
  expect(validators.output(operation)({ id: '1' })).toEqual([])
})

test('each schema is compiled once', () => {
  const operation = action({})
  const validators = createValidators(connectorOf([operation]))
  expect(validators.input(operation)).toBe(validators.input(operation))
  expect(validators.output(operation)).not.toBe(validators.input(operation))
})

test('schemas and values without a prototype are fine', () => {
  const schema = parseJson(
    '{"type":"object","required":["a"],"properties":{"a":{"type":"integer"}},"additionalProperties":false}',
  )
  expect(pointers(schema, parseJson('{"a":1}'))).toEqual([])
  expect(pointers(schema, parseJson('{"b":1}')).sort()).toEqual(['/a', '/b'])
})

test('names of JavaScript are names like others', () => {
  const schema = { required: ['constructor', 'toString'], properties: { constructor: { type: 'string' } } }
  expect(pointers(schema, {})).toEqual(['/constructor', '/toString'])
  expect(
    pointers(
      schema,
      dict([
        ['constructor', 'a'],
        ['toString', 'b'],
      ]),
    ),
  ).toEqual([])
  expect(pointers({ additionalProperties: false }, JSON.parse('{"__proto__":1}'))).toEqual(['/__proto__'])
})

test.each([
  ['{"properties":{"__proto__":{"type":"string"}},"additionalProperties":false}', '{"__proto__":1}', '/__proto__'],
  [
    '{"properties":{"__proto__":{"properties":{"__proto__":false}}}}',
    '{"__proto__":{"__proto__":1}}',
    '/__proto__/__proto__',
  ],
  [
    '{"properties":{"__proto__":true},"patternProperties":{"^__proto__$":{"minimum":2}}}',
    '{"__proto__":1}',
    '/__proto__',
  ],
  ['{"properties":{"__proto__":true},"unevaluatedProperties":false}', '{"__proto__":1,"b":1}', '/b'],
  ['{"required":["__proto__"]}', '{}', '/__proto__'],
  ['{"dependentRequired":{"__proto__":["a"]}}', '{"__proto__":1}', '/a'],
  ['{"dependentSchemas":{"__proto__":{"required":["b"]}}}', '{"__proto__":1}', '/b'],
])('a property named __proto__ is one like others: %s', (schema, value, pointer) => {
  for (const read of [JSON.parse, parseJson]) {
    expect(pointers(read(schema), read(value))).toContain(pointer)
    expect(pointers({ $ref: '#/schemas/A' }, read(value), { A: read(schema) })).toContain(pointer)
  }
  expect(pointers(JSON.parse(schema), JSON.parse('{"__proto__":"x","a":1,"b":1}')).includes('/__proto__')).toBe(false)
})

test.each([
  ['2026-11-23', true],
  ['2024-02-29', true],
  ['2000-02-29', true],
  ['1900-02-29', false],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-11-31', false],
  ['2026-1-1', false],
  ['23.11.2026', false],
  ['', false],
])('date %s: %s', (text, valid) => expect(pointers({ format: 'date' }, text)).toEqual(valid ? [] : ['']))

test.each([
  ['2026-11-23T10:00:00Z', true],
  ['2026-11-23t10:00:00z', true],
  ['2026-11-23T10:00:00.123456+05:30', true],
  ['2016-12-31T23:59:60Z', true],
  ['2017-01-01T00:59:60+01:00', true],
  ['2016-12-31T22:59:60Z', false],
  ['2026-11-23T24:00:00Z', false],
  ['2026-11-23T10:60:00Z', false],
  ['2026-11-23T10:00:00', false],
  ['2026-11-23T10:00Z', false],
  ['2026-02-30T10:00:00Z', false],
  ['2026-11-23', false],
  ['2026-11-23T10:00:00+25:00', false],
  ['nowT10:00:00Z', false],
])('date-time %s: %s', (text, valid) => expect(pointers({ format: 'date-time' }, text)).toEqual(valid ? [] : ['']))

test.each([
  ['uuid', '123e4567-e89b-12d3-a456-426614174000', '123'],
  ['email', 'name@example.com', 'name'],
  ['uri', 'https://example.com/a?b', '/relative'],
  ['time', '10:00:00Z', '10:00'],
])('format %s is checked', (format, good, bad) => {
  expect(pointers({ format }, good)).toEqual([])
  expect(pointers({ format }, bad)).toEqual([''])
})

test('formats that we do not know are remarks', () => {
  expect(pointers({ format: 'int32' }, 'x')).toEqual([])
  expect(pointers({ format: 'sku-code' }, 'x')).toEqual([])
})

test.each(['^[\\w\\-]+$', '\\_', '[[:alpha:]]', '^\\p{Foo}$', '(?<n>a)(?<n>b)', '('])(
  'a vendor pattern such as %s does no harm',
  (pattern) => {
    expect(() => pointers({ type: 'string', pattern }, 'abc')).not.toThrow()
  },
)

test('patterns are checked, with and without the flag u', () => {
  expect(pointers({ pattern: '^[\\w\\-]+$' }, 'a-b')).toEqual([])
  expect(pointers({ pattern: '^[\\w\\-]+$' }, 'a b')).toEqual([''])
  expect(pointers({ pattern: '^\\p{Lu}$' }, 'Ü')).toEqual([])
})

test('a schema that can not be used says so, each time, and throws nothing', () => {
  const operation = action({}, { input: { type: 'file' }, output: { $ref: '#/schemas/Nowhere' } })
  const validators = createValidators(connectorOf([operation]))
  expect(validators.input(operation)({})).toMatchObject([{ code: 'schema-unusable' }])
  expect(validators.output(operation)({})).toMatchObject([{ code: 'schema-unusable' }])
})

test('hints say what would be right', () => {
  const schema = {
    properties: { status: { enum: ['planned', 'running'] }, at: { format: 'date-time' } },
    additionalProperties: false,
  }
  const hints = validateBySchema(schema, {}, { status: 'x', at: 'y', staus: 1, zzz: 1 }).map(({ hint }) => hint)
  expect(hints.sort()).toEqual([
    'Did you mean "status"?',
    'Leave it out; known here: "status", "at".',
    'Use "planned", "running".',
    'Write it as 2026-11-23T18:30:00Z.',
  ])
})

test('no value is quoted', () => {
  const schema = {
    properties: { a: { const: 1 }, b: { enum: [2] }, c: { pattern: '^x' }, d: { maxLength: 1 }, e: { type: 'null' } },
  }
  const texts = JSON.stringify(
    validateBySchema(schema, {}, { a: 'q-secret', b: 'q-secret', c: 'q-secret', d: 'q-secret', e: 'q-secret' }),
  )
  expect(texts).not.toContain('q-secret')
})

test('boolean schemas work', () => {
  expect(pointers(true, 1)).toEqual([])
  expect(pointers(false, 1)).toEqual([''])
})

test('whole values are compared also where they have no prototype', () => {
  const items = parseJson('[{"a":[1]},{"a":[1]}]')
  expect(pointers({ uniqueItems: true }, items)).toEqual([''])
  expect(pointers({ uniqueItems: true }, parseJson('[{"a":1},{"a":2}]'))).toEqual([])
  expect(pointers({ items: { const: { a: [1] } } }, items)).toEqual([])
  expect(pointers({ items: { enum: ['x', { a: [1] }] } }, items)).toEqual([])
  const List = { uniqueItems: true }
  expect(pointers({ $ref: '#/schemas/List' }, items, { List })).toEqual([''])
})
