import { type Budget, createFindWitness, type End, type FindWitness, type Witness, witnessOf } from '../diff/index.ts'
import type { Change, Finding } from '../model/index.ts'
import type { ComparedOperation, FindOperation } from './compared.ts'
import type { StepFinding } from './finding-of.ts'

/** What the witnesses of one report may cost: about a second. */
const budgetOfReport = 60_000

/**
 * Adds to findings that are not safe a value that shows what the change does, where one can be had. Each change is
 * looked at once; give the findings in the order of the report, so that equal reports spend what there is on the same.
 */
export function createShowing(find: FindOperation): (finding: StepFinding) => Finding {
  const budget: Budget = { left: budgetOfReport }
  const finders = new Map<string, FindWitness | null>()
  const known = new Map<Change, Witness | null>()
  const finderOf = (finding: StepFinding): FindWitness | null => {
    const { operation, change } = finding
    const key = `${change.side} ${operation}`
    const made = finders.get(key) ?? finderFor(operation === null ? undefined : find(operation), change, budget)
    finders.set(key, made)
    return made
  }
  const witness = (finding: StepFinding): Witness | null => {
    const { change } = finding
    const made = known.get(change)
    if (made !== undefined) return made
    const finder = finderOf(finding)
    const found = finder === null ? null : witnessOf(change, finder)
    known.set(change, found)
    return found
  }
  return (finding) => {
    const { change, ...shown } = finding
    const found = finding.status === 'safe' ? null : witness(finding)
    return found === null ? shown : { ...shown, evidence: { ...shown.evidence, witness: found.value } }
  }
}

/** What goes in was made for the base; what comes out comes from the revision. */
function finderFor(operation: ComparedOperation | undefined, { side }: Change, budget: Budget): FindWitness | null {
  if (operation === undefined || (side !== 'input' && side !== 'output')) return null
  const [base, revision] = [endOf(operation, side, 'base'), endOf(operation, side, 'revision')]
  if (base === null || revision === null) return null
  return side === 'input' ? createFindWitness(base, revision, budget) : createFindWitness(revision, base, budget)
}

function endOf(operation: ComparedOperation, side: 'input' | 'output', state: 'base' | 'revision'): End | null {
  const [owner, owned] = [operation[state], operation.schema(side, state)]
  if (owner === null || owned === null) return null
  return { schema: owner[side], schemas: owned.connector.schemas, shapes: owned.shapes }
}
