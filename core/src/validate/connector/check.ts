import { type Connector, type Operation, type Pointer, pointer } from '../../model/index.ts'
import type { Mistake } from '../structure/mistake.ts'

/** One law about connectors. Its mistakes point into the model. */
export type Check = (connector: Connector) => Iterable<Mistake>

export interface PlacedOperation {
  readonly operation: Operation
  readonly at: Pointer
  /** `action "getOrder"` */
  readonly name: string
}

export function operationsOf({ operations }: Connector): PlacedOperation[] {
  return Object.entries(operations).map(([id, operation]) => ({
    operation,
    at: pointer('operations', id),
    name: `${operation.kind} "${id}"`,
  }))
}

/** Those that are called: of others it does not matter whether their requests make sense. */
export function availableIn(connector: Connector): PlacedOperation[] {
  return operationsOf(connector).filter(({ operation }) => operation.unavailable === undefined)
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** `did you mean "x"?` where something is near, else what there is. */
export function suggestion(nearest: string | undefined, known: readonly string[], otherwise: string): string {
  if (nearest !== undefined) return `did you mean "${nearest}"?`
  return known.length === 0 ? otherwise : `there is ${known.map((name) => `"${name}"`).join(', ')}.`
}
