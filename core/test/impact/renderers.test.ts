import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { diffReport } from '../../src/diff/index.ts'
import { assess, renderers } from '../../src/impact/index.ts'
import type { DiffReport, ImpactReport, Problem } from '../../src/model/index.ts'
import { assertReport } from './assert-report.ts'
import { changing, restock, tracker } from './pune.ts'

const expected = (name: string): string => fileURLToPath(new URL(`cases/${name}`, import.meta.url))
const extension: Readonly<Record<string, string>> = { json: 'json', markdown: 'md', text: 'txt' }

const base = { ...tracker(), version: '1.0.0' }
const revision = {
  ...tracker('itemCode', { note: { type: 'string' } }),
  version: '2.0.0',
  servers: [{ url: 'https://tracker.example.net/api', variables: {} }],
}
const whole = {
  ...restock,
  dependent: { ...restock.dependent, id: 'audit' },
  usages: restock.usages.map((usage) => ({
    ...usage,
    reads: [{ step: 'trigger', path: [], as: 'whole' as const, ifAbsent: 'tolerated' as const, at: null }],
  })),
}
const problem = {
  code: 'flow-unreadable',
  message: 'The flow is not YAML.',
  file: 'bad.yaml',
  line: 3,
  column: 7,
  hint: 'Close the quote.',
}
const impact: ImpactReport = assess(changing(base, revision, { dependents: [restock, whole], problems: [problem] }))
const diff: DiffReport = diffReport({ base: [base], revision: [revision], names: { base: 'main', revision: 'branch' } })

describe.each(renderers.map((renderer) => [renderer.name, renderer] as const))('%s', (name, renderer) => {
  it('writes an impact report as expected; after a change on purpose: `vitest -u`', async () => {
    await expect(renderer.impact(impact)).toMatchFileSnapshot(expected(`impact.${extension[name]}`))
  })

  it('writes a diff report as expected', async () => {
    await expect(renderer.diff(diff)).toMatchFileSnapshot(expected(`diff.${extension[name]}`))
  })

  it('is of a report as its schema says', () => {
    assertReport(impact)
    assertReport(diff)
  })

  it('ends with one newline', () => {
    for (const text of [renderer.impact(impact), renderer.diff(diff)]) expect(text).toMatch(/[^\n]\n$/)
  })
})

describe('problems that say the same of several places', () => {
  const at = (line: number) => ({ ...problem, line })
  const shown = (problems: readonly Problem[], name: string) =>
    renderers.find((renderer) => renderer.name === name)?.impact({ ...impact, problems }) ?? ''

  it('are shown once, with how many they are', () => {
    const many = Array.from({ length: 1500 }, (_, index) => at(index + 1))
    for (const name of ['text', 'markdown']) {
      expect(shown(many, name).match(/The flow is not YAML/g)).toHaveLength(1)
      expect(shown(many, name)).toMatch(/bad.yaml:1:7`? and 1,499 more places/)
    }
    expect(shown([at(1), at(2)], 'text')).toContain('at bad.yaml:1:7 and one more place')
    expect(JSON.parse(shown(many, 'json')).problems).toHaveLength(1500)
  })

  it('are each shown where anything else differs', () => {
    const others = [at(1), { ...at(2), hint: 'Open it.' }, { ...at(3), severity: 'warning' as const }]
    expect(shown(others, 'text').match(/The flow is not YAML/g)).toHaveLength(3)
    expect(shown(others, 'text')).not.toContain('more place')
  })
})

describe('foreign text', () => {
  const [finding] = impact.findings
  const evil = 'a</summary><script>`b`@all\u001b[31m\nc | d'
  const report: ImpactReport = {
    ...impact,
    base: evil,
    findings: [
      {
        ...(finding as NonNullable<typeof finding>),
        flow: evil,
        step: evil,
        message: evil,
        evidence: { file: evil, line: 1, pointer: '', expression: evil },
      },
    ],
  }

  it('stays text in Markdown', () => {
    const text = renderers.find((renderer) => renderer.name === 'markdown')?.impact(report) ?? ''
    const outsideCode = text.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')
    expect(outsideCode).not.toMatch(/(?<!\\)<(?!br>|\/?details>|\/?summary>)/)
    expect(outsideCode).not.toContain('@all')
    expect(outsideCode).not.toMatch(/(?<!\\)<\/summary><script/)
  })

  it('does not reach the terminal as control characters', () => {
    const text = renderers.find((renderer) => renderer.name === 'text')?.impact(report) ?? ''
    expect(text).not.toMatch(/[^\n\P{Cc}]/u)
  })
})
