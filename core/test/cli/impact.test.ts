import { mkdir, rename as move, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Folder, openFlowFolder, openFolder, repository, trackerManifest } from './command-line.ts'
import { args, flowFile, renamed, report } from './impact-command.ts'

const cases = join(repository, 'core/test/cli/cases/impact')

const moved = (folder: Folder): Promise<void> =>
  folder.edit(trackerManifest, (text) => text.replace('{host}/api', '{host}/api/v2'))

const widened = (folder: Folder): Promise<void> =>
  folder.edit('revision/zoho-inventory/connector.yaml', (text) =>
    text.replace('search_text: {', 'filter_by: { type: string }\n        search_text: {'),
  )

const loosened = (folder: Folder): Promise<void> =>
  folder.edit('revision/zoho-inventory/connector.yaml', (text) => text.replace(', minLength: 1', ''))

describe('what a change does', () => {
  it.each(['text', 'markdown', 'json'])('is told as %s, byte for byte the same', async (format) => {
    await using folder = await openFlowFolder()
    await renamed(folder)
    const { code, out, err } = await folder.jackfield('impact', ...args, '--format', format)
    expect([code, err]).toEqual([1, ''])
    await expect(out).toMatchFileSnapshot(join(cases, `renamed.${format}`))
    expect((await folder.jackfield('impact', ...args, '--format', format)).out).toBe(out)
  })

  it('names flow, step, expression, place, rename and fix', async () => {
    await using folder = await openFlowFolder()
    await renamed(folder)
    const { schema, complete, verdict, summary, findings, ...rest } = await report(folder)
    expect({ schema, complete, verdict, summary }).toEqual({
      schema: 'jackfield.impact/1',
      complete: true,
      verdict: 'broken',
      summary: { flows: 1, steps: 3, broken: 1, risky: 0, safe: 0, unaffected: 2, unresolved: 0 },
    })
    expect(rest).toMatchObject({ base: 'base', revision: 'revision', problems: [] })
    expect(rest.steps).toEqual([
      {
        flow: 'restock-on-completion',
        step: 'adjust',
        operation: 'zoho-inventory.adjustStock',
        status: 'unaffected',
      },
      { flow: 'restock-on-completion', step: 'item', operation: 'zoho-inventory.findItem', status: 'broken' },
      {
        flow: 'restock-on-completion',
        step: 'trigger',
        operation: 'production-tracker.orderCompleted',
        status: 'unaffected',
      },
    ])
    expect(findings).toMatchObject([
      {
        status: 'broken',
        flow: 'restock-on-completion',
        step: 'item',
        operation: 'production-tracker.orderCompleted',
        kind: 'output.renamed',
        evidence: {
          expression: 'trigger.sku',
          file: 'restock-on-completion.yaml',
          line: 9,
          pointer: '/steps/0/input/sku',
        },
        fix: {
          file: 'restock-on-completion.yaml',
          pointer: '/steps/0/input/sku',
          before: 'trigger.sku',
          after: 'trigger.itemCode',
        },
        fingerprint: expect.stringMatching(/^[0-9a-f]+$/),
      },
    ])
  })

  it('is mended by the fix that it proposes', async () => {
    await using folder = await openFlowFolder()
    await renamed(folder)
    const { findings } = await report(folder)
    await folder.edit(flowFile, (text) => text.replace(findings[0].fix.before, findings[0].fix.after))
    const corrected = ['--base', 'revision', '--revision', 'revision', '--flows', 'flows', '--format', 'json']
    const { code, out } = await folder.jackfield('impact', ...corrected)
    expect([code, JSON.parse(out).verdict]).toEqual([0, 'unaffected'])
  })

  it('is no warning of a flow that is corrected already, and is one of a field that neither declares', async () => {
    await using folder = await openFlowFolder()
    await renamed(folder)
    await folder.edit(flowFile, (text) => text.replace('trigger.sku', 'trigger.itemCode'))
    expect((await report(folder)).problems).toEqual([])
    await folder.edit(flowFile, (text) => text.replace('trigger.itemCode', 'trigger.itemNumber'))
    expect((await report(folder)).problems).toMatchObject([
      { code: 'field-undeclared', file: 'restock-on-completion.yaml' },
    ])
  })

  it('finds flows in folders below, by a path with slashes, in YAML and JSON, behind links', async () => {
    await using folder = await openFlowFolder()
    await renamed(folder)
    await mkdir(join(folder.dir, 'flows/pune/stock'), { recursive: true })
    await move(join(folder.dir, flowFile), join(folder.dir, 'flows/pune/stock/restock.YAML'))
    const asJson = {
      id: 'told',
      flow: 1,
      connections: { tracker: 'production-tracker' },
      trigger: { operation: 'production-tracker.orderCompleted', connection: 'tracker' },
      steps: [
        {
          id: 'look',
          operation: 'production-tracker.getOrder',
          connection: 'tracker',
          input: { orderId: '{% trigger.sku %}' },
        },
      ],
    }
    await folder.write('elsewhere/told.json', JSON.stringify(asJson))
    await symlink('../elsewhere', join(folder.dir, 'flows/linked'))
    await symlink('.', join(folder.dir, 'flows/again'))
    await folder.write('flows/.hidden.yaml', '{')
    await folder.write('flows/README.md', '# Flows')
    const found = await report(folder)
    expect(found.complete).toBe(true)
    expect(found.findings.map(({ evidence }: { evidence: { file: string } }) => evidence.file)).toEqual([
      'pune/stock/restock.YAML',
      'linked/told.json',
    ])
    expect(found.summary).toMatchObject({ flows: 2, broken: 2 })
  })
})

describe('the exit code', () => {
  it.each([
    ['broken', renamed, { broken: 1, risky: 1, safe: 1 }],
    ['risky', moved, { broken: 0, risky: 1, safe: 1 }],
    ['safe', loosened, { broken: 0, risky: 0, safe: 1 }],
    ['unaffected', widened, { broken: 0, risky: 0, safe: 0 }],
  ])('tells a verdict of %s', async (verdict, change, codes) => {
    await using folder = await openFlowFolder()
    await change(folder)
    const found = await report(folder)
    expect([found.verdict, found.code]).toEqual([verdict, codes.broken])
    for (const [failOn, code] of Object.entries(codes))
      expect((await folder.jackfield('impact', ...args, '--fail-on', failOn)).code).toBe(code)
  })

  it('is 2 when base, revision or the folder of flows can’t be read', async () => {
    await using folder = await openFlowFolder()
    const run = (base: string, revision: string, flows: string) =>
      folder.jackfield('impact', '--base', base, '--revision', revision, '--flows', flows)
    for (const [base, revision, flows] of [
      ['gone', 'revision', 'flows'],
      ['base', 'gone', 'flows'],
      ['base', 'revision', 'gone'],
      ['base', 'revision', flowFile],
    ] as const) {
      const { code, out, err } = await run(base, revision, flows)
      expect([code, out]).toEqual([2, ''])
      expect(err).toMatch(/(gone \(there is no such file or folder\)|is no folder)/)
    }
  })

  it('is 2 where nothing reads flows, and says how to change that', async () => {
    await using folder = await openFolder()
    await folder.copy('sandbox/flows/restock-on-completion.yaml', flowFile)
    const { code, out, err } = await folder.jackfield('impact', ...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('@jackfield/flows')
  })
})
