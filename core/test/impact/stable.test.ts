import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { diffReport, pairConnectors } from '../../src/diff/index.ts'
import { assess, joinReports, renderers } from '../../src/impact/index.ts'
import type { Json } from '../../src/model/index.ts'
import { openFlowFolder, repository } from '../cli/command-line.ts'
import { assertReport } from './assert-report.ts'
import { inventory, restock, tracker } from './pune.ts'
import { seeded, shuffled, shuffledNames } from './shuffled.ts'

const seed = fc.integer({ min: 1, max: 2 ** 31 })
const others = Array.from({ length: 4 }, (_, index) => ({ ...inventory, id: `other-${index}` }))
const base = [{ ...tracker(), version: '1.0.0' }, inventory, ...others]
const revision = [
  { ...tracker('itemCode', { note: { type: 'string' } }), version: '2.0.0' },
  { ...inventory, servers: [{ url: 'https://inventory.example.net', variables: {} }] },
  ...others.slice(1),
]
const names = { base: 'main', revision: 'branch' }
const dependents = ['restock', 'audit', 'report'].map((id) => ({ ...restock, dependent: { ...restock.dependent, id } }))
const problem = (code: string) => ({ code, message: 'It could not be read.', file: `${code}.yaml`, line: 1 })

const textIn = (path: string): Promise<string> => readFile(join(repository, path), 'utf8')

describe('reports of the same things in another order', () => {
  it('are the same bytes: changes of connectors', () => {
    const expected = renderers.map((renderer) => renderer.diff(diffReport({ base, revision, names })))
    fc.assert(
      fc.property(seed, (of) => {
        const random = seeded(of)
        const report = diffReport({ base: shuffled(base, random), revision: shuffled(revision, random), names })
        assertReport(report)
        expect(renderers.map((renderer) => renderer.diff(report))).toEqual(expected)
      }),
      { numRuns: 50, seed: 5 },
    )
  })

  it('are the same bytes: what changes do to flows, whether weighed at once or in parts', () => {
    const problems = ['one', 'two'].map(problem)
    const accepted = [{ fingerprint: '45cb033b1a66d244', by: 'asha', until: '2027-01-31' }]
    const given = { ...names, pairs: pairConnectors({ base, revision }), dependents, problems, accepted }
    const whole = assess(given)
    const expected = renderers.map((renderer) => renderer.impact(whole))
    expect(whole.findings.length).toBeGreaterThan(6)
    fc.assert(
      fc.property(seed, (of) => {
        const random = seeded(of)
        const mixed = dependents.map((one) => ({ ...one, usages: shuffled(one.usages, random) }))
        const report = assess({ ...given, pairs: shuffled(given.pairs, random), dependents: shuffled(mixed, random) })
        assertReport(report)
        expect(renderers.map((renderer) => renderer.impact(report))).toEqual(expected)

        const [first, ...more] = shuffled(dependents, random)
        const parts = [[first ?? dependents[0]], more].map((some, index) =>
          assess({ ...given, dependents: some as typeof dependents, problems: index === 0 ? problems : [] }),
        )
        const joined = joinReports(parts as [(typeof parts)[0], ...typeof parts])
        assertReport(joined)
        expect(renderers.map((renderer) => renderer.impact(joined))).toEqual(expected)
      }),
      { numRuns: 50, seed: 5 },
    )
  })

  it('are the same bytes: files, flows and the names in them', async () => {
    await using folder = await openFlowFolder()
    const tell = async (format: string) => {
      const sides = ['--base', 'base', '--revision', 'revision', '--format', format]
      const impact = await folder.jackfield('impact', ...sides, '--flows', 'flows')
      return [impact.out, (await folder.jackfield('diff', ...sides)).out]
    }
    const flow = await textIn('sandbox/flows/restock-on-completion.yaml')
    const texts = new Map<string, string>()
    for (const id of ['restock-on-completion', 'second', 'third'])
      texts.set(`flows/${id}.json`, flow.replace('restock-on-completion', id))
    for (const name of ['production-tracker', 'zoho-inventory']) {
      const manifest = await textIn(`plugins/connectors/${name}/connector.yaml`)
      texts.set(`base/${name}/connector.json`, manifest)
      texts.set(`revision/${name}/connector.json`, manifest.replaceAll('sku', 'itemCode').replace('/api', '/api/v2'))
    }
    for (const path of ['flows', 'base', 'revision']) await rm(`${folder.dir}/${path}`, { recursive: true })
    const write = async (random: () => number) => {
      for (const [path, text] of shuffled([...texts], random)) {
        const document = shuffledNames(parse(text) as Json, random)
        await rm(`${folder.dir}/${path}`, { force: true })
        await folder.write(path, JSON.stringify(document))
      }
    }
    await write(seeded(1))
    const expected = await Promise.all(['text', 'markdown', 'json'].map(tell))
    assertReport(JSON.parse(expected[2]?.[0] ?? ''))
    for (const of of [2, 3, 4, 5, 6]) {
      await write(seeded(of))
      expect(await Promise.all(['text', 'markdown', 'json'].map(tell))).toEqual(expected)
    }
  })
})
