import { describe, expect, it } from 'vitest'
import { openFlowFolder, trackerManifest } from './command-line.ts'

const args = ['impact', '--base', 'base', '--revision', 'revision', '--flows', 'flows', '--format', 'json']
const head = `flow: 1
id: other
connections: { tracker: production-tracker, stock: zoho-inventory }
trigger: { operation: production-tracker.orderCompleted, connection: tracker }
steps:
  - id: one
    operation: zoho-inventory.findItem
    connection: stock
`
const withSku = (expression: string): string => `${head}    input: { sku: '{% ${expression} %}' }\n`
const numbered = (count: number, of: (index: number) => string, by: string): string =>
  Array.from({ length: count }, (_, index) => of(index)).join(by)

/** What the flow beside it comes to stays in the report, whatever is wrong with this one. */
async function reported(name: string, text: string) {
  await using folder = await openFlowFolder()
  await folder.edit(trackerManifest, (manifest) => manifest.replaceAll('sku', 'itemCode'))
  await folder.write(`flows/${name}`, text)
  const { code, out, err } = await folder.jackfield(...args)
  const report = JSON.parse(out)
  const flows: readonly { readonly flow: string; readonly status: string }[] = report.steps
  expect([code, err, report.verdict]).toEqual([1, '', 'broken'])
  expect(flows.filter(({ flow }) => flow === 'restock-on-completion').map(({ status }) => status)).toContain('broken')
  return report
}

describe('a flow that can’t be read', { timeout: 60_000 }, () => {
  it.each<[what: string, name: string, text: () => string, problem: object]>([
    ['is of 50 MB', 'a.yaml', () => `${head}# ${'x'.repeat(50_000_000)}`, { code: 'flow-too-large', line: 1 }],
    ['is of 2 MB', 'a.yaml', () => withSku('"y"').padEnd(2_000_000, '\n# z'), { code: 'flow-too-large', line: 1 }],
    [
      'is nested deep in JSON',
      'a.json',
      () => `{"flow":1,"x":${'['.repeat(100_000)}`,
      { code: 'flow-nested', line: 1 },
    ],
    [
      'is nested deep in YAML',
      'a.yaml',
      () => `${head}    input: ${'{ a: '.repeat(5_000)}`,
      { code: 'flow-nested', line: 9 },
    ],
    [
      'nests blocks',
      'a.yaml',
      () => `flow: 1\n${numbered(1_200, (at) => `${' '.repeat(at)}a:`, '\n')}`,
      { line: expect.any(Number) },
    ],
    [
      'breaks off in an expression',
      'a.yaml',
      () => withSku('trigger.(sku'),
      { code: 'expression-invalid', line: 9, column: 34 },
    ],
    [
      'has a long expression',
      'a.yaml',
      () => withSku(numbered(1_500, (at) => `trigger.a${at}`, ' & ')),
      { code: 'expression-invalid', line: 9 },
    ],
    [
      'nests an expression',
      'a.yaml',
      () => withSku(`${'('.repeat(4_000)}1${')'.repeat(4_000)}`),
      { code: 'expression-invalid', line: 9 },
    ],
    [
      'evaluates text',
      'a.yaml',
      () => withSku('$eval("trigger.sku")'),
      { code: 'expression-invalid', line: 9, column: 27 },
    ],
  ])('because it %s is told at its place; the rest is there, and incomplete', async (_what, name, text, problem) => {
    const { complete, problems } = await reported(name, text())
    expect(complete).toBe(false)
    expect(problems[0]).toMatchObject({ file: name, ...problem })
    expect(problems.length).toBeLessThan(5)
  })

  it('at a step may read everything there: it is at risk, at its own line', async () => {
    const { steps, findings } = await reported('a.yaml', withSku('trigger.(sku'))
    const at = { flow: 'other', step: 'one' }
    expect(steps).toContainEqual({ ...at, operation: 'zoho-inventory.findItem', status: 'risky' })
    expect(findings).toContainEqual(
      expect.objectContaining({ ...at, status: 'risky', evidence: expect.objectContaining({ line: 9 }) }),
    )
  })

  it('because too much would have to be followed counts as reading everything', async () => {
    const doubling = numbered(30, (at) => `$a${at + 1} := [$a${at}, $a${at}]`, '; ')
    const { complete, problems, steps } = await reported(
      'a.yaml',
      withSku(`( $a0 := trigger.sku; ${doubling}; $a30.x )`),
    )
    expect(complete).toBe(false)
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'usages-incomplete', file: 'a.yaml', line: 1, pointer: '' }),
    )
    expect(
      steps.find(({ flow, step }: { flow: string; step: string }) => flow === 'other' && step === 'one').status,
    ).not.toBe('unaffected')
  })
})

describe('an expression that never ends', { timeout: 60_000 }, () => {
  it.each([
    ['( $f := function($x){ $f($x) }; $f(trigger.sku) )', 'broken'],
    ['( $f := function($x){ $f($f($x)) & $f($x.a) }; $f(trigger.sku) )', 'broken'],
    ['( $y := function($f){ $f($f) }; $y($y) )', 'unaffected'],
    ['$map([1..1000000], function($x){ $map([1..1000000], function($y){ $x & $y }) })', 'unaffected'],
    ['**.**.**.**.**.sku', 'broken'],
  ])('is read all the same: %s', async (expression, status) => {
    const { complete, steps } = await reported('a.yaml', withSku(expression))
    expect(complete).toBe(true)
    const one = steps.find(({ flow, step }: { flow: string; step: string }) => flow === 'other' && step === 'one')
    expect(one.status).toBe(status)
  })
})

describe('a large document that is no flow', { timeout: 60_000 }, () => {
  it('is left out where it is JSON, and not gone into where it is not', async () => {
    const json = await reported('a.json', `{"a":[${'1,'.repeat(2_000_000)}1]}`)
    expect(json).toMatchObject({ complete: true, problems: [{ code: 'flow-unknown', file: 'a.json' }] })
    const yaml = await reported('a.yaml', `a:\n${'  - 1\n'.repeat(1_000_000)}`)
    expect(yaml).toMatchObject({ complete: false, problems: [{ code: 'flow-unreadable', file: 'a.yaml' }] })
  })
})
