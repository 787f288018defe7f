import { describe, expect, it } from 'vitest'
import { holds } from '../../src/impact/index.ts'
import { assess } from './assess-checked.ts'
import { changing, inventory, tracker } from './pune.ts'

describe('sku becomes itemCode', () => {
  const report = assess(changing(tracker(), tracker('itemCode')))

  it('breaks the step that reads it, and no other', () => {
    expect(report.verdict).toBe('broken')
    expect(report.complete).toBe(true)
    expect(report.steps.map(({ step, status }) => [step, status])).toEqual([
      ['adjust', 'unaffected'],
      ['item', 'broken'],
      ['trigger', 'unaffected'],
    ])
    expect(report.summary).toEqual({ flows: 1, steps: 3, broken: 1, risky: 0, safe: 0, unaffected: 2, unresolved: 0 })
  })

  it('names the expression, the place, the likely rename and the fix', () => {
    expect(report.findings).toHaveLength(1)
    expect(report.findings[0]).toMatchObject({
      status: 'broken',
      flow: 'restock-on-completion',
      step: 'item',
      operation: 'production-tracker.orderCompleted',
      kind: 'output.renamed',
      message: 'Output "sku" is probably "itemCode" now. "trigger.sku" finds nothing any more.',
      evidence: {
        expression: 'trigger.sku',
        file: 'restock-on-completion.yaml',
        line: 8,
        pointer: '/steps/0/input/sku',
      },
      fix: {
        file: 'restock-on-completion.yaml',
        pointer: '/steps/0/input/sku',
        before: 'trigger.sku',
        after: 'trigger.itemCode',
      },
    })
  })

  it('holds the change under either policy', () => {
    expect(holds(report, 'risky')).toBe(true)
    expect(holds(report, 'broken')).toBe(true)
  })

  it('is unresolved at the steps of connectors that nobody knows', () => {
    const { connectorOf, ...alone } = changing(tracker(), tracker('itemCode'))
    const narrow = assess(alone)
    expect(narrow.steps.map(({ step, status }) => [step, status])).toEqual([
      ['adjust', 'unresolved'],
      ['item', 'broken'],
      ['trigger', 'unaffected'],
    ])
    expect(narrow.complete).toBe(false)
    expect(narrow.problems.map((problem) => problem.code)).toEqual(['step-unresolved'])
  })

  it('is unresolved at a step whose operation the revision brings, and says that nothing is there to compare', () => {
    const { connectorOf, ...alone } = changing(tracker(), tracker('itemCode'))
    const newcomer = { base: { ...inventory, operations: {} }, revision: inventory, changes: [] }
    const report = assess({ ...alone, pairs: [...alone.pairs, newcomer] })
    expect(report.problems).toMatchObject([
      { code: 'step-unresolved', hint: expect.stringContaining('It is in the revision only') },
    ])
    expect(assess(alone).problems[0]?.hint).toContain('correct the name')
  })
})

describe('other changes of the tracker', () => {
  it('lets an added optional field pass', () => {
    const report = assess(changing(tracker(), tracker('sku', { note: { type: 'string' } })))
    expect(report.verdict).toBe('unaffected')
    expect(report.findings).toEqual([])
    expect(holds(report, 'risky')).toBe(false)
  })

  it('finds another host risky for the trigger alone', () => {
    const moved = { ...tracker(), servers: [{ url: 'https://{host}.example.net/api', variables: {} }] }
    const report = assess(changing(tracker(), moved))
    expect(report.findings.map(({ kind, step, status, operation }) => [kind, step, status, operation])).toEqual([
      ['server.origin', 'trigger', 'risky', null],
    ])
    expect(report.verdict).toBe('risky')
    expect(holds(report, 'risky')).toBe(true)
    expect(holds(report, 'broken')).toBe(false)
  })

  it('breaks the trigger when the connector is removed', () => {
    const report = assess(changing(tracker(), null))
    expect(report.findings.map(({ kind, step, status }) => [kind, step, status])).toEqual([
      ['operation.removed', 'trigger', 'broken'],
    ])
  })

  it('says that nothing is shown without flows', () => {
    const report = assess(changing(tracker(), tracker('itemCode'), { dependents: [] }))
    expect([report.verdict, report.complete, report.problems[0]?.code]).toEqual(['incomplete', false, 'flows-none'])
    expect(holds(report, 'risky')).toBe(false)
  })

  it('breaks nothing when both sides are the same', () => {
    expect(
      assess(
        changing(inventory, inventory, { connectorOf: (id) => (id === 'production-tracker' ? tracker() : undefined) }),
      ).verdict,
    ).toBe('unaffected')
  })
})
