import type { OperationName } from '../model/index.ts'
import type { AssessedStep } from './assess-step.ts'
import { statusOf } from './assess-step.ts'
import type { AssessedDependent } from './assessment.ts'
import type { FindOperation } from './compared.ts'
import { findingOf, type StepFinding } from './finding-of.ts'
import { effectOf } from './read-verdict.ts'

/** The name of a step that a dependent may have and did not tell of. */
const untoldStep = '?'

/**
 * For a dependent that did not tell all that it does: each changed operation that it is bound to counts as risky, at
 * the steps that use it, or at a step `?` where none is told.
 */
export function withUntold(
  steps: readonly AssessedStep[],
  dependent: AssessedDependent,
  find: FindOperation,
): readonly AssessedStep[] {
  if (dependent.complete) return steps
  const told = new Set(steps.map((step) => step.verdict.operation))
  const bound = new Set((dependent.bindings ?? []).map((binding) => binding.operation))
  const untold = [...bound]
    .filter((operation) => !told.has(operation))
    .map((operation) => untoldOf(operation, dependent, find))
  const known = steps.map((step) => {
    const findings = [...step.findings, ...doubts(step.verdict.operation, { step, dependent, find })]
    return {
      ...step,
      findings,
      verdict: { ...step.verdict, status: statusOf(findings, step.verdict.status !== 'unresolved') },
    }
  })
  return [...known, ...untold]
}

function untoldOf(operation: OperationName, dependent: AssessedDependent, find: FindOperation): AssessedStep {
  const verdict = { flow: dependent.dependent.id, step: untoldStep, operation, status: 'unaffected' as const }
  const place = dependent.place ?? null
  const findings = doubts(operation, { step: { verdict, place, findings: [] }, dependent, find })
  return { findings, place, verdict: { ...verdict, status: statusOf(findings, find(operation) !== undefined) } }
}

interface Doubting {
  readonly step: AssessedStep
  readonly dependent: AssessedDependent
  readonly find: FindOperation
}

function doubts(operation: OperationName, { step, dependent, find }: Doubting): readonly StepFinding[] {
  const { flow, step: name } = step.verdict
  const known = step.findings.filter((finding) => finding.status !== 'safe').map((finding) => finding.fingerprint)
  const changes = (find(operation)?.changes ?? []).filter((change) => effectOf(change) !== 'none')
  return changes
    .map((change) => {
      const certain = change.kind === 'operation.removed' || change.kind === 'operation.renamed'
      const status = certain ? ('broken' as const) : ('risky' as const)
      const why = 'What it does with the operation is not known completely.'
      return findingOf({ status, flow, step: name, change, why, place: dependent.place ?? null })
    })
    .filter((finding) => !known.includes(finding.fingerprint))
}
