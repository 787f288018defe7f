import type { OperationName, Supply, Usage } from '../model/index.ts'
import type { AssessedDependent, Assessment } from './assessment.ts'
import type { ComparedOperation, FindOperation } from './compared.ts'
import type { Supplied } from './supplied.ts'

/** One step of one dependent, with what is known about the other steps. */
export interface StepContext {
  readonly assessment: Assessment
  readonly dependent: AssessedDependent
  readonly step: string
  /** All usages of this step; they name one operation. */
  readonly usages: readonly Usage[]
  readonly find: FindOperation
  /** The operations of the dependent's steps by name. */
  readonly operations: ReadonlyMap<string, OperationName>
}

/** What the step gives to its operation. */
export function suppliedTo(operation: ComparedOperation, context: StepContext): Supplied {
  const supplies = context.usages.flatMap((usage): readonly Supply[] => usage.supplies)
  const reads = context.usages.flatMap((usage) => usage.reads)
  return { operation, supplies, reads, producer: (step) => producerOf(context, step) }
}

export function producerOf({ operations, find }: StepContext, step: string): ComparedOperation | undefined {
  const name = operations.get(step)
  return name === undefined ? undefined : find(name)
}

export function flowOf({ dependent }: StepContext): string {
  return dependent.dependent.id
}
