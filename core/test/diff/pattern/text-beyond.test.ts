import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textBeyond } from '../../../src/diff/pattern/text-beyond.ts'

const beyond = (sender: string | readonly string[], reader: string, lengths = {}) =>
  textBeyond({ patterns: [sender].flat(), ...lengths }, reader)
const none = { kind: 'none' }
const unknown = { kind: 'unknown' }

describe('a text that fits one pattern and not another', () => {
  it.each([
    ['^[0-9]+$', '^\\d+$'],
    ['^\\d+$', '^[0-9]{1,}$'],
    ['^[A-Z]{2}$', '^[A-Z]+$'],
    ['^(?:a|b)c$', '^[ab]c$'],
    ['^abc$', 'b'],
    ['^(a|ab)(c|bcd)$', '^a(b?c|b?bcd)$'],
    ['^x*$', '.*'],
    ['^a$|^b$', '^[ab]$'],
    ['(^|-)a', 'a'],
    ['^\\u0041\\x42$', '^AB$'],
    ['^[^\\n]$', '^.|[\\r\\u2028\\u2029]$'],
  ])('is none for %s within %s', (sender, reader) => {
    expect(beyond(sender, reader)).toEqual(none)
  })

  it.each([
    ['^[A-Z]+$', '^[0-9]+$', 'A'],
    ['^[A-Z]+$', '^[A-Z]{2}$', 'A'],
    ['', '^[a-z]+$', ''],
    ['^\\d{3}$', '^[0-8]+$', '009'],
    ['a', '^a', '0a'],
    ['^a+$', '^a{1,4}$', 'aaaaa'],
    ['^.$', '^\\w$', '-'],
    ['^[^ -~]$', '^\\d$', '\0'],
  ])('is shown for %s and %s', (sender, reader, text) => {
    expect(beyond(sender, reader)).toEqual({ kind: 'text', text })
  })

  it('has as many characters as it may have', () => {
    expect(beyond('^a+$', '^a{1,4}$', { maxLength: 4 })).toEqual(none)
    expect(beyond([], '^.{3,}$', { minLength: 3 })).toMatchObject({ kind: 'text' })
    expect(beyond([], '^[^]{3,}$', { minLength: 3 })).toEqual(none)
    expect(beyond([], '^x*$', { minLength: 2, maxLength: 2 })).toMatchObject({ kind: 'text', text: 'aa' })
  })

  it('may have very many characters, where their number decides nothing', () => {
    expect(beyond('^[A-Z]+$', '^[A-Z]*$', { maxLength: 10_000 })).toEqual(none)
    expect(beyond('^[A-Z]+$', '^[A-Y]*$', { maxLength: 10_000 })).toEqual({ kind: 'text', text: 'Z' })
    expect(beyond('^[A-Z]+$', '^[A-Y]*$', { minLength: 30 })).toMatchObject({ kind: 'text' })
    expect(beyond('^a+$', '^a{0,500}$', { maxLength: 500 })).toEqual(unknown)
  })

  it('fits all that holds', () => {
    expect(beyond(['^[a-f]+$', '^[d-z]+$'], '^[def]+$')).toEqual(none)
  })

  it.each([
    ['(?=a)b', 'a'],
    ['a', '(a)\\1'],
    ['\\bword\\b', 'w'],
    ['\\p{L}', 'a'],
    ['(', 'a'],
    ['a', '*'],
    [`${'('.repeat(60)}a${')'.repeat(60)}`, 'a'],
    ['^(a{500}){500}$', 'a'],
    [`^${'(()){900}'.repeat(20)}$`, 'a'],
    ['x'.repeat(2000), 'x'],
  ])('is not found out for %.30s and %.30s', (sender, reader) => {
    expect(beyond(sender, reader)).toEqual(unknown)
  })

  it('is looked for in bounded time, whatever the patterns', () => {
    for (const hard of ['^(a+)+$', '^(a|aa)+$', '^(.*a){12}.*$', '(x+x+)+y', '^([a-z]|[^0-9]){1,90}[a-z]{1,90}$'])
      for (const other of ['^(b+)+$', hard, '^(.*b){14}$'])
        expect(['none', 'text', 'unknown']).toContain(beyond(hard, other).kind)
  })
})

const piece = fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '\\d', '\\w', '0', 'a|b', '^', '$', '(?:a|0b)')
const times = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}')
const pattern = fc
  .array(fc.tuple(piece, times), { maxLength: 4 })
  .map((parts) => parts.map(([one, many]) => (/^[$^]$/.test(one) ? one : `(?:${one})${many}`)).join(''))
const text = fc.array(fc.constantFrom('a', 'b', '0', '-', '\n', 'é', '𝄞'), { maxLength: 6 }).map((all) => all.join(''))

describe('what automata tell of patterns', () => {
  it('is what the engine of regular expressions says, text by text', () => {
    const counts = { none: 0, text: 0, unknown: 0 }
    const property = fc.property(
      pattern,
      pattern,
      fc.array(text, { minLength: 20, maxLength: 20 }),
      (one, other, texts) => {
        const [sender, reader] = [new RegExp(one, 'u'), new RegExp(other, 'u')]
        const found = beyond(one, other)
        counts[found.kind]++
        if (found.kind === 'text')
          expect([one, sender.test(found.text), reader.test(found.text)]).toEqual([one, true, false])
        if (found.kind === 'none') expect(texts.filter((each) => sender.test(each) && !reader.test(each))).toEqual([])
      },
    )
    fc.assert(property, { numRuns: 1500, seed: 5 })
    expect(counts.none).toBeGreaterThan(100)
    expect(counts.text).toBeGreaterThan(100)
    expect(counts.unknown).toBe(0)
  })
})
