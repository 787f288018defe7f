import type { Change, Finding, Place, StepVerdict } from '../model/index.ts'
import type { InputVerdict } from './admitted.ts'
import { findingOf, type StepFinding } from './finding-of.ts'
import { operationFix } from './fix-of.ts'
import { inputVerdicts } from './input-verdicts.ts'
import { operationVerdict } from './operation-verdict.ts'
import { ownReadFindings } from './own-read-findings.ts'
import { placeOfStep } from './place-of.ts'
import { readFindings } from './read-findings.ts'
import { flowOf, type StepContext, suppliedTo } from './step-context.ts'
import type { Supplied } from './supplied.ts'

/** What became of one step, and why. */
export interface AssessedStep {
  readonly verdict: StepVerdict
  /** Where it stands; `null` where nobody told. */
  readonly place: Place
  readonly findings: readonly StepFinding[]
}

/** Everything that touches the step: through the operation that it invokes, and through what it reads. */
export function assessStep(context: StepContext): AssessedStep {
  const { dependent, step, usages, find } = context
  const name = usages[0]?.operation ?? ''
  const operation = find(name)
  const supplied = operation === undefined ? undefined : suppliedTo(operation, context)
  const findings = [...(supplied === undefined ? [] : invoked(context, supplied)), ...readFindings(context, supplied)]
  const status = statusOf(findings, operation !== undefined)
  const place = placeOfStep(usages, dependent)
  return { verdict: { flow: dependent.dependent.id, step, operation: name, status }, place, findings }
}

/** Of a step by what was found; `resolved`: whether its operation is in the base. */
export function statusOf(findings: readonly Finding[], resolved: boolean): StepVerdict['status'] {
  const has = (status: Finding['status']): boolean => findings.some((finding) => finding.status === status)
  if (has('broken')) return 'broken'
  if (!resolved) return 'unresolved'
  if (has('risky')) return 'risky'
  return has('safe') ? 'safe' : 'unaffected'
}

/** Kinds that concern no step: what it uses of the operation stays as it is. */
const beyondSteps: ReadonlySet<string> = new Set(['operation.added', 'request.media-offered'])

function invoked(context: StepContext, supplied: Supplied): readonly StepFinding[] {
  const touching = supplied.operation.changes.filter(({ side, kind }) => side !== 'output' && !beyondSteps.has(kind))
  const ofInput = touching.filter(({ side }) => side === 'input')
  const verdicts = inputVerdicts(ofInput, supplied)
  const found = touching.map((change) => {
    const verdict = verdicts.get(change)
    return verdict === undefined ? operationFinding(context, change) : inputFinding(context, change, verdict)
  })
  return [...found, ...ownReadFindings(context, supplied.operation)]
}

function inputFinding(context: StepContext, change: Change, { status, why, supply }: InputVerdict): StepFinding {
  const place = supply?.at ?? placeOfStep(context.usages, context.dependent)
  return findingOf({ status, flow: flowOf(context), step: context.step, change, why, place })
}

function operationFinding(context: StepContext, change: Change): StepFinding {
  const place = placeOfStep(context.usages, context.dependent)
  const fix = operationFix(change, context.usages[0]?.operation ?? '', place)
  return findingOf({
    ...operationVerdict(change, context.usages),
    flow: flowOf(context),
    step: context.step,
    change,
    place,
    fix,
  })
}
