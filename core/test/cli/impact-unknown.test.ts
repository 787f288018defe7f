import { rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFlowFolder, trackerManifest } from './command-line.ts'
import { flowFile, renamed, report } from './impact-command.ts'

const statuses = ({ steps }: { readonly steps: readonly { readonly step: string; readonly status: string }[] }) =>
  Object.fromEntries(steps.map(({ step, status }) => [step, status]))

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
    expect(found.problems).toMatchObject([{ code: 'flow-unknown', file: 'settings.json' }])
  })

  it('includes a step whose operation is not in the base, and two flows of one id', async () => {
    await using folder = await openFlowFolder()
    await folder.edit(flowFile, (text) => text.replaceAll('zoho-inventory', 'books'))
    const found = await report(folder)
    expect(found).toMatchObject({ code: 3, verdict: 'incomplete', summary: { unresolved: 2, unaffected: 1 } })
    expect(statuses(found)).toEqual({ adjust: 'unresolved', item: 'unresolved', trigger: 'unaffected' })
    const unresolved = found.problems.filter(({ code }: { readonly code: string }) => code === 'step-unresolved')
    expect(unresolved).toMatchObject([
      { file: 'restock-on-completion.yaml', line: 11, pointer: '/steps/1/operation' },
      { file: 'restock-on-completion.yaml', line: 7, pointer: '/steps/0/operation' },
    ])

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
      message: expect.stringContaining('"production-tracker" could not be read on one of the two sides'),
      ...{ file: 'restock-on-completion.yaml', line: 4, pointer: '/trigger/operation' },
      hint: `Correct ${trackerManifest}.`,
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
