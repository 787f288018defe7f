import { type Assessment, assess as assessed } from '../../src/impact/index.ts'
import type { ImpactReport } from '../../src/model/index.ts'
import { assertReport } from './assert-report.ts'

/** The report, which is as its published schema says. */
export function assess(assessment: Assessment): ImpactReport {
  const report = assessed(assessment)
  assertReport(report)
  return report
}
