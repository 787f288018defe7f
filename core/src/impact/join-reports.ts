import { compareTexts } from '../diff/index.ts'
import type { ImpactReport, Problem, StepStatus, Summary } from '../model/index.ts'
import { byFlow, byStep, statuses, verdictOf } from './summary.ts'

/** One report of several about other dependents each: what they say, as if it had been said at once. */
export function joinReports([first, ...more]: readonly [ImpactReport, ...ImpactReport[]]): ImpactReport {
  if (more.length === 0) return first
  const all = [first, ...more]
  const steps = all.flatMap((report) => report.steps).sort(byStep)
  const findings = all.flatMap((report) => report.findings).sort(byFlow)
  const complete = all.every((report) => report.complete)
  return {
    ...first,
    complete,
    problems: all.flatMap((report) => report.problems).sort(byPlace),
    verdict: verdictOf({ steps, findings, complete }),
    summary: all.map((report) => report.summary).reduce(added),
    findings,
    steps,
  }
}

function added(one: Summary, other: Summary): Summary {
  const counts = statuses.map((status) => [status, one[status] + other[status]])
  return {
    flows: one.flows + other.flows,
    steps: one.steps + other.steps,
    ...(Object.fromEntries(counts) as Record<StepStatus, number>),
  }
}

function byPlace(a: Problem, b: Problem): number {
  return compareTexts([a.file ?? '', a.code, a.message], [b.file ?? '', b.code, b.message])
}
