import { operationName, splitOperation } from '../model/index.ts'
import type { ComparedOperation } from './compared.ts'
import { findingOf, type StepFinding } from './finding-of.ts'
import { fitting } from './fitting.ts'
import { lookedUp } from './looked-up.ts'
import { metChanges } from './met-changes.ts'
import { notNull } from './not-null.ts'
import { ownReadVerdict } from './own-read-verdict.ts'
import { type OwnRead, ownReads } from './own-reads.ts'
import { placeOfStep } from './place-of.ts'
import { problemsOf } from './problems-of.ts'
import type { ReadVerdict } from './read-verdict.ts'
import { flowOf, type StepContext } from './step-context.ts'

/** What changed of what the step's operation reads of its own output. */
export function ownReadFindings(context: StepContext, operation: ComparedOperation): readonly StepFinding[] {
  const { base, revision } = operation
  if (revision === null || revision === base) return []
  const of = { flow: flowOf(context), step: context.step, place: placeOfStep(context.usages, context.dependent) }
  const found = ownReads(base, revision).flatMap((read) =>
    metChanges(read.path, operation).flatMap((one) => {
      const isGone = one.met.relation !== 'below' && comesNoMore(read, operation)
      const verdict = isGone ? neverEqual : ownReadVerdict(read, one, operation)
      return verdict === undefined ? [] : [findingOf({ ...verdict, ...of, change: one.change })]
    }),
  )
  if (!isConfirmedNoMore(operation, context)) return found
  const outputs = operation.changes.filter(({ side }) => side === 'output')
  return [...found, ...outputs.map((change) => findingOf({ ...unconfirmed, ...of, change }))]
}

const neverEqual: ReadVerdict = {
  status: 'broken',
  why: 'The operation looks there for a value that can’t come any more.',
}

/** Whether the value that an operation looks for could come, and can't now. */
function comesNoMore({ path, equals }: OwnRead, { schema }: ComparedOperation): boolean {
  if (equals === undefined) return false
  const mayCome = (state: 'base' | 'revision'): boolean => {
    const output = schema('output', state)
    if (output === null) return true
    const { nodes } = lookedUp(path, output)
    return nodes.length === 0 || nodes.some((node) => problemsOf(equals, node, output).length === 0)
  }
  return mayCome('base') && !mayCome('revision')
}

const unconfirmed: ReadVerdict = {
  status: 'risky',
  why: 'What says whether a call in doubt was carried out may not fit it any more.',
}

/** Whether what decides on a call in doubt gave an output of the operation, and may give something else now. */
function isConfirmedNoMore({ name, base, revision, schema }: ComparedOperation, { find }: StepContext): boolean {
  const connector = splitOperation(name)?.connector
  const asked = base.confirm?.operation
  if (connector === undefined || asked === undefined || revision?.confirm?.operation !== asked) return false
  const confirming = find(operationName(connector, asked))
  // Null says that it was not carried out.
  const fits = (state: 'base' | 'revision'): boolean => {
    const [answer, own] = [confirming?.schema('output', state) ?? null, schema('output', state)]
    return answer !== null && own !== null && fitting(notNull(answer), own) === 'yes'
  }
  return fits('base') && !fits('revision')
}
