import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/model/index.ts'
import { objectOf } from '../diff/models.ts'
import { computed, copy, literal, of, statusOf, text } from './supplying.ts'

const input = (a: JsonObject): JsonObject => objectOf({ a })
const integer = { type: 'integer' }
const given = (value: unknown) => of(literal(value as never))

describe('a literal against a format that validation does not know', () => {
  it.each([
    ['int32', integer, 3_000_000_000, 'broken'],
    ['int32', integer, 2_147_483_647, 'safe'],
    ['int64', integer, 3_000_000_000, 'safe'],
    ['uint8', integer, -1, 'broken'],
    ['ipv4', text, '1.2.3', 'broken'],
    ['ipv4', text, '1.2.3.4', 'safe'],
    ['ipv6', text, '::1', 'safe'],
    ['hostname', text, 'a b', 'broken'],
    ['hostname', text, 'a.example.com', 'safe'],
    ['byte', text, '%%', 'broken'],
    ['byte', text, 'YWI=', 'safe'],
    ['byte', text, 'YWI', 'risky'],
    ['sku', text, 'x', 'risky'],
    ['date', text, 'x', 'broken'],
    ['date', text, '2026-11-23', 'safe'],
  ] as const)('%s, where the step supplies %s %j, is %s', (format, schema, value, status) => {
    expect(statusOf(input(schema), input({ ...schema, format }), given(value))).toBe(status)
  })

  it('is nothing new where the format was there, whatever else changes', () => {
    const before = { type: 'string', format: 'sku' }
    expect(statusOf(input(before), input({ ...before, maxLength: 9 }), given('x'))).toBe('safe')
    expect(statusOf(input(before), input({ ...before, format: 'sku-2', maxLength: 9 }), given('x'))).toBe('risky')
    expect(statusOf(input({ ...integer, format: 'int32' }), input({ ...integer, format: 'int8' }), given(200))).toBe(
      'broken',
    )
  })

  it('is met inside what is supplied, and in the alternative that it is of', () => {
    const lines = (format: JsonObject): JsonObject =>
      input({ type: 'array', items: objectOf({ ip: { ...text, ...format } }) })
    expect(statusOf(lines({}), lines({ format: 'ipv4' }), given([{ ip: '1.2.3.4' }, { ip: 'x' }]))).toBe('broken')
    expect(statusOf(lines({}), lines({ format: 'sku' }), given([{ ip: 'x' }]))).toBe('risky')
    expect(statusOf(lines({}), lines({ format: 'sku' }), given([{}]))).toBe('safe')
    const alternatives = (format: JsonObject): JsonObject =>
      input({
        anyOf: [
          objectOf({ kind: { const: 'a' }, of: { ...text, ...format } }, 'kind'),
          objectOf({ kind: { const: 'b' }, of: text }, 'kind'),
        ],
      })
    expect(statusOf(alternatives({}), alternatives({ format: 'sku' }), given({ kind: 'a', of: 'x' }))).toBe('risky')
    expect(statusOf(alternatives({}), alternatives({ format: 'sku' }), given({ kind: 'b', of: 'x' }))).toBe('safe')
  })

  it('is as for each value that a copy, or what is computed, may have', () => {
    expect(statusOf(input({}), input({ format: 'sku' }), of(copy('state')))).toBe('risky')
    expect(statusOf(input(text), input({ ...text, format: 'hostname' }), of(copy('state')))).toBe('safe')
    expect(statusOf(input(text), input({ ...text, format: 'ipv4' }), of(computed))).toBe('risky')
  })
})

describe('a literal against a keyword that validation does not know', () => {
  it.each([
    ['contentMediaType', { contentMediaType: 'application/json' }, text, 'x', 'risky'],
    ['one of texts, for a number', { contentMediaType: 'application/json' }, {}, 1, 'safe'],
    ['one of somebody', { divisibleBy: 2 }, integer, 2, 'risky'],
    ['one that is known', { not: { const: 'y' } }, text, 'x', 'safe'],
    ['a format inside one that is known', { if: { minLength: 9 }, else: { format: 'sku' } }, text, 'x', 'risky'],
  ] as const)('%s: %j of %j', (_, said, schema, value, status) => {
    expect(statusOf(input(schema), input({ ...schema, ...said }), given(value))).toBe(status)
  })
})
