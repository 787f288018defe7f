import type { Connector, DiffReport } from '@jackfield/core'
import { diffReport } from '../../../../core/src/diff/index.ts'
import { assertReport } from '../../../../core/test/impact/assert-report.ts'

/** One case of a corpus: what its authors say, and what the engine says. */
export interface Compared {
  readonly id: string
  readonly theirs: string
  readonly ours: string
  /** Whether both raise an alarm, or neither does: `risky` is one, since it is not shown to be safe. */
  readonly agrees: boolean
  /** Whether the levels are the same, too. */
  readonly exact: boolean
  /** What was found, for people. */
  readonly found: readonly string[]
}

/** Two documents are one connector, whatever they are called. */
export function compare(base: Connector, revision: Connector): DiffReport {
  const names = { base: 'base', revision: 'revision' }
  const report = diffReport({ base: [base], revision: [revision], names, single: true })
  assertReport(report)
  return report
}

export function foundIn({ changes }: DiffReport): readonly string[] {
  return changes.map(({ level, kind, message }) => `${level} ${kind}: ${message}`)
}

/** `92.3 % (217 of 235), exactly the same level 79.1 %` */
export function scoreOf(cases: readonly Compared[]): string {
  const [agreeing, exact] = [cases.filter((one) => one.agrees), cases.filter((one) => one.exact)]
  const share = (part: readonly Compared[]): string => `${((100 * part.length) / cases.length).toFixed(1)} %`
  return `${share(agreeing)} (${agreeing.length} of ${cases.length}), exactly the same level ${share(exact)}`
}
