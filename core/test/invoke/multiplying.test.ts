import { describe, expect, test } from 'vitest'
import { createValidators, validateBySchema } from '../../src/invoke/index.ts'
import type { Json } from '../../src/model/index.ts'
import { action, connectorOf } from './bound.ts'

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
