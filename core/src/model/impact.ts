import type { OperationName } from './ids.ts'
import type { Json } from './json.ts'
import type { Pointer } from './pointer.ts'
import type { Problem } from './problem.ts'

export type StepStatus = 'broken' | 'risky' | 'safe' | 'unaffected' | 'unresolved'
export type Verdict = 'broken' | 'incomplete' | 'risky' | 'safe' | 'unaffected'

export interface ImpactReport {
  readonly schema: 'jackfield.impact/1'
  readonly complete: boolean
  readonly problems: readonly Problem[]
  readonly base: string
  readonly revision: string
  readonly verdict: Verdict
  readonly summary: Summary
  readonly findings: readonly Finding[]
  readonly steps: readonly StepVerdict[]
}

/** The five statuses add up to `steps`. */
export interface Summary extends Record<StepStatus, number> {
  readonly flows: number
  readonly steps: number
}

export interface StepVerdict {
  readonly flow: string
  readonly step: string
  /** The step's own operation. */
  readonly operation: OperationName
  readonly status: StepStatus
}

/** Why a step has its status. `flow` and `step` are null for a finding about a connection. */
export interface Finding {
  readonly status: 'broken' | 'risky' | 'safe'
  readonly flow: string | null
  readonly step: string | null
  /** The changed operation. */
  readonly operation: OperationName | null
  readonly kind: string
  readonly message: string
  readonly evidence: Evidence
  readonly fix?: Fix
  /** `why` is for people: no report for programs has it. */
  readonly accepted?: { readonly by: string; readonly until: string; readonly why?: string }
  readonly fingerprint: string
}

export interface Evidence {
  readonly expression?: string
  readonly file: string | null
  readonly line: number | null
  readonly pointer: Pointer | null
  readonly before?: Json
  readonly after?: Json
  readonly witness?: Json
}

export interface Fix {
  readonly file: string
  readonly pointer: Pointer
  readonly before: string
  readonly after: string
}
