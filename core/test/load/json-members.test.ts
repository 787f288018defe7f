import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonMembers } from '../../src/load/index.ts'

const names = ['a', 'info', '__proto__']
const membersOf = (text: string | Uint8Array) => jsonMembers(Buffer.from(text), names)

describe('members of a JSON object', () => {
  it('are parsed by their names, the last of several, and nothing else is', () => {
    const text =
      '\uFEFF {"info": {"a": "}]\\"", "b": [1, {"info": 2}]}, "x": {"a": nul}, "\\u0061": "\u00e9\\n", "info" : -1.5e3 }\n'
    expect([...(membersOf(text) ?? [])]).toEqual([
      ['info', -1500],
      ['a', '\u00e9\n'],
    ])
    expect(membersOf('{}')).toEqual(new Map())
    expect(membersOf('{"__proto__": {"polluted": true}}')?.get('__proto__')).toEqual({ polluted: true })
    expect(({} as Record<string, unknown>).polluted).toBe(undefined)
  })

  it.each([
    ['nothing', ''],
    ['another value', '["a"]'],
    ['a text that breaks off', '{"a": 1, "b": {"c": 2}'],
    ['a string that breaks off', '{"a": "1'],
    ['more than one value', '{"a": 1} {"a": 2}'],
    ['comments', '{"a": 1 /* one */}'],
    ['names without quotes', '{a: 1}'],
    ['single quotes', "{'a': 1}"],
    ['a member that is no JSON', '{"a": 01}'],
    ['a member with a trailing comma', '{"a": [1,]}'],
    ['a member without a value', '{"a"}'],
  ])('are not told of %s', (_name, text) => {
    expect(membersOf(text)).toBe(null)
  })

  it('are not told of what is not UTF-8', () => {
    expect(membersOf(Buffer.concat([Buffer.from('{"a": "'), Buffer.from([0xff]), Buffer.from('"}')]))).toBe(null)
  })

  const value = fc.jsonValue({ depthSize: 'medium', noUnicodeString: false })
  const name = fc.oneof(fc.constantFrom(...names.slice(0, 2)), fc.string())
  const root = fc.dictionary(name, value, { noNullPrototype: true })

  it('are what parsing the whole says, however it is written', () => {
    const holds = fc.property(root, fc.constantFrom(undefined, 1, '\t'), (written, space) => {
      const whole = Object.entries(JSON.parse(JSON.stringify(written)))
      const members = membersOf(JSON.stringify(written, undefined, space))
      expect(new Map(members)).toEqual(new Map(whole.filter(([key]) => names.includes(key))))
    })
    fc.assert(holds, { numRuns: 200, seed: 19 })
  })

  it('are never told wrongly of a text that parses, whatever was done to it', () => {
    const edit = fc.tuple(fc.nat(400), fc.constantFrom('', '"', '\\', '{', '}', '[', ']', ',', ':', ' ', 'a', '1', '/'))
    const holds = fc.property(root, fc.array(edit, { minLength: 1, maxLength: 3 }), (written, edits) => {
      let text = JSON.stringify({ info: { a: '"' }, ...written, a: [1] })
      for (const [at, put] of edits) text = text.slice(0, at % text.length) + put + text.slice((at % text.length) + 1)
      // Half of a pair that is left of a character is another one in bytes.
      const parsed = parse(Buffer.from(text).toString())
      const members = membersOf(text)
      if (parsed === undefined || members === null) return
      expect(new Map(members)).toEqual(new Map(Object.entries(parsed as object).filter(([key]) => names.includes(key))))
    })
    fc.assert(holds, { numRuns: 800, seed: 23 })
  })
})

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
