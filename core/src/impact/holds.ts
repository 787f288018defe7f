import type { Finding, ImpactReport } from '../model/index.ts'

/** What holds a change: a touched step that is not shown safe, or only one that is shown broken. */
export type HoldPolicy = 'risky' | 'broken'

/**
 * Whether a report holds the change. Looks at what was found, not at completeness: no dependents, no hold. A credential
 * that would go where it was not given for holds it always, whoever accepted that; any other accepted finding does not.
 */
export function holds(report: ImpactReport, policy: HoldPolicy): boolean {
  return report.findings.some((finding) => finding.kind === 'auth.grant' || counts(finding, policy))
}

function counts({ status, accepted }: Finding, policy: HoldPolicy): boolean {
  if (accepted !== undefined) return false
  return status === 'broken' || (policy === 'risky' && status === 'risky')
}
