import { type ConnectorId, type Place, type Problem, splitOperation } from '../model/index.ts'
import type { AssessedStep } from './assess-step.ts'
import type { AssessedDependent, Assessment } from './assessment.ts'
import { byStep } from './summary.ts'

/** Why the report does not show everything. */
export function incompleteness(
  { dependents, unread = [] }: Assessment,
  steps: readonly AssessedStep[],
): readonly Problem[] {
  if (dependents.length === 0)
    return [
      {
        code: 'flows-none',
        message: 'There are no flows, so nothing is shown to be safe.',
        hint: 'Name the folder of the flows.',
      },
    ]
  const untold = dependents.filter((one) => !one.complete)
  const unresolved = steps
    .filter(({ verdict }) => verdict.status === 'unresolved')
    .sort((one, other) => byStep(one.verdict, other.verdict))
  return [...untold.map(untoldUsages), ...unresolved.map((step) => unresolvedStep(step, unread))]
}

function untoldUsages({ dependent, place }: AssessedDependent): Problem {
  return {
    code: 'usages-incomplete',
    message: `What "${dependent.id}" does with operations is not known completely.`,
    ...placed(place ?? null),
    hint: 'Correct its document, or have its host tell all of its usages.',
  }
}

function unresolvedStep({ verdict, place }: AssessedStep, unread: readonly ConnectorId[]): Problem {
  const { flow, step, operation } = verdict
  const connector = splitOperation(operation)?.connector
  const uses = `Step "${step}" of "${flow}" uses "${operation}"`
  if (connector !== undefined && unread.includes(connector))
    return {
      code: 'step-unresolved',
      message: `${uses}, and "${connector}" could not be read on both sides: what becomes of the step is not known.`,
      ...placed(place),
      hint: `Correct what is said of "${connector}" here.`,
    }
  return {
    code: 'step-unresolved',
    message: `${uses}, which is not in the base.`,
    ...placed(place),
    hint: 'Compare a folder that holds all connectors that the flows use, or correct the name.',
  }
}

function placed(place: Place): Pick<Problem, 'file' | 'line' | 'pointer'> {
  return place === null ? {} : { file: place.file, line: place.line, pointer: place.pointer }
}
