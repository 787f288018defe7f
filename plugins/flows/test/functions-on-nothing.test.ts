import type { Json } from '@jackfield/core'
import { describe, expect, it } from 'vitest'
import { defaultLimits, evaluate, functionNames } from '../src/expression/index.ts'
import { follow } from '../src/usage/follow.ts'
import { signatures } from '../src/usage/signatures.ts'

/** Arguments that each function goes well with. */
const samples: Readonly<Record<string, readonly string[]>> = {
  sum: ['[1, 2]'],
  count: ['[1, 2]'],
  max: ['[1, 2]'],
  min: ['[1, 2]'],
  average: ['[1, 2]'],
  string: ['7', 'true'],
  substring: ['"abc"', '1', '1'],
  substringBefore: ['"a-b"', '"-"'],
  substringAfter: ['"a-b"', '"-"'],
  lowercase: ['"A"'],
  uppercase: ['"a"'],
  length: ['"abc"'],
  trim: ['" a "'],
  pad: ['"a"', '3', '"-"'],
  match: ['"abc"', '/b/', '1'],
  contains: ['"abc"', '"b"'],
  replace: ['"abc"', '"b"', '"x"', '1'],
  split: ['"a-b"', '"-"', '2'],
  join: ['["a", "b"]', '"-"'],
  formatNumber: ['7', '"0.0"', '{"minus-sign": "-"}'],
  formatBase: ['7', '2'],
  formatInteger: ['7', '"w"'],
  parseInteger: ['"7"', '"0"'],
  number: ['"7"'],
  floor: ['1.5'],
  ceil: ['1.5'],
  round: ['1.55', '1'],
  abs: ['-1'],
  sqrt: ['4'],
  power: ['2', '3'],
  random: [],
  boolean: ['"a"'],
  not: ['true'],
  exists: ['"a"'],
  keys: ['{"a": 1}'],
  spread: ['{"a": 1}'],
  sift: ['{"a": 1}', 'function($v){ $v = 1 }'],
  lookup: ['{"a": 1}', '"a"'],
  each: ['{"a": 1}', 'function($v){ $v }'],
  clone: ['{"a": 1}'],
  error: [],
  assert: ['true', '"no"'],
  type: ['"a"'],
  base64encode: ['"a"'],
  base64decode: ['"YQ=="'],
  encodeUrlComponent: ['"a b"'],
  encodeUrl: ['"a b"'],
  decodeUrlComponent: ['"a%20b"'],
  decodeUrl: ['"a%20b"'],
  toMillis: ['"2026-01-31T09:30:00Z"'],
  fromMillis: ['0', '"[Y]"', '"+0000"'],
  now: [],
  millis: [],
  map: ['[1, 2]', 'function($v){ $v }'],
  filter: ['[1, 2]', 'function($v){ $v = 1 }'],
  single: ['[1, 2]', 'function($v){ $v = 1 }'],
  reduce: ['[1, 2]', 'function($a, $b){ $a + $b }'],
  append: ['[1]', '2'],
  zip: ['[1]', '[2]'],
  merge: ['[{"a": 1}]'],
  reverse: ['[1, 2]'],
  shuffle: ['[1, 2]'],
  sort: ['[2, 1]'],
  distinct: ['[1, 1]'],
}

/** Of those that call others or rearrange what they are given, on nothing. */
const others: Readonly<Record<string, Json | 'nothing' | 'fails'>> = {
  map: 'nothing',
  filter: 'nothing',
  single: 'nothing',
  reduce: 'nothing',
  append: 2,
  zip: [],
  merge: 'nothing',
  reverse: 'nothing',
  shuffle: 'nothing',
  sort: 'nothing',
  distinct: 'nothing',
}

async function given(text: string): Promise<Json | 'nothing' | 'fails'> {
  return evaluate(
    text,
    { trigger: {}, steps: {} },
    { moment: { now: 0, random: 0.5 }, limits: { ...defaultLimits, time: 20_000 } },
  ).then(
    (value) => value ?? 'nothing',
    () => 'fails' as const,
  )
}

const call = (name: string, args: readonly string[]): string => `$${name}(${args.join(', ')})`
const without = (args: readonly string[], index: number): string[] =>
  args.map((arg, at) => (at === index ? 'trigger.nothing' : arg))

describe('a function of JSONata', () => {
  it('is known, each of them', () => {
    expect(Object.keys(samples).sort()).toEqual([...functionNames].sort())
    expect([...Object.keys(signatures), ...Object.keys(others)].sort()).toEqual([...functionNames].sort())
  })

  it.each(Object.entries(samples))('$%s gives what is said of it', async (name, args) => {
    const value = await given(call(name, args))
    const { gives, result } = signatures[name] ?? {}
    if (name === 'error') return expect(value).toBe('fails')
    if (gives === 'nothing') return expect(value).toBe('nothing')
    expect(['nothing', 'fails']).not.toContain(value)
    const type = Array.isArray(value) ? 'array' : typeof value
    if (result !== undefined)
      expect([type, Number.isInteger(value) ? 'integer' : type]).toContain(result.replace('[]', ''))
  })

  it.each(Object.entries(samples).filter(([, args]) => args.length > 0))('$%s on nothing', async (name, args) => {
    const value = await given(call(name, without(args, 0)))
    const signature = signatures[name]
    if (signature === undefined) return expect(value).toEqual(others[name])
    if (signature.parameters[0]?.throws === true) return expect(value).toBe('fails')
    if (signature.ofNothing) expect(['nothing', 'fails']).not.toContain(value)
    else expect(value).toBe('nothing')
  })

  const left = Object.entries(samples).flatMap(([name, args]) =>
    args.flatMap((_, index) => (signatures[name]?.parameters[index]?.throws === false ? [[name, index] as const] : [])),
  )
  it.each(left)('$%s does without its argument %i', async (name, index) => {
    // Functions are never nothing: they are written where they are called, or the expression can't be read.
    if (['error', 'each', 'sift'].includes(name)) return
    expect(await given(call(name, without(samples[name] ?? [], index)))).not.toBe('fails')
  })

  const needed = Object.entries(samples).flatMap(([name, args]) =>
    args.flatMap((_, index) => (signatures[name]?.parameters[index]?.throws === true ? [[name, index] as const] : [])),
  )
  it.each(needed)('$%s fails where its argument %i is nothing, and is read so', async (name, index) => {
    const text = call(name, without(samples[name] ?? [], index))
    expect(await given(text)).toBe('fails')
    const root = { kind: 'object', fields: new Map([['trigger', placed]]) } as const
    const { recorder } = follow(text, { root, as: 'value' })
    expect(recorder.reads).toMatchObject([{ path: ['nothing'], ifAbsent: 'throws' }])
  })
})

const placed = { kind: 'places', places: [{ step: 'trigger', path: [], assured: [] }] } as const
