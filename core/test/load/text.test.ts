import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { parseText } from '../../src/load/text/parse-text.ts'
import { type Json, pointer } from '../../src/model/index.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const json: fc.Arbitrary<Json> = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>
/** Both writers and the reader lose it. */
const hasNegativeZero = (value: unknown): boolean =>
  JSON.stringify(value, (_, inner) => (Object.is(inner, -0) ? 'minus zero' : inner)).includes('minus zero')
const sane = json.filter((value) => !hasNegativeZero(value) && !/\d{16}|e\+/.test(JSON.stringify(value)))

describe('parseText', () => {
  it('reads JSON as JSON.parse does, without prototypes', async () => {
    await fc.assert(
      fc.asyncProperty(sane, fc.constantFrom(0, 2, '\t'), async (value, indent) => {
        const parsed = await parseText(bytes(JSON.stringify(value, null, indent)), 'a.json')
        expect(parsed.problems).toEqual([])
        expect(JSON.stringify(parsed.value)).toBe(JSON.stringify(value))
      }),
      { numRuns: 200 },
    )
  })

  it('reads the same from YAML', async () => {
    await fc.assert(
      fc.asyncProperty(sane, async (value) => {
        const parsed = await parseText(bytes(stringify(value, { aliasDuplicateObjects: false })), 'a.yaml')
        expect(parsed.problems).toEqual([])
        expect(parsed.value).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { numRuns: 200 },
    )
  })

  it('says where JSON stops being JSON: what comes before could go on as JSON, what is there could not', async () => {
    await fc.assert(
      fc.asyncProperty(
        json,
        fc.nat(),
        fc.constantFrom('', '}', ']', ',', ':', '"', 'x', '\\', '1', '//'),
        async (value, at, put) => {
          const good = JSON.stringify(value, null, 1)
          const cut = at % (good.length + 1)
          const text = good.slice(0, cut) + put + good.slice(cut + 1)
          const { problems } = await parseText(bytes(text), 'a.json')
          const isJson = (() => {
            try {
              JSON.parse(text)
              return true
            } catch {
              return false
            }
          })()
          if (isJson) return
          const [{ code = '', line = 0, column = 0 } = {}] = problems
          expect({ text, code }).toEqual({ text, code: 'text-syntax' })
          const lines = text.split('\n')
          expect(line).toBeLessThanOrEqual(lines.length)
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('finds every value where it was written', async () => {
    const text = `first: 1\nblock:\n  - inner: here\n    'quoted key': "there"\nflow: { a: [1, { b/c: 2 }] }\nempty:\nshared: &x { y: 1 }\nagain: *x\n`
    const { place } = await parseText(bytes(text), 'a.yaml')
    const at = (...segments: (string | number)[]) => {
      const { line, column, pointer: found } = place(pointer(...segments))
      return `${line}:${column} ${found}`
    }
    expect(at()).toBe('1:1 ')
    expect(at('first')).toBe('1:8 /first')
    expect(at('block')).toBe('2:1 /block')
    expect(at('block', 0, 'inner')).toBe('3:12 /block/0/inner')
    expect(at('block', 0, 'quoted key')).toBe('4:19 /block/0/quoted key')
    expect(at('flow', 'a', 1, 'b/c')).toBe('5:23 /flow/a/1/b~1c')
    expect(at('empty')).toBe('6:1 /empty')
    expect(at('again', 'y')).toBe('7:17 /again/y')
    expect(at('block', 0, 'absent', 'deeper')).toBe('3:5 /block/0')
    expect(place('/flow/a/1/b~1c', 'key')).toMatchObject({ line: 5, column: 18 })
  })

  it('keeps strings as written', async () => {
    const { value } = await parseText(
      bytes('a: yes\nb: 2026-11-23\nc: 08\nd: "1.10"\n1.10: key\nnull: key\n'),
      'a.yaml',
    )
    expect(JSON.stringify(value)).toBe('{"a":"yes","b":"2026-11-23","c":8,"d":"1.10","1.10":"key","null":"key"}')
  })

  it('makes records that no name can reach out of', async () => {
    for (const [text, file] of [
      ['__proto__: { polluted: 1 }\nconstructor: 1\n', 'a.yaml'],
      ['{"__proto__": {"polluted": 1}, "constructor": 1}', 'a.json'],
    ] as const) {
      const { value } = await parseText(bytes(text), file)
      expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor'])
      expect(Object.getPrototypeOf(value)).toBeNull()
      expect((value as Record<string, unknown>).polluted).toBeUndefined()
    }
  })

  it('never throws: not for nesting, bytes that are no text, or nothing at all', async () => {
    const codeOf = async (content: Uint8Array, file: string) => (await parseText(content, file)).problems[0]?.code
    for (const file of ['a.yaml', 'a.json']) {
      expect(await codeOf(bytes('['.repeat(100_000)), file)).toMatch(/^text-/)
      expect(await codeOf(bytes(`${'['.repeat(1_000)}${']'.repeat(1_000)}`), file)).toBe('text-nested')
      expect(await codeOf(new Uint8Array([0x61, 0x0a, 0xff]), file)).toBe('text-encoding')
    }
    expect(await codeOf(bytes(''), 'a.json')).toBe('text-syntax')
    expect(await codeOf(bytes('{"a": 1e400}'), 'a.json')).toBe('value-not-json')
  })

  it.each([
    ['a.yaml', 'a:\n  b: { type: stri', '} that closes line 2'],
    ['a.yaml', 'a:\n  b: { type: stri\n', '} that closes line 2'],
    ['a.yaml', 'a:\n  - { x:\n    [1, 2\n', '] that closes line 3'],
    ['a.yaml', "a:\n  q: 'x\nb: 1\n", "' that closes line 2"],
    ['a.yaml', 'a:\n  b: { type: stri\nc: 1\nd: 2\n', null],
    ['a.yaml', "a: 'x' y\n", null],
    ['a.json', '{"a":\n{"b":\n[1,', '] that closes line 3'],
    ['a.json', '{"a":\n{"b": 1\n', '} that closes line 2'],
    ['a.json', '{"a": 1,\n"b": "xy', '" that closes line 2'],
    ['a.json', '{"a": "x\ny"}', null],
    ['a.json', '{"a": 1]', null],
  ])('says whether it may be cut off: %s %j', async (file, text, said) => {
    const hint = (await parseText(bytes(text), file)).problems[0]?.hint
    if (said === null) expect(hint).not.toContain('is it whole')
    else expect(hint).toBe(`the file ends before the ${said}: is it whole?`)
  })

  it('takes a byte order mark, and places what follows it where an editor shows it', async () => {
    const parsed = await parseText(bytes('\uFEFFa: 1\n'), 'a.yaml')
    expect(parsed.value).toEqual({ a: 1 })
    expect(parsed.place('/a')).toMatchObject({ line: 1, column: 4 })
  })

  it('expands aliases that share, and refuses those that multiply', async () => {
    const shared = await parseText(bytes('a: &a { x: 1 }\nb: *a\nc: [*a, *a]\n'), 'a.yaml')
    expect(shared).toMatchObject({ problems: [], value: { b: { x: 1 }, c: [{ x: 1 }, { x: 1 }] } })
    let bomb = 'a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n'
    for (let level = 1; level < 9; level++) bomb += `a${level}: &a${level} [${Array(10).fill(`*a${level - 1}`)}]\n`
    expect((await parseText(bytes(bomb), 'a.yaml')).problems).toMatchObject([{ code: 'alias-refused' }])
  })
})
