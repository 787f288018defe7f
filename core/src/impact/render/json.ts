import { type Finding, isJsonObject, type Problem } from '../../model/index.ts'
import type { Renderer } from '../renderer.ts'

/** The names of the contract in the order in which people read them; every other name after these, sorted. */
const order: readonly string[] = [
  'schema',
  'complete',
  'problems',
  'base',
  'revision',
  'level',
  'verdict',
  'summary',
  'flows',
  'findings',
  'changes',
  'steps',
  'status',
  'flow',
  'step',
  'connector',
  'operation',
  'kind',
  'code',
  'expression',
  'file',
  'line',
  'column',
  'pointer',
  'side',
  'message',
  'hint',
  'before',
  'after',
  'witness',
  'from',
  'to',
  'confidence',
  'rename',
  'evidence',
  'fix',
  'accepted',
  'by',
  'until',
  'fingerprint',
]

/** As the contract says: equal reports give equal bytes, whatever made them. */
export const jsonRenderer: Renderer = {
  name: 'json',
  diff: (report) => written({ ...report, problems: report.problems.map(withoutSeverity) }),
  impact: (report) =>
    written({
      ...report,
      problems: report.problems.map(withoutSeverity),
      findings: report.findings.map(withoutReason),
    }),
}

/** Whether something keeps the report from being complete is said of the whole. */
function withoutSeverity({ severity: _, ...problem }: Problem): Problem {
  return problem
}

/** Why a finding was accepted is for people. */
function withoutReason({ accepted, ...finding }: Finding): Finding {
  if (accepted === undefined) return finding
  return { ...finding, accepted: { by: accepted.by, until: accepted.until } }
}

function written(report: object): string {
  return `${JSON.stringify(report, (_name, value) => (isJsonObject(value) ? sorted(value) : value), 2)}\n`
}

function sorted(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1)))
}

function rank(name: string): number {
  const index = order.indexOf(name)
  return index < 0 ? order.length : index
}
