import {
  type ConnectorId,
  isError,
  type OperationName,
  type Place,
  type Problem,
  splitOperation,
} from '../model/index.ts'
import type { AssessedStep } from './assess-step.ts'
import type { AssessedDependent, Assessment } from './assessment.ts'
import { byStep } from './summary.ts'

/** Why the report does not show everything. */
export function incompleteness(assessment: Assessment, steps: readonly AssessedStep[]): readonly Problem[] {
  const { dependents } = assessment
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
  return [...untold.map(untoldUsages), ...unresolved.map((step) => unresolvedStep(step, assessment))]
}

function untoldUsages({ dependent, place }: AssessedDependent): Problem {
  return {
    code: 'usages-incomplete',
    message: `What "${dependent.id}" does with operations is not known completely.`,
    ...placed(place ?? null),
    hint: 'Correct its document, or have its host tell all of its usages.',
  }
}

function unresolvedStep({ verdict, place }: AssessedStep, assessment: Assessment): Problem {
  const { flow, step, operation } = verdict
  const connector = splitOperation(operation)?.connector
  if (connector !== undefined && assessment.unread?.includes(connector)) return unreadStep(connector, place, assessment)
  return {
    code: 'step-unresolved',
    message: `Step "${step}" of "${flow}" uses "${operation}", which is not in the base.`,
    ...placed(place),
    hint: isNew(operation, assessment)
      ? 'It is in the revision only, so there is nothing to compare it with: weigh the flows that the base serves, and bring the connector before the flow that uses this.'
      : 'Compare a folder that holds all connectors that the flows use, or correct the name.',
  }
}

/** In the same words for each step of a connector, so that they are shown as one. */
function unreadStep(connector: ConnectorId, place: Place, { problems = [] }: Assessment): Problem {
  const files = problems
    .filter(isError)
    .flatMap(({ file }) => (file !== undefined && isOf(connector, file) ? [file] : []))
  return {
    code: 'step-unresolved',
    message: `"${connector}" could not be read on one of the two sides: what becomes of the steps that use it is not known.`,
    ...placed(place),
    hint: `Correct ${[...new Set(files)].join(' and ') || `what is said of "${connector}" here`}.`,
  }
}

/** A connector is called what its folder or its file is. */
function isOf(connector: ConnectorId, file: string): boolean {
  return file.split(/[\\/]/).some((name) => name === connector || name.startsWith(`${connector}.`))
}

function isNew(operation: OperationName, { pairs }: Assessment): boolean {
  const named = splitOperation(operation)
  return pairs.some(
    ({ base, revision }) => base.id === named?.connector && Object.hasOwn(revision?.operations ?? {}, named.operation),
  )
}

function placed(place: Place): Pick<Problem, 'file' | 'line' | 'pointer'> {
  return place === null ? {} : { file: place.file, line: place.line, pointer: place.pointer }
}
