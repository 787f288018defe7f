import { compareTexts } from '../diff/index.ts'
import type { Finding, StepStatus, StepVerdict, Summary, Verdict } from '../model/index.ts'

/** In the order of reports. */
export const statuses: readonly StepStatus[] = ['broken', 'risky', 'safe', 'unaffected', 'unresolved']

/** The statuses add up to `steps`. */
export function summaryOf(flows: number, steps: readonly StepVerdict[]): Summary {
  const counts = statuses.map((status) => [status, steps.filter((step) => step.status === status).length])
  return { flows, steps: steps.length, ...(Object.fromEntries(counts) as Record<StepStatus, number>) }
}

interface Outcome {
  readonly steps: readonly StepVerdict[]
  readonly findings: readonly Finding[]
  readonly complete: boolean
}

/** The worst of broken, incomplete, risky, safe, unaffected. */
export function verdictOf({ steps, findings, complete }: Outcome): Verdict {
  const has = (status: Finding['status']): boolean =>
    steps.some((step) => step.status === status) || findings.some((finding) => finding.status === status)
  if (has('broken')) return 'broken'
  if (!complete) return 'incomplete'
  if (has('risky')) return 'risky'
  return has('safe') ? 'safe' : 'unaffected'
}

/** The worst first. */
const severity: readonly Finding['status'][] = ['broken', 'risky', 'safe']

export function isWorse(one: Finding['status'], than: Finding['status']): boolean {
  return severity.indexOf(one) < severity.indexOf(than)
}

/** Connections first, then by flow and step, the worst first. */
export function byFlow(a: Finding, b: Finding): number {
  const [one, other] = [a.flow ?? '', b.flow ?? '']
  if (one !== other) return one < other ? -1 : 1
  return compareTexts(orderOf(a), orderOf(b))
}

function orderOf(finding: Finding): readonly string[] {
  const { flow, step, status, operation, kind, evidence, fingerprint } = finding
  const place = [evidence.file ?? '', evidence.pointer ?? '']
  return [flow ?? '', step ?? '', String(severity.indexOf(status)), operation ?? '', kind, fingerprint, ...place]
}

/** By flow and step. */
export function byStep(a: StepVerdict, b: StepVerdict): number {
  if (a.flow !== b.flow) return a.flow < b.flow ? -1 : 1
  return compareTexts([a.step, a.operation], [b.step, b.operation])
}
