import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'
import { renderers } from '../../src/impact/index.ts'
import type { Change, DiffReport, Finding, ImpactReport, Problem } from '../../src/model/index.ts'

const hostile = [
  'a | b | c',
  '`code` ``more`` ```',
  '</summary></details><script>alert(1)</script>',
  '<img src=x onerror=alert(1)> &lt;b&gt; &amp;',
  '@everyone @org/team me@example.com',
  'one\n\n# two\n- three\r\n> four',
  '1. first',
  '- item',
  '+ item',
  '=== heading',
  '![image](https://evil.example/x.png) [link](javascript:alert(1)) <https://evil.example>',
  'https://evil.example/?a=b www.evil.example ftp://evil.example',
  '#123 GH-45 owner/repo#6',
  '**bold** __bold__ ~~gone~~ $x$ [^1] [x]',
  '\\',
  '\u001b[31mred\u001b[0m\u0007\u0000',
  '\u202Ereversed\u2066',
  '|---|---|',
  '',
]

const oneOf = (text: string) => {
  const evidence = { expression: text, file: text, line: 1, pointer: '', before: text, after: text, witness: text }
  const fix = { file: text, pointer: '', before: text, after: text }
  const accepted = { by: text, until: text }
  const common = { kind: 'output.removed', message: text, fingerprint: '0123456789abcdef', operation: text }
  const problem: Problem = { code: 'flow-unreadable', message: text, file: text, line: 1, hint: text }
  const findings = (['broken', 'risky', 'safe'] as const).map(
    (status): Finding => ({ ...common, status, flow: text, step: text, evidence, fix, accepted }),
  )
  const changes = (['breaking', 'risky', 'safe'] as const).map(
    (level): Change => ({
      ...common,
      level,
      connector: text,
      pointer: '',
      side: 'output',
      before: text,
      after: text,
      rename: { from: text, to: text, confidence: 0.9 },
    }),
  )
  const both = { complete: false, problems: [problem], base: text, revision: text }
  const summary = { flows: 1, steps: 3, broken: 1, risky: 1, safe: 1, unaffected: 0, unresolved: 0 }
  const impact: ImpactReport = {
    schema: 'jackfield.impact/1',
    ...both,
    verdict: 'broken',
    summary,
    findings,
    steps: [],
  }
  const diff: DiffReport = { schema: 'jackfield.diff/1', ...both, level: 'breaking', changes }
  return { impact, diff }
}

const written = (name: string, text: string): readonly string[] => {
  const renderer = renderers.find((one) => one.name === name)
  const { impact, diff } = oneOf(text)
  return [renderer?.impact(impact) ?? '', renderer?.diff(diff) ?? '']
}

type Nodes = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>['children'][number]

function nodesOf(markdown: string): readonly Nodes[] {
  const all: Nodes[] = []
  const visit = (node: Nodes): void => {
    all.push(node)
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }))
  return all
}

const ours = /^(<br>|<details><summary>Safe( as declared)? \(1\)<\/summary>|<\/details>)$/
const structure = new Set(['root', 'heading', 'paragraph', 'list', 'listItem', 'text', 'inlineCode', 'strong', 'html'])

/**
 * What a reader sees is as many items as there are, in our own structure, with nothing of the text taken for markup.
 */
function assertHarmless(text: string): void {
  for (const markdown of written('markdown', text)) {
    const nodes = nodesOf(markdown)
    expect(nodes.filter(({ type }) => !structure.has(type)).map(({ type }) => type)).toEqual([])
    expect(nodes.flatMap((node) => (node.type === 'html' && !ours.test(node.value) ? [node.value] : []))).toEqual([])
    expect(nodes.filter(({ type }) => type === 'listItem')).toHaveLength(4)
    expect(nodes.filter(({ type }) => type === 'heading')).toHaveLength(4)
    const outside = nodes.flatMap((node) => (node.type === 'text' ? [node.value] : [])).join('\n')
    expect(outside).not.toMatch(/@[\p{L}\p{N}]|#\d|\bGH-\d|\bhttps?:\/\/|\bwww\.[a-z]/iu)
    expect(markdown).not.toMatch(/[^\n\P{Cc}]|[\u202A-\u202E\u2066-\u2069]/u)
  }
}

describe('foreign text', () => {
  it.each(hostile)('stays text in Markdown: %j', (text) => assertHarmless(text))

  it('stays text in Markdown, whatever is put together', () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' })), { maxLength: 4 })
    fc.assert(
      fc.property(text, (parts) => assertHarmless(parts.join(' '))),
      { numRuns: 60, seed: 7 },
    )
  })

  it('can be read as it was', () => {
    const nodes = nodesOf(written('markdown', 'a_b <c> & *d* 1.')[0] ?? '')
    const shown = nodes.flatMap((node) => (node.type === 'text' || node.type === 'inlineCode' ? [node.value] : []))
    expect(shown.join('')).toContain('a_b <c> & *d* 1.')
  })

  it('never reaches the terminal as control characters or turned around', () => {
    for (const text of hostile)
      for (const printed of written('text', text))
        expect(printed).not.toMatch(/[^\n\P{Cc}]|[\u202A-\u202E\u2066-\u2069]/u)
  })
})
