import type { approve as Approve } from './approve.ts'
import type { reject as Reject } from './reject.ts'
import type { reportNow as ReportNow } from './report-now.ts'
import type { rollback as RollBack } from './rollback.ts'

// What weighs changes is loaded when somebody asks about one: most starts have none.

export const approve: typeof Approve = async (...given) => (await import('./approve.ts')).approve(...given)

export const reject: typeof Reject = async (...given) => (await import('./reject.ts')).reject(...given)

export const reportNow: typeof ReportNow = async (...given) => (await import('./report-now.ts')).reportNow(...given)

export const rollback: typeof RollBack = async (...given) => (await import('./rollback.ts')).rollback(...given)
