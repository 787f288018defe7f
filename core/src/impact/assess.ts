import { fingerprint } from '../diff/index.ts'
import { type Finding, type ImpactReport, isError, type OperationName, type Usage } from '../model/index.ts'
import { type AssessedStep, assessStep } from './assess-step.ts'
import type { AssessedDependent, Assessment, ConnectionBeyond } from './assessment.ts'
import { createFindOperation, type FindOperation } from './compared.ts'
import { withUntold } from './incomplete.ts'
import { incompleteness } from './incompleteness.ts'
import { once } from './once.ts'
import { createShowing } from './showing.ts'
import { byFlow, byStep, summaryOf, verdictOf } from './summary.ts'

/**
 * What a change does to each step of each dependent, and to connections: findings with their evidence, a verdict for
 * each step, and one for all. Never throws for what a document or connector says.
 */
export function assess(assessment: Assessment): ImpactReport {
  const find = createFindOperation(assessment)
  const assessed = assessment.dependents.flatMap((dependent) => assessDependent(assessment, dependent, find))
  const steps = assessed.map((step) => step.verdict).sort(byStep)
  const beyond = (assessment.connectionsBeyond ?? []).map(grantFinding)
  const found = once(assessed.flatMap((step) => step.findings).sort(byFlow))
  const shown = [...beyond, ...found.map(createShowing(find))].sort(byFlow)
  const findings = shown.map(acceptedBy(assessment))
  const problems = [...(assessment.problems ?? []), ...incompleteness(assessment, assessed)]
  const complete = !problems.some(isError)
  return {
    schema: 'jackfield.impact/1',
    complete,
    problems,
    base: assessment.base,
    revision: assessment.revision,
    verdict: verdictOf({ steps, findings, complete }),
    summary: summaryOf(assessment.dependents.length, steps),
    findings,
    steps,
  }
}

function assessDependent(
  assessment: Assessment,
  dependent: AssessedDependent,
  find: FindOperation,
): readonly AssessedStep[] {
  const usages = Map.groupBy(dependent.usages, (usage) => usage.step)
  const operations = new Map([...usages].map(([step, of]): [string, OperationName] => [step, of[0]?.operation ?? '']))
  const steps = [...usages].map(([step, of]: readonly [string, readonly Usage[]]) =>
    assessStep({ assessment, dependent, step, usages: of, find, operations }),
  )
  return withUntold(steps, dependent, find)
}

function grantFinding({ connection, grants }: ConnectionBeyond): Finding {
  const places = grants.map((grant) => `"${grant.credential}" to ${grant.origin} (${grant.placement})`)
  return {
    status: 'risky',
    flow: null,
    step: null,
    operation: null,
    kind: 'auth.grant',
    message: `Connection "${connection.id}" would send ${places.join(' and ')}, which it was not given for.`,
    evidence: {
      file: null,
      line: null,
      pointer: null,
      before: connection.grants.map(({ credential, origin, placement }) => ({ credential, origin, placement })),
      after: grants.map(({ credential, origin, placement }) => ({ credential, origin, placement })),
    },
    fingerprint: fingerprint('auth.grant', connection.connector, null, connection.id, null, null, null),
  }
}

function acceptedBy({ accepted = [] }: Assessment): (finding: Finding) => Finding {
  const known = new Map(
    accepted.map(({ fingerprint: mark, by, until, why }) => [mark, { by, until, ...(why !== undefined && { why }) }]),
  )
  return (finding) => {
    const acceptance = known.get(finding.fingerprint)
    if (acceptance === undefined) return finding
    const { fingerprint: mark, ...rest } = finding
    return { ...rest, accepted: acceptance, fingerprint: mark }
  }
}
