import type { ImpactReport } from '@jackfield/core'
import { expectThat } from '../expectation.ts'
import type { Scene } from '../scene.ts'
import { textReport } from '../text-report.ts'
import { flowId } from '../working-folder.ts'

/** Prints the report, and expects it to name flow, step, expression, the likely new name and the fix. */
export function expectRenameReported({ narrator, variant }: Scene, report: ImpactReport): void {
  narrator.quote(textReport(report))
  const finding = report.findings.find(
    ({ status, flow, step }) => status === 'broken' && flow === flowId && step === 'item',
  )
  expectThat(finding !== undefined, {
    expected: `a finding that step "item" of ${flowId} is broken`,
    seen: list(report),
  })
  const { evidence, fix, kind } = finding
  expectThat(kind === 'output.renamed', { expected: 'the finding to be a likely rename', seen: kind })
  expectThat(evidence.expression?.includes('trigger.sku') === true, {
    expected: 'the finding to name the expression trigger.sku',
    seen: evidence.expression ?? 'none',
  })
  expectThat(fix?.after.includes('trigger.itemCode') === true, {
    expected: 'the fix trigger.itemCode',
    seen: fix?.after ?? 'no fix',
  })
  // Code that has changed may do anything: that cannot be said to be safe of what it serves.
  const other = variant.tracker.isCode ? { trigger: 'risky' } : {}
  const others = report.steps.filter(
    ({ step, status }) => step !== 'item' && status !== ((other as Record<string, string>)[step] ?? 'unaffected'),
  )
  expectThat(others.length === 0, {
    expected: 'all other steps to be as they should',
    seen: others.map(({ step, status }) => `${step}: ${status}`).join(', '),
  })
}

function list({ findings, verdict }: ImpactReport): string {
  return findings.map(({ step, status, kind }) => `${step}: ${status} (${kind})`).join(', ') || verdict
}
