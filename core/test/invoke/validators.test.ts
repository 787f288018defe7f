import { describe, expect, test } from 'vitest'
import { createValidators, validateBySchema } from '../../src/invoke/index.ts'
import { dict, type Json, parseJson } from '../../src/model/index.ts'
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

const ref = (name: string) => ({ $ref: `#/schemas/${name}` })

describe('a schema that multiplies', () => {
  const checkOf = (schemas: object, output: object) => {
    const operation = action({}, { output: output as never })
    return createValidators(connectorOf([operation], schemas as never)).output(operation)
  }
  const deep = (depth: number, end: Json): Json => {
    let value = end
    for (let n = 0; n < depth; n++) value = { next: value }
    return value
  }
  const next = (name: string) => ({ type: 'object', properties: { next: ref(name) } })
  const chain = (levelOf: (n: number) => object) =>
    Object.fromEntries([['L0', { type: 'object' }], ...Array.from({ length: 60 }, (_, n) => [`L${n + 1}`, levelOf(n)])])

  test.each<[string, object, string]>([
    ['alternatives of itself', { Node: { anyOf: [next('Node'), next('Node')] } }, 'Node'],
    [
      'exactly one, and another',
      {
        Node: { oneOf: [next('Node'), { $ref: '#/schemas/Leaf' }] },
        Leaf: { allOf: [next('Node'), { required: ['leaf'] }] },
      },
      'Node',
    ],
    ['parts of itself', { Node: { allOf: [next('Node'), next('Node')] } }, 'Node'],
    [
      'by names and patterns',
      { Node: { type: 'object', properties: { next: ref('Node') }, patternProperties: { '^n': ref('Node') } } },
      'Node',
    ],
    ['by way of others', { Node: { anyOf: [ref('A'), ref('B')] }, A: next('Node'), B: next('Node') }, 'Node'],
    ['without a loop, in one place', chain((n) => ({ allOf: [ref(`L${n}`), ref(`L${n}`)] })), 'L60'],
    ['without a loop, in depth', chain((n) => ({ allOf: [next(`L${n}`), next(`L${n}`)] })), 'L60'],
  ])('looks at each place once: %s', (_name, schemas, name) => {
    const check = checkOf(schemas, { type: 'object', properties: { a: ref(name) } })
    expect(check({ a: deep(50, {}) })).toEqual([])
    const problems = check({ a: deep(50, 5) })
    if (name === 'Node') expect(problems.map(({ pointer }) => pointer)).toContain(`/a${'/next'.repeat(50)}`)
    else expect(check({ a: 5 }).map(({ pointer }) => pointer)).toContain('/a')
    // And knows nothing of the value before.
    expect(check({ a: deep(50, {}) })).toEqual([])
  })

  test('says of each place what is wrong there, also where the same value stands in several', () => {
    const Node = {
      allOf: [{ type: 'object', properties: { next: ref('Node'), id: { type: 'string' } } }, next('Node')],
    }
    const shared = { id: 1 }
    const check = checkOf({ Node }, { type: 'array', items: ref('Node') })
    expect(check([shared, { next: shared }]).map(({ pointer }) => pointer)).toEqual(['/0/id', '/1/next/id'])
  })

  test('is told of where it has to know what it looked at, once that is too much', () => {
    const Node = { anyOf: [next('Node'), next('Node')], unevaluatedProperties: false }
    const check = checkOf({ Node }, ref('Node'))
    expect(check(deep(5, {}))).toEqual([])
    expect(check(deep(5, { other: 1 })).map(({ pointer }) => pointer)).toContain(`${'/next'.repeat(5)}/other`)
    expect(check(deep(50, {}))).toMatchObject([{ code: 'schema-unusable' }])
  })

  test('has no effect on those that do not', () => {
    const tree = { type: 'object', properties: { left: ref('Tree'), right: ref('Tree'), id: { type: 'integer' } } }
    const check = checkOf({ Tree: tree }, ref('Tree'))
    expect(check({ left: { right: { id: 'x' } }, right: { id: 1 } }).map(({ pointer }) => pointer)).toEqual([
      '/left/right/id',
    ])
  })
})

test('what is nested deeper than can be checked is said to be, and nothing is thrown', () => {
  let value: Json = {}
  for (let n = 0; n < 100_000; n++) value = { next: value }
  const problems = validateBySchema(
    { $ref: '#/schemas/Order' },
    { Order: { properties: { next: ref('Order') } } },
    value,
  )
  expect(problems).toMatchObject([{ code: 'value-nested', pointer: '' }])
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
