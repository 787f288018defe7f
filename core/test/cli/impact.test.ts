import { mkdir, rename as move, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Folder, openFlowFolder, openFolder, repository, trackerManifest } from './command-line.ts'

const cases = join(repository, 'core/test/cli/cases/impact')
const args = ['--base', 'base', '--revision', 'revision', '--flows', 'flows']
const flowFile = 'flows/restock-on-completion.yaml'

const renamed = (folder: Folder): Promise<void> =>
  folder.edit(trackerManifest, (text) => text.replaceAll('sku', 'itemCode'))
const moved = (folder: Folder): Promise<void> =>
  folder.edit(trackerManifest, (text) => text.replace('{host}/api', '{host}/api/v2'))
const widened = (folder: Folder): Promise<void> =>
  folder.edit('revision/zoho-inventory/connector.yaml', (text) =>
    text.replace('search_text: {', 'filter_by: { type: string }\n        search_text: {'),
  )
const loosened = (folder: Folder): Promise<void> =>
  folder.edit('revision/zoho-inventory/connector.yaml', (text) => text.replace(', minLength: 1', ''))

async function report(folder: Folder, ...more: readonly string[]) {
  const { code, out, err } = await folder.jackfield('impact', ...args, '--format', 'json', ...more)
  return { code, err, ...JSON.parse(out) }
}

const statuses = ({ steps }: { readonly steps: readonly { readonly step: string; readonly status: string }[] }) =>
  Object.fromEntries(steps.map(({ step, status }) => [step, status]))

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

describe('what is not known', () => {
  it('is everything where there are no flows', async () => {
    await using folder = await openFlowFolder()
    await rm(join(folder.dir, flowFile))
    await folder.write('flows/README.md', '# No flows yet')
    const found = await report(folder)
    expect(found).toMatchObject({ code: 3, complete: false, verdict: 'incomplete', steps: [], findings: [] })
    expect(found.problems).toMatchObject([{ code: 'flows-none' }])
  })

  it.each([
    ['can’t be parsed', 'flow: 1\nid: [broken\n'],
    ['is spoilt beyond recognition', '}{ \u0000'],
    ['is empty', ''],
    ['is of a newer grammar', 'flow: 2\nid: newer\ntrigger: { operation: production-tracker.orderCompleted }\n'],
    ['forgets to say that it is one', 'id: nameless\ntrigger: { operation: a.b }\nsteps: []\n'],
    [
      'has a broken expression',
      "flow: 1\nid: odd\ntrigger: { operation: production-tracker.orderCompleted }\nsteps:\n  - id: one\n    operation: zoho-inventory.findItem\n    input: { sku: '{% trigger.( %}' }\n",
    ],
  ])('includes a flow that %s', async (_what, text) => {
    await using folder = await openFlowFolder()
    await folder.write('flows/other.yaml', text)
    const found = await report(folder)
    expect(found).toMatchObject({ code: 3, complete: false, verdict: 'incomplete' })
    expect(found.problems.map(({ file }: { file?: string }) => file)).toContain('other.yaml')
    await renamed(folder)
    expect(await report(folder)).toMatchObject({ code: 1, complete: false, verdict: 'broken' })
  })

  it('includes a flow that is no text, or behind a link that leads nowhere', async () => {
    await using folder = await openFlowFolder()
    await writeFile(join(folder.dir, 'flows/bytes.yaml'), Buffer.from([0x66, 0xff, 0xfe]))
    await symlink('nowhere.yaml', join(folder.dir, 'flows/lost.yaml'))
    const found = await report(folder)
    expect(found).toMatchObject({ code: 3, verdict: 'incomplete' })
    expect(found.problems).toMatchObject([
      { code: 'flow-unreadable', file: 'bytes.yaml' },
      { code: 'flow-unreadable', file: 'lost.yaml' },
    ])
  })

  it('does not include a document that is plainly of another kind', async () => {
    await using folder = await openFlowFolder()
    await folder.write('flows/settings.json', '{ "colour": "green" }')
    const found = await report(folder)
    expect(found).toMatchObject({ code: 0, complete: true, verdict: 'unaffected' })
    expect(found.problems).toMatchObject([{ code: 'flow-unknown', severity: 'warning', file: 'settings.json' }])
  })

  it('includes a step whose operation is not in the base, and two flows of one id', async () => {
    await using folder = await openFlowFolder()
    await folder.edit(flowFile, (text) => text.replaceAll('zoho-inventory', 'books'))
    const found = await report(folder)
    expect(found).toMatchObject({ code: 3, verdict: 'incomplete', summary: { unresolved: 2, unaffected: 1 } })
    expect(statuses(found)).toEqual({ adjust: 'unresolved', item: 'unresolved', trigger: 'unaffected' })

    await folder.copy('sandbox/flows/restock-on-completion.yaml', flowFile)
    await folder.copy('sandbox/flows/restock-on-completion.yaml', 'flows/copy.yaml')
    const twice = await report(folder)
    expect(twice).toMatchObject({ code: 3, verdict: 'incomplete', problems: [{ code: 'flow-repeated' }] })
  })

  it('includes the steps of a connector that could not be read in the revision, which is not taken for removed', async () => {
    await using folder = await openFlowFolder()
    await folder.write(trackerManifest, 'jackfield: 1\nid: production-tracker\ntitle: [')
    const found = await report(folder)
    expect(found).toMatchObject({ code: 3, verdict: 'incomplete', findings: [] })
    expect(statuses(found)).toEqual({ adjust: 'unaffected', item: 'unaffected', trigger: 'unresolved' })
    expect(found.problems[0]).toMatchObject({ file: trackerManifest, line: 3 })
    expect(found.problems.at(-1)).toMatchObject({
      code: 'step-unresolved',
      message: expect.stringContaining('"production-tracker" could not be read on both sides'),
    })

    await rm(join(folder.dir, 'revision/production-tracker'), { recursive: true })
    const removed = await report(folder)
    expect(removed).toMatchObject({ code: 1, verdict: 'broken' })
    expect(statuses(removed)).toMatchObject({ trigger: 'broken' })
  })
})

describe('two sides', () => {
  it('that are single documents are one connector, under the base’s id', async () => {
    await using folder = await openFlowFolder()
    await renamed(folder)
    await folder.edit(trackerManifest, (text) => text.replace('id: production-tracker', 'id: tracker-of-the-branch'))
    const single = ['--base', 'base/production-tracker', '--revision', trackerManifest, '--flows', 'flows']
    const { code, out } = await folder.jackfield('impact', ...single, '--format', 'json')
    expect(code).toBe(1)
    const found = JSON.parse(out)
    expect(found).toMatchObject({ base: 'base/production-tracker', revision: trackerManifest, verdict: 'broken' })
    expect(found.findings[0]).toMatchObject({ step: 'item', operation: 'production-tracker.orderCompleted' })
    expect(statuses(found)).toEqual({ adjust: 'unresolved', item: 'broken', trigger: 'unaffected' })
  })

  it('of which one holds many are paired by id', async () => {
    await using folder = await openFlowFolder()
    await renamed(folder)
    const mixed = ['--base', 'base', '--revision', 'revision/production-tracker', '--flows', 'flows']
    const { code, out } = await folder.jackfield('impact', ...mixed, '--format', 'json')
    expect(code).toBe(1)
    expect(statuses(JSON.parse(out))).toEqual({ adjust: 'broken', item: 'broken', trigger: 'unaffected' })
  })
})
