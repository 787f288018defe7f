import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDocument, stringify } from 'yaml'
import { yamlSections } from '../../src/load/index.ts'

const sectionsOf = (text: string) => yamlSections(Buffer.from(text))

/** As it is parsed whole; undefined where it can't be. */
function parsed(text: string): unknown {
  const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: false, logLevel: 'silent' })
  return document.errors.length === 0 ? document.toJS() : undefined
}

describe('the sections of a YAML document', () => {
  it('are its keys with what is under them', () => {
    const text =
      '---\n# About.\nopenapi: 3.0.0\n"info":\n  title: |\n    paths: none\n\nservers:\n- url: /a\n# End.\n- url: /b'
    expect([...(sectionsOf(text) ?? [])]).toEqual([
      ['openapi', 'openapi: 3.0.0\n'],
      ['info', '"info":\n  title: |\n    paths: none\n\n'],
      ['servers', 'servers:\n- url: /a\n# End.\n- url: /b\n'],
    ])
  })

  it.each([
    ['nothing', ''],
    ['a mapping in flow style', '{ a: 1 }'],
    ['a sequence', '- a: 1'],
    ['several documents', 'a: 1\n---\nb: 2'],
    ['an end', 'a: 1\n...\n'],
    ['directives', '%YAML 1.2\n---\na: 1'],
    ['merge keys', 'a: 1\n<<: { b: 2 }'],
    ['aliases as keys', 'a: &x b\n*x : 1'],
    ['tags', 'a: 1\n!!str b: 2'],
    ['complex keys', '? [a]\n: 1'],
    ['keys that are given twice', 'a: 1\nb: 2\na: 3'],
    ['text that goes on without being indented', 'a: "b\nc"'],
    ['lone carriage returns', 'a: 1\rb: 2\n'],
  ])('are not told of %s', (_name, text) => {
    expect(sectionsOf(text)).toBe(null)
  })

  it('are not told of what is not UTF-8', () => {
    expect(yamlSections(Buffer.from([0x61, 0x3a, 0x20, 0xff]))).toBe(null)
  })

  const value = fc.jsonValue({ depthSize: 'medium', noUnicodeString: false })
  const root = fc.dictionary(fc.stringMatching(/^[a-z][a-z-]{0,8}$/), value, { minKeys: 1, noNullPrototype: true })
  const style = fc.record({
    lineWidth: fc.constantFrom(0, 20, 80),
    indentSeq: fc.boolean(),
    defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
  })

  it('mean by themselves what they mean in the whole, however they are written', () => {
    let told = 0
    const holds = fc.property(root, style, fc.boolean(), (written, options, windows) => {
      const plain = stringify(written, options)
      const text = windows ? plain.replaceAll('\n', '\r\n') : plain
      const whole = parsed(text) as Record<string, unknown>
      const sections = sectionsOf(text)
      if (sections === null) return
      told++
      expect([...sections.keys()]).toEqual(Object.keys(whole))
      for (const [name, section] of sections) expect(parsed(section)).toEqual({ [name]: whole[name] })
    })
    fc.assert(holds, { numRuns: 150, seed: 13 })
    expect(told).toBeGreaterThan(100)
  })

  it('are told wrongly of no text that parses, wherever lines of it were cut, moved or repeated', () => {
    const mutated = fc.tuple(root, style, fc.array(fc.tuple(fc.nat(60), fc.nat(60), fc.nat(2)), { maxLength: 4 }))
    const holds = fc.property(mutated, ([written, options, edits]) => {
      const lines = stringify(written, options).split('\n')
      for (const [from, to, kind] of edits) {
        const line = lines[from % lines.length] ?? ''
        if (kind === 0) lines.splice(from % lines.length, 1)
        else if (kind === 1) lines.splice(to % lines.length, 0, line)
        else lines[from % lines.length] = line.trimStart()
      }
      const text = lines.join('\n')
      const [whole, sections] = [parsed(text), sectionsOf(text)]
      if (whole === undefined || sections === null) return
      expect([...sections.keys()]).toEqual(Object.keys(whole as object))
      for (const [name, section] of sections) {
        const alone = parsed(section)
        if (alone !== undefined) expect(alone).toEqual({ [name]: (whole as Record<string, unknown>)[name] })
      }
    })
    fc.assert(holds, { numRuns: 500, seed: 17 })
  })
})
